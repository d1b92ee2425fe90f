import type { AidCounts } from '#contract/livelihood'
import type { Reader } from '../handle'

/** Days of a span, both counted, and the instants in which they begin and end in Tehran. */
export type Span = { from: string; to: string; start: string; end: string }

/** How many cases the centre has told of, by what it says (S2-05). A case closed by death is counted apart. */
export const countCases = (db: Reader): AidCounts['cases'] =>
  db.prepare<[], AidCounts['cases']>(`
    SELECT count(*) AS total, count(*) FILTER (WHERE standing = 'applicant') AS applicant, count(*) FILTER (WHERE standing = 'recipient') AS recipient,
      count(*) FILTER (WHERE eligible = 'yes') AS eligible, count(*) FILTER (WHERE eligible = 'no') AS notEligible,
      count(*) FILTER (WHERE eligible = 'pending') AS pending, count(*) FILTER (WHERE objection_no IS NOT NULL) AS objections,
      count(*) FILTER (WHERE died_on IS NOT NULL) AS closed
    FROM aid_cases
  `).get()!

/** Days between introduction and telling of each result told in the span; null where there was no introduction. */
export const resultDays = (db: Reader, { from, to }: Span): (number | null)[] =>
  db.prepare<[string, string], number | null>(`
    SELECT CAST(julianday(result_told_on) - julianday(introduced_on) AS INTEGER) FROM aid_cases WHERE result_told_on BETWEEN ? AND ?
  `).pluck().all(from, to)

export const countVisits = (db: Reader, { start, end }: Span): AidCounts['visits'] =>
  db.prepare<[string, string], AidCounts['visits']>(`
    SELECT count(*) FILTER (WHERE told = 'message') AS message, count(*) FILTER (WHERE told = 'notice') AS notice FROM aid_visits WHERE at >= ? AND at < ?
  `).get(start, end)!

/** Days from question to answer of each aid enquiry answered in the span. */
export const answerDays = (db: Reader, { start, end }: Span): number[] =>
  db.prepare<[string, string], number>(`
    SELECT julianday(answered_at) - julianday(asked_at) FROM enquiries WHERE service = 'aid' AND answered_at >= ? AND answered_at < ?
  `).pluck().all(start, end)

export const countComplaints = (db: Reader, { from, to }: Span): AidCounts['complaints'] =>
  db.prepare<[string, string], AidCounts['complaints']>(`
    SELECT count(*) FILTER (WHERE state = 'open') AS "open", count(*) FILTER (WHERE state = 'answered') AS answered
    FROM complaints WHERE service = 'aid' AND on_day BETWEEN ? AND ?
  `).get(from, to)!
