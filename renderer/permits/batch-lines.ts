import type { FrozenPermit, QueueItem, SignOutcome } from '#contract/permits'

/** One line of the final list, before and after the signature. */
export type BatchLine = { frozen: FrozenPermit; reviewedBy: string; outcome: SignOutcome | null }

export const linesOf = (frozen: readonly FrozenPermit[], queue: readonly QueueItem[]): BatchLine[] => {
  const known = new Map(queue.map((item) => [item.dossierId, item.reviewedBy]))
  return frozen.map((one) => ({ frozen: one, reviewedBy: known.get(one.dossierId) ?? '', outcome: null }))
}

/** Each line with its answer; a line the core said nothing of counts as untouched, never as signed. */
export const answered = (lines: readonly BatchLine[], outcomes: readonly SignOutcome[]): BatchLine[] => {
  const byId = new Map(outcomes.map((outcome) => [outcome.dossierId, outcome]))
  return lines.map((line) => ({
    ...line, outcome: byId.get(line.frozen.dossierId) ?? { dossierId: line.frozen.dossierId, outcome: 'untouched' },
  }))
}

export type Tally = { signed: number; failed: number; untouched: number }
export const tally = (lines: readonly BatchLine[]): Tally => ({
  signed: lines.filter((line) => line.outcome?.outcome === 'signed').length,
  failed: lines.filter((line) => line.outcome?.outcome === 'failed').length,
  untouched: lines.filter((line) => line.outcome?.outcome === 'untouched').length,
})

/** Lines that changed since they were frozen, by what the queue says now: gone, or of another version. */
export const changedLines = (lines: readonly BatchLine[], queue: readonly QueueItem[]): BatchLine[] => {
  const versions = new Map(queue.map((item) => [item.dossierId, item.version]))
  return lines.filter(({ frozen }) => versions.get(frozen.dossierId) !== frozen.dossierVersion)
}
