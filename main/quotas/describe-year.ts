import type { ProgrammeYear } from '#contract/quotas'
import { Fault } from '#main/app/fault'
import { countyQuotas, findYear, type YearRow } from '#db/quotas/quota-repo'
import type { Reader } from '#db/handle'

/** A year with its counties and their sums. @throws Fault NOT_FOUND. */
export const describeYear = (db: Reader, year: number): ProgrammeYear => {
  const row = yearFor(db, year)
  const counties = countyQuotas(db, year).map(({ version: _version, ...county }) => county)
  return { ...row, counties, allottedRial: counties.reduce((sum, c) => sum + c.allottedRial, 0) }
}

/** @throws Fault NOT_FOUND when nobody planned that year. */
export const yearFor = (db: Reader, year: number): YearRow => {
  const row = findYear(db, year)
  if (!row) throw new Fault('NOT_FOUND')
  return row
}
