import { onScopeDispose, ref, watch, type Ref } from 'vue'

/** A row she only passes over on her way is not opened: she has to stay on it for so long. */
const rest = 350

/** The row she has come to rest on; the first one at once. */
export const useResting = (at: () => string | null): Ref<string | null> => {
  const resting = ref<string | null>(null)
  let timer: ReturnType<typeof setTimeout> | undefined
  watch(at, (id) => {
    clearTimeout(timer)
    timer = setTimeout(() => { resting.value = id }, resting.value === null ? 0 : rest)
  }, { immediate: true })
  onScopeDispose(() => { clearTimeout(timer) })
  return resting
}
