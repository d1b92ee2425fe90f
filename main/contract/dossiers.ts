import { z } from 'zod'
import { operation, shape } from './define'
import type { FieldFault } from './values/reasons'
import { catalogueCode, jalaliDay, line, mobile, nationalId, optional, personName, postalCode, rial, sheba, uuid } from './values/fields'

/** S0-16. Only `independent` is processed by this version; the others are refused by name. */
export const activityTypes = ['independent', 'covered', 'supporter_natural', 'supporter_legal', 'cooperative'] as const
export type ActivityType = (typeof activityTypes)[number]

export const dossierStates = ['draft', 'filed', 'at_agency', 'in_expert_review', 'awaiting_signature', 'issued', 'refused'] as const
export type DossierState = (typeof dossierStates)[number]

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
 * What is not known yet asks for nothing.
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

/** Page one (S3-05). Typed text in, normalised values out. */
export const personInput = z.object({
  activityType: z.enum(activityTypes, 'ACTIVITY_TYPE_UNKNOWN').refine((type) => type === 'independent', 'ACTIVITY_TYPE_UNSUPPORTED'),
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
})
export type PlanInput = z.output<typeof planInput>

export type Person = Omit<PersonInput, 'activityType'>

export type Opinion = {
  round: number
  agencyCode: string
  decision: 'approve' | 'reject'
  personalCompetence: boolean
  technicalCompetence: boolean
  conditionsMet: boolean
  decidedOn: string
  signerName: string
  signerPost: string
  isTopOfficial: boolean
  source: 'registry' | 'letter'
  letterNo: string | null
  letterOn: string | null
  note: string
}

export type Review = {
  round: number
  expert: string
  readiness: 'ready' | 'not_ready'
  note: string
  at: string
}

export type Clock = {
  filedOn: string
  /** S3-13: the applicant may look up from this day. */
  lookUpOn: string
  /** S0-10: the last day of the fourteen. */
  dueOn: string
  /** Days left today; negative when late; null once decided. */
  daysLeft: number | null
}

export type TimelineEntry = { seq: number; at: string; kind: string; actor: string; note: string | null }

export type DossierSummary = {
  id: string
  version: number
  trackingCode: string
  state: DossierState
  name: string
  /** Masked in lists: first three and last two digits. */
  nationalIdMasked: string
  fieldTitle: string
  countyTitle: string
  clock: Clock | null
  loanWanted: boolean
}

export type DossierDetail = {
  id: string
  version: number
  trackingCode: string
  centralCode: string | null
  state: DossierState
  path: 'normal' | 'registration_based'
  activityType: ActivityType
  channel: 'counter'
  person: Person
  plan: PlanInput | null
  fieldTitle: string | null
  agencyTitle: string | null
  countyTitle: string
  /** Which documents this dossier needs, which have come, and which are still due. */
  checklist: { kind: DocumentKind; needed: boolean; received: boolean }[]
  clock: Clock | null
  opinions: Opinion[]
  reviews: Review[]
  returnReason: string | null
  permitNo: string | null
  timeline: TimelineEntry[]
}

export type Receipt = {
  trackingCode: string
  name: string
  fieldTitle: string
  agencyTitle: string
  officeName: string
  countyTitle: string
  filedOn: string
  lookUpOn: string
  dueOn: string
  received: DocumentKind[]
  pendingSkill: boolean
  /** 1 for the first print; every later one is marked as a copy and logged (S0-09). */
  copy: number
  confirmationNo: string | null
}

/**
 * One row's own answer. `row` counts the submissions of the file from 1, the header not counted. A refused row names its
 * columns (`row` where its cells don't fit the header) and reasons; a known one also the code it already has.
 */
export type RowVerdict =
  | { row: number; outcome: 'accepted'; trackingCode: string; name: string }
  | { row: number; outcome: 'refused'; faults: FieldFault[]; trackingCode: string | null; name: string }

export type ImportReport = { rows: number; accepted: number; refused: number; verdicts: RowVerdict[] }

export const opinionInput = z.object({
  decision: z.enum(['approve', 'reject']),
  personalCompetence: z.boolean(),
  technicalCompetence: z.boolean(),
  conditionsMet: z.boolean(),
  decidedOn: jalaliDay,
  signerName: line(80, 3),
  signerPost: line(80, 2),
  isTopOfficial: z.boolean(),
  letterNo: line(40),
  letterOn: jalaliDay,
  note: line(500, 0).default(''),
})

const target = { id: uuid, version: z.number().int() }

