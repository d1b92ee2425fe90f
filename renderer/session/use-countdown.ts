import { onScopeDispose, ref, type Ref } from 'vue'

/** Whole seconds until the next try is allowed; runs down by itself. */
export const useCountdown = (): { left: Ref<number>; start: (seconds: number) => void } => {
  const left = ref(0)
  let timer: ReturnType<typeof setInterval> | undefined
  const stop = (): void => { clearInterval(timer) }
  const start = (seconds: number): void => {
    stop()
    const until = Date.now() + seconds * 1000
    const tick = (): void => {
      left.value = Math.max(0, Math.ceil((until - Date.now()) / 1000))
      if (left.value === 0) stop()
    }
    tick()
    timer = setInterval(tick, 250)
  }
  onScopeDispose(stop)
  return { left, start }
}
