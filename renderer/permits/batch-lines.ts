import type { FrozenPermit, PermitPayload, QueueItem, SignOutcome } from '#contract/permits'
import { groupAlike, traitsOf, type AlikeGroup } from './alike'
import { readPermit } from './permit-bytes'

/** One line of the final list, before and after the signature; `payload` is read from the bytes that are signed. */
export type BatchLine = { frozen: FrozenPermit; payload: PermitPayload | null; reviewedBy: string; outcome: SignOutcome | null }

export const linesOf = (frozen: readonly FrozenPermit[], queue: readonly QueueItem[]): BatchLine[] => {
  const known = new Map(queue.map((item) => [item.dossierId, item.reviewedBy]))
  return frozen.map((one) => ({ frozen: one, payload: readPermit(one.bytes), reviewedBy: known.get(one.dossierId) ?? '', outcome: null }))
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

const unread = { fld: '', act: '', cty: '', cov: '', skl: '', till: '', prev: '', post: '' }

/** Signing goal 4: nearly alike ones together. What can't be read stands alone and is never signed (its digest is checked). */
export const groupsOf = (lines: readonly BatchLine[]): AlikeGroup<BatchLine>[] =>
  groupAlike(lines, ({ payload }) => (payload ? traitsOf(payload) : unread))

/** The lines in the order in which they are shown: the order of the manifest. */
export const inShownOrder = (lines: readonly BatchLine[]): BatchLine[] => groupsOf(lines).flatMap(({ rows }) => rows.map(({ item }) => item))

/** What frozen again is not, byte for byte, what stood in the list before: it must be looked at again. */
export const refrozen = (before: readonly BatchLine[], after: readonly BatchLine[]): BatchLine[] => {
  const digests = new Map(before.map(({ frozen }) => [frozen.dossierId, frozen.digest]))
  return after.filter(({ frozen }) => digests.has(frozen.dossierId) && digests.get(frozen.dossierId) !== frozen.digest)
}
