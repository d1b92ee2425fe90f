import type { ActivityType } from './applicants'

/** Domain model §3.1, in the order of the path. */
export const dossierStates = [
  'draft', 'filed', 'at_agency', 'awaiting_correction', 'in_empowerment', 'in_expert_review', 'awaiting_signature', 'in_pool', 'introduced',
  'linked', 'issued', 'refused', 'withdrawn', 'lapsed', 'handed_over', 'closed_by_death',
] as const
export type DossierState = (typeof dossierStates)[number]
export type DossierPath = 'normal' | 'development' | 'registration_based'
export const caseTypes = ['new', 'renewal', 'correction'] as const
export type CaseType = (typeof caseTypes)[number]

export type Clock = {
  filedOn: string
  /** S3-13: the applicant may look up from this day. */
  lookUpOn: string
  /** S0-10: the last day of the fourteen; while the clock stands still (S0-11), the day it would be if it went on today. */
  dueOn: string
  /** Days left; negative when late; null once decided. */
  daysLeft: number | null
  /** Since when the clock stands still, or null. */
  pausedSince: string | null
}

export type DossierSummary = {
  id: string
  version: number
  trackingCode: string
  state: DossierState
  activityType: ActivityType
  caseType: CaseType
  name: string
  /** Masked in lists: first three and last two digits. */
  nationalIdMasked: string
  fieldTitle: string
  countyTitle: string
  clock: Clock | null
  /** Civil day since which it stands in this state. */
  stateSince: string
  /** S4-06: the agency's own last day, while it lies there. */
  agencyDueOn: string | null
  loanWanted: boolean
}
