import type { County, Field } from '#contract/catalogues'
import { neededDocuments, type DocumentKind, type Person, type PlanInput } from '#contract/dossiers'
import { addJalaliMonths, type IsoDay } from '#contract/values/jalali'
import type { FieldFault, ReasonCode } from '#contract/values/reasons'
import type { SkillPolicy } from '#main/catalogues/index'

/** The day the home-business instruction was approved (S0-01, 1389/08/23): no submission is older than the service. */
const serviceSince: IsoDay = '2010-11-14'
const oldestApplicantYears = 120

const fault = (field: string, reason: ReasonCode): FieldFault => ({ field, reason })

export type PersonFacts = {
  today: IsoDay
  /** Two digits of the office's province. */
  province: string
  county: Pick<County, 'code'> | undefined
  /** Whether the first two digits of the county's code are a province's. */
  provinceKnown: boolean
}

/** What page one alone can be refused for, beyond each field's own form. Field names are bare. */
export const personFaults = (person: Person, facts: PersonFacts): FieldFault[] => [
  ...birthFaults(person.birthDate, facts.today),
  ...militaryFaults(person),
  ...countyFaults(person.countyCode, facts),
]

const birthFaults = (birthDate: IsoDay, today: IsoDay): FieldFault[] => {
  if (birthDate > today) return [fault('birthDate', 'DATE_IN_FUTURE')]
  return birthDate < addJalaliMonths(today, -12 * oldestApplicantYears) ? [fault('birthDate', 'DATE_TOO_OLD')] : []
}

/** S4-13: end of service or exemption, men only. */
const militaryFaults = ({ gender, militaryStatus }: Person): FieldFault[] => {
  if (gender === 'male' && !militaryStatus) return [fault('militaryStatus', 'MILITARY_STATUS_REQUIRED')]
  return gender === 'female' && militaryStatus ? [fault('militaryStatus', 'MILITARY_STATUS_NOT_APPLICABLE')] : []
}

/** S0-02: an office files for the counties of its own province. */
const countyFaults = (code: string, { province, county, provinceKnown }: PersonFacts): FieldFault[] => {
  if (!code.startsWith(province) && provinceKnown) return [fault('countyCode', 'COUNTY_OUT_OF_PROVINCE')]
  return county ? [] : [fault('countyCode', 'COUNTY_UNKNOWN')]
}

/** What page two can be refused for on the day it counts from, before its documents are looked at. */
export const planFaults = (plan: PlanInput, field: Field | undefined, day: IsoDay): FieldFault[] => [
  ...fieldFaultsOf(field, day),
  ...loanFaults(plan, field),
  ...detailFaults(plan),
]

/** S4-05: nobody brings more of the capital than there is. */
const detailFaults = ({ details }: PlanInput): FieldFault[] => {
  const { capitalRial = null, ownShareRial = null } = details ?? {}
  return capitalRial !== null && ownShareRial !== null && ownShareRial > capitalRial ? [fault('details.ownShareRial', 'OWN_SHARE_ABOVE_CAPITAL')] : []
}

const fieldFaultsOf = (field: Field | undefined, day: IsoDay): FieldFault[] => {
  if (!field) return [fault('fieldCode', 'FIELD_UNKNOWN')]
  const inForce = (field.from === null || field.from <= day) && (field.to === null || day <= field.to)
  return inForce ? [] : [fault('fieldCode', 'FIELD_CLOSED')]
}

const loanFaults = (plan: PlanInput, field: Field | undefined): FieldFault[] => {
  const amount = plan.loanAmountRial ?? 0
  if (!plan.loanWanted) return amount > 0 ? [fault('loanAmountRial', 'LOAN_AMOUNT_WITHOUT_WISH')] : []
  return [
    ...(field && !field.loanAllowed ? [fault('loanWanted', 'FIELD_NO_LOAN')] : []),
    ...(amount > 0 ? [] : [fault('loanAmountRial', 'LOAN_AMOUNT_REQUIRED')]),
  ]
}

const missing: Readonly<Record<DocumentKind, ReasonCode>> = {
  skill: 'DOCUMENT_MISSING_SKILL', military: 'DOCUMENT_MISSING_MILITARY', photos: 'DOCUMENT_MISSING_PHOTOS',
  'birth-certificate': 'DOCUMENT_MISSING_BIRTH_CERTIFICATE', 'national-card': 'DOCUMENT_MISSING_NATIONAL_CARD',
  residence: 'DOCUMENT_MISSING_RESIDENCE', degree: 'DOCUMENT_MISSING_DEGREE', 'health-card': 'DOCUMENT_MISSING_HEALTH_CARD',
  'form-print': 'REQUIRED',
}

/** T04: the checklist must be complete; skill evidence may follow only while the setting grants grace (S3-11, S1-B7). */
export const checklistFaults = (
  gender: Person['gender'], plan: PlanInput, hygiene: boolean, policy: SkillPolicy,
): FieldFault[] => [
  ...(plan.skillEvidence === 'pending' && policy === 'required' ? [fault('skillEvidence', 'DOCUMENT_MISSING_SKILL')] : []),
  ...neededDocuments(gender, plan.skillEvidence, hygiene)
    .filter((kind) => !plan.documents.includes(kind))
    .map((kind) => fault('documents', missing[kind])),
]

/** The day the paper came in counts as day 0 of the clock: it has been, and the service existed. */
export const receivedFaults = (receivedOn: IsoDay, today: IsoDay): FieldFault[] => {
  if (receivedOn > today) return [fault('receivedOn', 'DATE_IN_FUTURE')]
  return receivedOn < serviceSince ? [fault('receivedOn', 'DATE_TOO_OLD')] : []
}
