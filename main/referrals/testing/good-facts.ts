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
  request: {
    amountRial: 800_000_000, bankCode: '022', need: 'خرید چرخ خیاطی', capacity: 'کارگاه ۲۰ متری', jobs: 2,
    requestedOn: day('1405/06/15'), expansion: false, commitmentsFulfilled: false, commitmentsEvidence: '',
  },
  permit: {
    no: 'P-0600-1405-01-00042-7', status: 'valid', signatureValid: true, issuedOn: day('1405/06/15'), path: 'normal', skillDue: null,
  },
  wish: { loanWanted: true, fieldAllowsLoan: true },
  visit: {
    visitedOn: day('1405/07/01'), complete: true, officeAttendees: 1, agencyAttendees: 1, completedByRole: 'system_manager', executionAssured: null, active: true,
  },
  readiness: 'ready',
  employment: { government: false, checkedOn: day('1405/06/01') },
  holderAlive: true,
  earlier: null,
  outstandingRial: 0,
  checks: { prePermit: false, preLoanOn: null },
  covered: { accepted: 0, committed: 0, lastAcceptedOn: null, confirmation: 'none', confirmedOn: null },
  policy: { visitMustBePositive: false, lateVisit: 'note', employmentCheckDays: 180, countBasis: 'accepted', minCovered: null },
  skillEvidence: 'certificate',
  year: { year: 1405, open: true, independentCeilingRial: 1_000_000_000, supporterCeilingRial: 20_000_000_000, perCoveredRial: 500_000_000, minCovered: null, bankCodes: ['012', '022'], absorbBy: null },
  county: { title: 'اهواز', leftRial: 10_000_000_000 },
  heldInYear: null,
  ...change,
})

/** A supporter with `accepted` persons for whom every gate holds, on the same day. */
export const goodSupporter = (accepted = 40, change: Partial<Facts> = {}): Facts => goodFacts({
  activity: 'supporter_natural', checks: { prePermit: true, preLoanOn: day('1405/07/10') },
  covered: { accepted, committed: 40, lastAcceptedOn: day('1405/07/01'), confirmation: 'approved', confirmedOn: day('1405/07/05') },
  county: { title: 'اهواز', leftRial: 100_000_000_000 }, ...change,
})
