import { fromJalali } from '#contract/values/jalali'
import type { Facts } from '../facts'

/** `1405/08/30` as an ISO day: the tables of the domain model are written in Jalali. */
export const day = (jalali: string): string => {
  const [year, month, dayOfMonth] = jalali.split('/').map(Number)
  return fromJalali({ year: year!, month: month!, day: dayOfMonth! })
}

/** Facts that pass every gate on 1405/08/01: each test spoils one of them. */
export const goodFacts = (change: Partial<Facts> = {}): Facts => ({
  activity: 'independent',
  request: { amountRial: 800_000_000, bankCode: '022', need: 'خرید چرخ خیاطی', capacity: 'کارگاه ۲۰ متری', jobs: 2 },
  permit: {
    no: 'P-0600-1405-01-00042-7', status: 'valid', signatureValid: true, issuedOn: day('1405/06/15'), path: 'normal', skillDue: null,
  },
  wish: { loanWanted: true, fieldAllowsLoan: true },
  visit: {
    visitedOn: day('1405/07/01'), complete: true, officeAttendees: 1, agencyAttendees: 1, completedByRole: 'system_manager', executionAssured: null,
  },
  readiness: 'ready',
  employment: { government: false, checkedOn: day('1405/06/01') },
  earlier: null,
  skillEvidence: 'certificate',
  year: { year: 1405, open: true, independentCeilingRial: 1_000_000_000, bankCodes: ['012', '022'], absorbBy: null },
  county: { title: 'اهواز', leftRial: 10_000_000_000 },
  heldInYear: null,
  ...change,
})
