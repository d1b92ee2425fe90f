import type { AidCounts } from '#contract/livelihood'
import { addDays } from '#contract/values/jalali'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { countOpenEnquiries } from '#db/enquiries/enquiry-repo'
import { countGuidance } from '#db/livelihood/aid-desk-repo'
import { answerDays, countCases, countComplaints, countVisits, resultDays, type Span } from '#db/livelihood/aid-counts'

const beginning = '0000-01-01'
/** Tehran is half an hour off the hour and keeps no summer time: the civil day's first instant. */
const offset = '+03:30'

/**
 * S2-05: counts and times of livelihood aid, apart from permits. Cases are those known today; results, guidance, visits,
 * enquiries and complaints are those of the span.
 * @throws Fault INPUT_INVALID when the span ends before it begins.
 */
export const counts = ({ db, clock }: Context, input: { from: string | null; to: string | null }): AidCounts => {
  const from = input.from ?? beginning
  const to = input.to ?? clock.today()
  if (to < from) throw new Fault('INPUT_INVALID', {}, [{ field: 'to', reason: 'DATE_BEFORE_START' }])
  const span: Span = { from, to, start: startOf(from), end: startOf(addDays(to, 1)) }
  const told = resultDays(db, span)
  const answered = answerDays(db, span)
  return {
    from, to, cases: countCases(db),
    results: { told: told.length, medianDays: median(told.filter((days) => days !== null)) },
    guidance: countGuidance(db, from, to), visits: countVisits(db, span),
    enquiries: { open: countOpenEnquiries(db, 'aid'), answered: answered.length, medianDays: median(answered.map(Math.floor)) },
    complaints: countComplaints(db, span),
  }
}

const startOf = (day: string): string => (day === beginning ? '' : new Date(`${day}T00:00:00${offset}`).toISOString())

/** The middle of sorted numbers, the mean of the two middle ones; null of none. */
export const median = (numbers: readonly number[]): number | null => {
  if (numbers.length === 0) return null
  const sorted = [...numbers].sort((a, b) => a - b)
  const half = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2
}
