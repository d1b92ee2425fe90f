import { computed, onScopeDispose, ref, shallowRef, type ComputedRef, type ShallowRef } from 'vue'
import type { Failure } from '#contract'
import type { DossierSummary } from '#contract/dossiers'
import { addDays } from '#contract/values/jalali'
import { call, useChanges } from '../api'
import { useSession } from '../session'
import { inboxRows, inboxStates, type InboxRow } from './review-inbox'

const atOnce = 6

/**
 * Every dossier that an expert works on. Which ones the Director returned stands in each dossier itself, so
 * those in review are read too: once for each version.
 */
export const useInbox = (): {
  rows: ComputedRef<readonly InboxRow[] | null>
  reasons: ShallowRef<ReadonlyMap<string, string>>
  failure: ShallowRef<Failure | null>
  reload: () => Promise<void>
} => {
  const session = useSession()
  const found = shallowRef<readonly DossierSummary[] | null>(null)
  const reasons = shallowRef<ReadonlyMap<string, string>>(new Map())
  const failure = shallowRef<Failure | null>(null)
  const settled = ref(false)
  const known = new Map<string, { version: number; reason: string | null }>()
  let turn = 0

  const all = async (mine: number): Promise<DossierSummary[] | null> => {
    const items: DossierSummary[] = []
    let after: string | null = null
    do {
      const answer: Awaited<ReturnType<typeof call<'dossiers.find'>>> = await call('dossiers.find', { states: [...inboxStates], after, limit: 200 })
      if (mine !== turn) return null
      failure.value = answer.ok ? null : answer.error
      if (!answer.ok) return null
      items.push(...answer.value.items)
      after = answer.value.next
    } while (after)
    return [...items, ...await objectable(mine)]
  }
  /** Refused dossiers to which an objection may still come (D13): the newest ones are enough to look at. */
  const objectable = async (mine: number): Promise<DossierSummary[]> => {
    const [settings, refused] = await Promise.all([call('catalogues.settings', {}), call('dossiers.find', { states: ['refused'], limit: 200 })])
    if (mine !== turn || !settings.ok || !refused.ok) return []
    const days = Number(settings.value.settings.find((one) => one.key === 'objectionDays')?.value ?? 0)
    return days === 0 ? [] : refused.value.items.filter((item) => addDays(item.stateSince, days) >= session.today)
  }
  const learn = async (dossier: DossierSummary): Promise<void> => {
    const answer = await call('dossiers.read', { id: dossier.id })
    if (answer.ok) known.set(dossier.id, { version: dossier.version, reason: answer.value.returnReason })
  }

  const reload = async (): Promise<void> => {
    const mine = (turn += 1)
    const items = await all(mine)
    if (!items) return
    const inReview = items.filter((item) => item.state === 'in_expert_review')
    const unknown = inReview.filter((item) => known.get(item.id)?.version !== item.version)
    // The list shows at once when it has been seen before; the first time it waits for its order.
    if (settled.value) found.value = items
    for (let from = 0; from < unknown.length && mine === turn; from += atOnce) await Promise.all(unknown.slice(from, from + atOnce).map(learn))
    if (mine !== turn) return
    reasons.value = new Map(inReview.flatMap((item) => {
      const reason = known.get(item.id)?.reason
      return reason ? [[item.id, reason] as const] : []
    }))
    found.value = items
    settled.value = true
  }

  useChanges(['dossier.changed'], reload)
  onScopeDispose(() => { turn += 1 })
  void reload()
  return { rows: computed(() => (found.value ? inboxRows(found.value, reasons.value) : null)), reasons, failure, reload }
}
