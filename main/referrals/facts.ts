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
}

/** An earlier introduction of the same holder to a bank, on whatever permit (S1-A7). */
type EarlierLoan = { ref: string; on: IsoDay }

type YearFact = {
  year: number
  open: boolean
  independentCeilingRial: number
  bankCodes: string[]
  absorbBy: IsoDay | null
}

/**
 * Everything the gates may look at: plain values, so that a digest of them can stand in the signed referral and the
 * decision can be repeated later from the stored text.
 */
export type Facts = {
  activity: ActivityType
  request: { amountRial: number; bankCode: string; need: string; capacity: string; jobs: number }
  permit: {
    no: string
    status: string
    signatureValid: boolean
    issuedOn: IsoDay
    path: 'normal' | 'development' | 'registration_based'
    skillDue: IsoDay | null
  }
  wish: { loanWanted: boolean; fieldAllowsLoan: boolean }
  visit: VisitFact | null
  readiness: 'ready' | 'not_ready' | null
  employment: { government: boolean; checkedOn: IsoDay | null }
  earlier: EarlierLoan | null
  /** The paper of the dossier, or the one handed in after the issue (P03). */
  skillEvidence: SkillEvidence | SkillPaper['evidence'] | null
  /** Programme year of the referral day, or null when nobody planned it. */
  year: YearFact | null
  /** The county's share in that year; `leftRial` counts this referral's own hold as still free. */
  county: { title: string; leftRial: number | null }
  /** Programme year out of which this referral already holds its amount. */
  heldInYear: number | null
}
