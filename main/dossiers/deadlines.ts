import type { DossierSummary } from '#contract/dossiers'
import { deadlineKinds, type DeadlineKind } from '#contract/intake'
import { addDays } from '#contract/values/jalali'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { countDeadlines, listDeadlines, type Place } from '#db/dossiers/deadline-repo'
import { summarise } from './find-dossiers'

/** D01: amber in the last days of the fourteen. */
export const soonDays = 3

/**
 * Open dossiers by their last day, the most urgent first: past the fourteen days (S0-10, S0-27), in their last three, past
 * the agency's own days (S4-06), or standing still, longest first (S0-11). By keyset: a page costs the same however deep.
 */
export const deadlines = (
  context: Pick<Context, 'db' | 'clock'>, input: { kind: DeadlineKind; after: string | null; limit: number },
): { items: DossierSummary[]; next: string | null; counts: Record<DeadlineKind, number> } => {
  const { db, clock } = context
  const today = clock.today()
  const bounds = { today, soon: addDays(today, soonDays) }
  const { rows, last } = listDeadlines(db, input.kind, bounds, placeOf(input.after), input.limit)
  return {
    items: rows.map((row) => summarise(context, row)), next: last && rows.length === input.limit ? `${last.day}|${last.id}` : null,
    counts: countsOf((kind) => countDeadlines(db, kind, bounds)),
  }
}

const countsOf = (count: (kind: DeadlineKind) => number): Record<DeadlineKind, number> => {
  const [late, soon, agency, paused] = deadlineKinds
  return { [late]: count(late), [soon]: count(soon), [agency]: count(agency), [paused]: count(paused) }
}

const placeOf = (after: string | null): Place => {
  if (after === null) return { day: '', id: '' }
  const [day, id, ...rest] = after.split('|')
  if (day === undefined || id === undefined || rest.length > 0) throw new Fault('INPUT_INVALID', {}, [{ field: 'after', reason: 'INVALID' }])
  return { day, id }
}
