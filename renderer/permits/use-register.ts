import { onScopeDispose, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue'
import type { Failure } from '#contract'
import type { PermitStatus, PermitSummary } from '#contract/permits'
import { call, useChanges } from '../api'

/** The register page by page; typing asks anew after a breath, and a late answer to an older question is dropped. */
export const useRegister = (): {
  text: Ref<string>
  status: Ref<PermitStatus | null>
  items: ShallowRef<readonly PermitSummary[] | null>
  total: Ref<number>
  next: Ref<string | null>
  failure: ShallowRef<Failure | null>
  load: (after: string | null) => Promise<void>
} => {
  const text = ref('')
  const status = ref<PermitStatus | null>(null)
  const items = shallowRef<readonly PermitSummary[] | null>(null)
  const total = ref(0)
  const next = ref<string | null>(null)
  const failure = shallowRef<Failure | null>(null)
  let turn = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  const load = async (after: string | null): Promise<void> => {
    const mine = (turn += 1)
    const answer = await call('permits.register', { text: text.value, statuses: status.value ? [status.value] : [], after, limit: 100 })
    if (mine !== turn) return
    failure.value = answer.ok ? null : answer.error
    if (!answer.ok) return
    items.value = after ? [...(items.value ?? []), ...answer.value.items] : answer.value.items
    total.value = answer.value.total
    next.value = answer.value.next
  }
  watch(text, () => {
    clearTimeout(timer)
    timer = setTimeout(() => { void load(null) }, 150)
  })
  watch(status, () => { void load(null) })
  useChanges(['dossier.changed'], () => load(null))
  onScopeDispose(() => { clearTimeout(timer) })
  void load(null)
  return { text, status, items, total, next, failure, load }
}
