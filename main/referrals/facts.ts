import type { ActivityType, SkillEvidence } from '#contract/dossiers'
import type { SkillPaper } from '#contract/permits'
import type { IsoDay } from '#contract/values/jalali'

/** A joint visit as the gates see it: who came and who completed the form, not what they are called. */
export type VisitFact = {
  visitedOn: IsoDay
  complete: boolean
  officeAttendees: number
  agencyAttendees: number
  completedByRole: string | null
  executionAssured: boolean | null
  /** S1-B3: the business was found active. */
  active: boolean
}

/** An earlier loan of the same holder, on whatever permit (S1-A6, S1-A7); under way: a bank still has it. */
export type EarlierFact = { ref: string; on: IsoDay; state: 'paid' | 'under_way'; asSupporter: boolean }

type YearFact = {
  year: number
  open: boolean
  independentCeilingRial: number
  supporterCeilingRial: number
  perCoveredRial: number
  minCovered: number | null
  bankCodes: string[]
  absorbBy: IsoDay | null
}

/** S4-10, S4-11: covered persons of a supporter, and the agency's second confirmation. */
export type CoveredFact = {
  accepted: number
  committed: number
  lastAcceptedOn: IsoDay | null
  confirmation: 'none' | 'approved' | 'refused'
  confirmedOn: IsoDay | null
}

/** What the office has settled for itself (domain model §11), as it stood when the gates were asked. */
export type PolicyFact = {
  visitMustBePositive: boolean
  lateVisit: 'note' | 'refuse'
  employmentCheckDays: number
  countBasis: 'accepted' | 'committed'
  /** Where the year says none. */
  minCovered: number | null
}

/**
 * Everything the gates may look at: plain values, so that a digest of them can stand in the signed referral and the
 * decision can be repeated later from the stored text.
 */
export type Facts = {
  activity: ActivityType
  request: {
    amountRial: number; bankCode: string; need: string; capacity: string; jobs: number
    requestedOn: IsoDay | null; expansion: boolean; commitmentsFulfilled: boolean; commitmentsEvidence: string
  }
  permit: {
    no: string
    status: string
    signatureValid: boolean
    issuedOn: IsoDay
    path: 'normal' | 'development' | 'registration_based'
    skillDue: IsoDay | null
  }
  holderAlive: boolean
  wish: { loanWanted: boolean; fieldAllowsLoan: boolean }
  visit: VisitFact | null
  readiness: 'ready' | 'not_ready' | null
  employment: { government: boolean; checkedOn: IsoDay | null }
  earlier: EarlierFact | null
  /** What the holder's other referrals of the year ask; zero where each one has the ceiling to itself. */
  outstandingRial: number
  checks: { prePermit: boolean; preLoanOn: IsoDay | null }
  covered: CoveredFact
  /** The paper of the dossier, or the one handed in after the issue (P03). */
  skillEvidence: SkillEvidence | SkillPaper['evidence'] | null
  /** Programme year of the referral day, or null when nobody planned it. */
  year: YearFact | null
  /** The county's share in that year; `leftRial` counts this referral's own hold as still free. */
  county: { title: string; leftRial: number | null }
  /** Programme year out of which this referral already holds its amount. */
  heldInYear: number | null
  policy: PolicyFact
}