export const dossiers = {
  savePerson: operation({
    kind: 'write', access: ['clerk', 'expert'],
    input: z.object({ id: uuid.nullable().default(null), version: z.number().int().nullable().default(null), person: personInput }),
    output: shape<{ id: string; version: number; trackingCode: string }>(),
    errors: ['INTAKE_REFUSED', 'DOSSIER_STATE'],
  }),
  savePlan: operation({
    kind: 'write', access: ['clerk', 'expert'], input: z.object({ ...target, plan: planInput }),
    output: shape<{ version: number }>(), errors: ['INTAKE_REFUSED', 'DOSSIER_STATE'],
  }),
  /** T04: the declaration (S3-07) and the clock's day 0. `receivedOn` left out means today. */
  file: operation({
    kind: 'write', access: ['clerk', 'expert'],
    input: z.object({ ...target, declaration: z.boolean().refine((ticked) => ticked, 'DECLARATION_REQUIRED'), receivedOn: jalaliDay.nullable().default(null) }),
    output: shape<{ version: number; state: DossierState; receipt: Receipt }>(),
    errors: ['INTAKE_REFUSED', 'DOSSIER_STATE', 'SEAL_KEY_ABSENT'],
  }),
  find: operation({
    kind: 'read', access: ['director', 'expert', 'clerk', 'system_manager', 'auditor'],
    input: z.object({
      /** Tracking code, national ID, mobile or a part of the name, in any digits and spelling. */
      text: z.string().max(100).default(''),
      states: z.array(z.enum(dossierStates)).default([]),
      /** Opaque position of the last answer's `next`. */
      after: z.string().nullable().default(null),
      limit: z.number().int().min(1).max(200).default(50),
    }),
    output: shape<{ items: DossierSummary[]; next: string | null; total: number }>(), errors: [],
  }),
  read: operation({
    kind: 'read', access: ['director', 'expert', 'clerk', 'system_manager', 'auditor'], input: z.object({ id: uuid }),
    output: shape<DossierDetail>(), errors: [],
  }),
  lookUpPerson: operation({
    kind: 'read', access: ['clerk', 'expert'], input: z.object({ nationalId }),
    output: shape<{ person: Person | null; dossiers: DossierSummary[] }>(), errors: [],
  }),
  printReceipt: operation({
    kind: 'write', access: ['clerk', 'expert'], input: z.object({ id: uuid }), output: shape<Receipt>(), errors: ['DOSSIER_STATE'],
  }),
  /** UTF-8 CSV (BOM allowed) or a JSON array; a file that is neither is refused as a whole. */
  importFile: operation({
    kind: 'write', access: ['clerk', 'expert'],
    input: z.object({ name: z.string().max(255).transform((name) => name.toWellFormed()), contentBase64: z.base64() }), output: shape<ImportReport>(),
    errors: ['IMPORT_NOT_UTF8', 'IMPORT_NOT_TABLE', 'IMPORT_COLUMNS', 'IMPORT_EMPTY', 'IMPORT_TOO_LARGE'],
  }),
  /** From the agency's letter (S0-05, S0-06); the registry's feed brings the same record by itself. */
  recordOpinion: operation({
    kind: 'write', access: ['expert'], input: z.object({ ...target, opinion: opinionInput }),
    output: shape<{ version: number; state: DossierState }>(),
    errors: ['DOSSIER_STATE', 'OPINION_INCOMPLETE', 'OPINION_SIGNER', 'OPINION_DATE'],
  }),
  /** S0-17: the office's re-examination; sends the dossier to the Director. */
  submitForSignature: operation({
    kind: 'write', access: ['expert'],
    input: z.object({ ...target, readiness: z.enum(['ready', 'not_ready']), documentsSeen: z.boolean(), note: line(500, 0).default('') }),
    output: shape<{ version: number; state: DossierState }>(),
    errors: ['DOSSIER_STATE', 'REVIEW_DOCUMENTS', 'AGENCY_SIGNATURE_MISSING', 'PERMIT_ACTIVE'],
  }),
}

/** Columns of the bulk import, in the order of the template. */
export const importColumns = [
  'activityType', 'nationalId', 'firstName', 'lastName', 'fatherName', 'birthDate', 'gender', 'militaryStatus', 'mobile',
  'countyCode', 'address', 'postalCode', 'fieldCode', 'planTitle', 'skillEvidence', 'governmentEmployee', 'loanWanted',
  'loanAmountRial', 'sheba', 'documents', 'receivedOn',
] as const
