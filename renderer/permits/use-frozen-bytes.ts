import { computed, ref, watch, type ComputedRef, type Ref } from 'vue'
import type { PermitPayload } from '#contract/permits'
import { digestOf, readPermit, sizeOf } from './permit-bytes'

export type Trust = 'checking' | 'intact' | 'broken'

/** Bytes as a screen may show them: read here, weighed here, and their digest computed here again. */
export const useFrozenBytes = (frozen: () => { bytes: string; digest: string } | null): {
  payload: ComputedRef<PermitPayload | null>
  size: ComputedRef<number>
  trust: Ref<Trust>
} => {
  const trust = ref<Trust>('checking')
  const payload = computed(() => readPermit(frozen()?.bytes ?? ''))
  const size = computed(() => sizeOf(frozen()?.bytes ?? ''))
  watch(() => frozen()?.digest, async () => {
    const now = frozen()
    trust.value = 'checking'
    if (!now) return
    const own = await digestOf(now.bytes)
    if (frozen() === now || frozen()?.digest === now.digest) trust.value = own === now.digest && payload.value ? 'intact' : 'broken'
  }, { immediate: true })
  return { payload, size, trust }
}
