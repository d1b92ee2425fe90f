import { onScopeDispose, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue'
import type { Failure, OutputOf } from '#contract'
import type { DossierSummary } from '#contract/dossiers'
import { call, useChanges } from '../api'

type Answer = OutputOf<'dossiers.deadlines'>
export type DeadlineKind = keyof Answer['counts']

/** A list of deadlines page by page; it follows what changes, and a late answer to an older question is dropped. */
export const useDeadlines = (): {
  kind: Ref<DeadlineKind>
  items: ShallowRef<readonly DossierSummary[] | null>
  counts: ShallowRef<Answer['counts'] | null>
  next: Ref<string | null>
  failure: ShallowRef<Failure | null>
  load: (after?: string | null) => Promise<void>
} => {
  const kind = ref<DeadlineKind>('late')
  const items = shallowRef<readonly DossierSummary[] | null>(null)
  const counts = shallowRef<Answer['counts'] | null>(null)
  const next = ref<string | null>(null)
  const failure = shallowRef<Failure | null>(null)
  let turn = 0

  const load = async (after: string | null = null): Promise<void> => {
    const mine = (turn += 1)
    const answer = await call('dossiers.deadlines', { kind: kind.value, after })
    if (mine !== turn) return
    failure.value = answer.ok ? null : answer.error
    if (!answer.ok) return
    items.value = after ? [...(items.value ?? []), ...answer.value.items] : answer.value.items
    counts.value = answer.value.counts
    next.value = answer.value.next
  }
  watch(kind, () => {
    items.value = null
    void load()
  })
  useChanges(['dossier.changed'], () => load())
  onScopeDispose(() => { turn += 1 })
  void load()
  return { kind, items, counts, next, failure, load }
}
