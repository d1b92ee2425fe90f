import { computed, ref, shallowRef, watch, type ComputedRef, type Ref, type ShallowRef } from 'vue'
import type { Failure } from '#contract'
import type { SignOutcome } from '#contract/permits'
import { call } from '../api'
import { useBatch } from './batch-store'
import { answered, changedLines, linesOf, tally, type BatchLine, type Tally } from './batch-lines'
import { digestOf } from './permit-bytes'
import { useQueue } from './use-queue'

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
  signed: ComputedRef<Tally | null>
  freeze: () => Promise<void>
  remove: (id: string) => void
  take: (outcomes: readonly SignOutcome[]) => void
} => {
  const batch = useBatch()
  const queue = useQueue()
  const lines = shallowRef<readonly BatchLine[] | null>(null)
  const dropped = shallowRef<readonly string[]>([])
  const failure = shallowRef<Failure | null>(null)
  const frozenAt = ref<string | null>(null)
  const done = ref(false)
  const signed = computed(() => (done.value && lines.value ? tally(lines.value) : null))
  const nameOf = (id: string): string => queue.items.value?.find((item) => item.dossierId === id)?.name ?? ''

  const fallOut = (ids: readonly string[], names: readonly string[]): void => {
    if (ids.length === 0) return
    for (const id of ids) batch.put(id, false)
    dropped.value = [...new Set([...dropped.value, ...names.filter(Boolean)])]
  }

  const freeze = async (): Promise<void> => {
    done.value = false
    dropped.value = []
    const dossierIds = [...batch.chosen].slice(0, mostAtOnce)
    if (dossierIds.length === 0) return void (lines.value = [])
    const answer = await call('permits.freeze', { dossierIds })
    failure.value = answer.ok ? null : answer.error
    if (!answer.ok) return
    const digests = await Promise.all(answer.value.items.map((item) => digestOf(item.bytes)))
    const whole = answer.value.items.filter((item, i) => digests[i] === item.digest)
    const broken = answer.value.items.filter((item, i) => digests[i] !== item.digest)
    lines.value = linesOf(whole, queue.items.value ?? [])
    frozenAt.value = new Date().toISOString()
    fallOut([...answer.value.dropped, ...broken.map((item) => item.dossierId)], [...answer.value.dropped.map(nameOf), ...broken.map((item) => item.name)])
  }
  const remove = (id: string): void => {
    batch.put(id, false)
    lines.value = lines.value?.filter((line) => line.frozen.dossierId !== id) ?? null
  }
  const take = (outcomes: readonly SignOutcome[]): void => {
    lines.value = answered(lines.value ?? [], outcomes)
    done.value = true
    for (const line of lines.value) if (line.outcome?.outcome === 'signed') batch.put(line.frozen.dossierId, false)
  }

  // Somebody changed a listed dossier while the list is open: it falls out before it can be signed (goal 5).
  watch(queue.items, (items) => {
    if (!items || done.value || !lines.value) return
    const changed = changedLines(lines.value, items)
    if (changed.length > 0) {
      lines.value = lines.value.filter((line) => !changed.includes(line))
      fallOut(changed.map((line) => line.frozen.dossierId), changed.map((line) => line.frozen.name))
    }
    lines.value = lines.value.map((line) => ({ ...line, reviewedBy: items.find((item) => item.dossierId === line.frozen.dossierId)?.reviewedBy ?? line.reviewedBy }))
  })
  return { lines, dropped, failure, frozenAt, signed, freeze, remove, take }
}
