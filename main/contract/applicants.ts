import { z } from 'zod'
import { catalogueCode, jalaliDay, legalId, line, mobile, nationalId, optional, personName, postalCode, rial, sheba, wholeNumber } from './values/fields'

/** S0-16, S4-02. `cooperative` is recorded and handed over to the cooperatives' own system (S4-04). */
export const activityTypes = ['independent', 'covered', 'supporter_natural', 'supporter_legal', 'cooperative'] as const
export type ActivityType = (typeof activityTypes)[number]
export const isSupporter = (type: ActivityType): boolean => type === 'supporter_natural' || type === 'supporter_legal'

/** S4-12…S4-19, in the order of the paper checklist. */
export const documentKinds = [
  'skill', 'military', 'photos', 'birth-certificate', 'national-card', 'residence', 'degree', 'health-card', 'form-print',
] as const
export type DocumentKind = (typeof documentKinds)[number]

const genders = ['female', 'male'] as const
const militaryStatuses = ['completed', 'exempt'] as const
export const skillEvidences = ['certificate', 'degree', 'pending'] as const
export type SkillEvidence = (typeof skillEvidences)[number]

/**
 * The paper a dossier cannot be filed without (S4-12…S4-18). Degree and form print are recorded only (S4-17, S4-19).
 * What is not known yet asks for nothing. Of a company its representative is asked.
 */
export const neededDocuments = (
  gender: (typeof genders)[number] | '', skillEvidence: SkillEvidence | '', hygiene: boolean,
): DocumentKind[] => [
  ...(skillEvidence === 'certificate' ? ['skill' as const] : []),
  ...(gender === 'male' ? ['military' as const] : []),
  'photos', 'birth-certificate', 'national-card', 'residence',
  ...(skillEvidence === 'degree' ? ['degree' as const] : []),
  ...(hygiene ? ['health-card' as const] : []),
]

/** Page one (S3-05). Typed text in, normalised values out. For a company: its representative. */
export const personInput = z.object({
  activityType: z.enum(activityTypes, 'ACTIVITY_TYPE_UNKNOWN'),
  nationalId,
  firstName: personName,
  lastName: personName,
  fatherName: personName,
  birthDate: jalaliDay,
  gender: z.enum(genders, 'GENDER_UNKNOWN'),
  /** S4-13: men only. */
  militaryStatus: optional(z.enum(militaryStatuses, 'MILITARY_STATUS_UNKNOWN')),
  mobile,
  /** Statistical Centre province + county, e.g. 0603 Ahvaz. */
  countyCode: catalogueCode(/^\d{4}$/, 'COUNTY_UNKNOWN'),
  address: line(200, 5),
  postalCode,
  /** S1-A9b: decides the loan, not the permit. */
  governmentEmployee: z.boolean(),
})
export type PersonInput = z.output<typeof personInput>
export type Person = Omit<PersonInput, 'activityType'>

export const entityKinds = ['company', 'cooperative', 'womens_cooperative'] as const

/** S0-16: a supporter that is a company, with the post of the person who stands for it. */
export const legalEntityInput = z.object({
  legalId,
  name: line(120, 2),
  registrationNo: line(20, 1),
  registeredOn: jalaliDay,
  kind: z.enum(entityKinds, 'ENTITY_KIND_UNKNOWN'),
  representativePost: line(80, 2),
})
export type LegalEntity = z.output<typeof legalEntityInput>

const yesNo = z.boolean().nullable().default(null)

/** S4-02: what each type is asked before its code. A question that is not of the type stays null. */
export const answersInput = z.object({
  iranian: yesNo,
  residesAtPlace: yesNo,
  relatedYears: optional(wholeNumber(0, 80)),
  ownSharePercent: optional(wholeNumber(0, 100)),
  cleanRecord: yesNo,
  /** S4-09: the skill itself, not its paper. */
  hasSkill: yesNo,
  /** Persons a supporter undertakes to cover. */
  coveredCommitted: optional(wholeNumber(1, 1000)),
  supportingBody: optional(line(120, 2)),
  wishForSupporter: optional(line(120, 2)),
})
export type Answers = z.output<typeof answersInput>
export type Question = keyof Answers

/** Which questions each type answers, in the order of its form. */
export const questionnaire: Readonly<Record<ActivityType, readonly Question[]>> = {
  independent: ['iranian', 'residesAtPlace'],
  covered: ['iranian', 'hasSkill', 'supportingBody', 'wishForSupporter'],
  supporter_natural: ['iranian', 'relatedYears', 'ownSharePercent', 'cleanRecord', 'coveredCommitted'],
  supporter_legal: ['iranian', 'relatedYears', 'ownSharePercent', 'cleanRecord', 'coveredCommitted'],
  cooperative: [],
}
/** Questions without which the form is not complete; the rest may stay open. */
export const optionalQuestions: readonly Question[] = ['supportingBody', 'wishForSupporter']
export const noAnswers: Answers = {
  iranian: null, residesAtPlace: null, relatedYears: null, ownSharePercent: null, cleanRecord: null, hasSkill: null,
  coveredCommitted: null, supportingBody: null, wishForSupporter: null,
}

/** S3-06, S4-05: what the agency reads before it decides. */
export const planDetails = z.object({
  description: line(2000, 0).default(''),
  workersFamily: optional(wholeNumber(0, 100)),
  workersOther: optional(wholeNumber(0, 100)),
  equipment: line(500, 0).default(''),
  capitalRial: optional(rial),
  ownShareRial: optional(rial),
  /** S4-16: the home's deed, or its lease or contract of sale. */
  placeKind: optional(z.enum(['deed', 'contract'], 'PLACE_KIND_UNKNOWN')),
  marketNote: line(500, 0).default(''),
})
export type PlanDetails = z.output<typeof planDetails>

/** Page two (S3-06, S4-05) with the document checklist. */
export const planInput = z.object({
  fieldCode: catalogueCode(/^[A-Za-z0-9-]{1,16}$/, 'FIELD_UNKNOWN'),
  planTitle: line(120, 2),
  skillEvidence: z.enum(skillEvidences, 'SKILL_EVIDENCE_UNKNOWN'),
  loanWanted: z.boolean(),
  /** Whole rial; needed when a loan is wanted. */
  loanAmountRial: optional(rial),
  sheba: optional(sheba),
  documents: z.array(z.enum(documentKinds, 'DOCUMENT_UNKNOWN')),
  details: planDetails.nullable().default(null),
})
export type PlanInput = z.output<typeof planInput>

/** Columns of the bulk import, in the order of the template. */
export const importColumns = [
  'activityType', 'nationalId', 'firstName', 'lastName', 'fatherName', 'birthDate', 'gender', 'militaryStatus', 'mobile',
  'countyCode', 'address', 'postalCode', 'fieldCode', 'planTitle', 'skillEvidence', 'governmentEmployee', 'loanWanted',
  'loanAmountRial', 'sheba', 'documents', 'receivedOn',
] as const
