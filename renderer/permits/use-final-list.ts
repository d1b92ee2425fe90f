import { computed, ref, shallowRef, watch, type ComputedRef, type Ref, type ShallowRef } from 'vue'
import type { Failure, OutputOf } from '#contract'
import type { Draw } from '#contract/batches'
import type { SignOutcome } from '#contract/permits'
import { call } from '../api'
import { useBatch } from './batch-store'
import { answered, changedLines, inShownOrder, linesOf, refrozen, tally, type BatchLine, type Tally } from './batch-lines'
import { digestOf } from './permit-bytes'
import { useQueue } from './use-queue'
import { refusalMarks } from '../locale/delegations'

/** What one act may sign (contract). */
export const mostAtOnce = 1000

/**
 * The chosen permits, frozen by the core and checked here: whatever is not exactly what was shown falls out, visibly.
 */
export const useFinalList = (): {
  lines: ShallowRef<readonly BatchLine[] | null>
  dropped: ShallowRef<readonly string[]>
  failure: ShallowRef<Failure | null>
  frozenAt: Ref<string | null>
  /** While the list is being signed it stays as it is: what falls out now, the core tells. */
  running: Ref<boolean>
  /** What must be opened before this list can be signed. */
  draw: ShallowRef<Draw | null>
  signed: ComputedRef<Tally | null>
  freeze: () => Promise<void>
  /** Asks for the same list again: reviews and draw as they are now, and nothing new unseen. */
  refresh: () => Promise<void>
  remove: (id: string) => Promise<void>
  /** What became of some, while the rest is being signed. */
  follow: (outcomes: readonly SignOutcome[]) => void
  take: (outcomes: readonly SignOutcome[]) => void
} => {
  const batch = useBatch()
  const queue = useQueue()
  const lines = shallowRef<readonly BatchLine[] | null>(null)
  const dropped = shallowRef<readonly string[]>([])
  const failure = shallowRef<Failure | null>(null)
  const frozenAt = ref<string | null>(null)
  const draw = shallowRef<Draw | null>(null)
  const done = ref(false)
  const running = ref(false)
  const signed = computed(() => (done.value && lines.value ? tally(lines.value) : null))
  const nameOf = (id: string): string => {
    const item = queue.items.value?.find((one) => one.dossierId === id)
    return item?.delegation ? `${item.name} (${refusalMarks[item.delegation]})` : (item?.name ?? '')
  }

  const fallOut = (ids: readonly string[], names: readonly string[]): void => {
    if (ids.length === 0) return
    for (const id of ids) batch.put(id, false)
    dropped.value = [...new Set([...dropped.value, ...names.filter(Boolean)])]
  }
  const ask = async (dossierIds: readonly string[]): Promise<OutputOf<'permits.freeze'> | null> => {
    const answer = await call('permits.freeze', { dossierIds: [...dossierIds] })
    failure.value = answer.ok ? null : answer.error
    return answer.ok ? answer.value : null
  }
  /** Takes in what the core froze; digests are computed here again, and what does not fit falls out. */
  const takeIn = async ({ items, dropped: gone, draw: drawn }: OutputOf<'permits.freeze'>): Promise<readonly BatchLine[]> => {
    const digests = await Promise.all(items.map((item) => digestOf(item.bytes)))
    const broken = items.filter((item, i) => digests[i] !== item.digest)
    draw.value = drawn
    fallOut([...gone, ...broken.map((item) => item.dossierId)], [...gone.map(nameOf), ...broken.map((item) => item.name)])
    return inShownOrder(linesOf(items.filter((item, i) => digests[i] === item.digest), queue.items.value ?? []))
  }

  const freeze = async (): Promise<void> => {
    done.value = false
    dropped.value = []
    draw.value = null
    const dossierIds = [...batch.chosen].slice(0, mostAtOnce)
    if (dossierIds.length === 0) return void (lines.value = [])
    const frozen = await ask(dossierIds)
    if (!frozen) return
    lines.value = await takeIn(frozen)
    frozenAt.value = new Date().toISOString()
  }
  const refresh = async (): Promise<void> => {
    const before = lines.value
    if (done.value || running.value || !before || before.length === 0) return
    const frozen = await ask(before.map((line) => line.frozen.dossierId))
    if (!frozen || done.value || running.value) return
    const after = await takeIn(frozen)
    const other = refrozen(before, after)
    lines.value = after.filter((line) => !other.includes(line))
    fallOut(other.map((line) => line.frozen.dossierId), other.map((line) => line.frozen.name))
  }
  const remove = async (id: string): Promise<void> => {
    batch.put(id, false)
    lines.value = lines.value?.filter((line) => line.frozen.dossierId !== id) ?? null
    await refresh()
  }
  const follow = (outcomes: readonly SignOutcome[]): void => {
    const told = new Map(outcomes.map((outcome) => [outcome.dossierId, outcome]))
    lines.value = lines.value?.map((line) => ({ ...line, outcome: told.get(line.frozen.dossierId) ?? line.outcome })) ?? null
  }
  const take = (outcomes: readonly SignOutcome[]): void => {
    lines.value = answered(lines.value ?? [], outcomes)
    done.value = true
    for (const line of lines.value) if (line.outcome?.outcome === 'signed') batch.put(line.frozen.dossierId, false)
  }

  // Somebody changed a listed dossier while the list is open: it falls out before it can be signed (goal 5).
  watch(queue.items, (items) => {
    if (!items || done.value || running.value || !lines.value) return
    const changed = changedLines(lines.value, items)
    if (changed.length > 0) {
      lines.value = lines.value.filter((line) => !changed.includes(line))
      fallOut(changed.map((line) => line.frozen.dossierId), changed.map((line) => line.frozen.name))
      void refresh()
    }
    lines.value = lines.value.map((line) => ({ ...line, reviewedBy: items.find((item) => item.dossierId === line.frozen.dossierId)?.reviewedBy ?? line.reviewedBy }))
  })
  return { lines, dropped, failure, frozenAt, running, draw, signed, freeze, refresh, remove, follow, take }
}
