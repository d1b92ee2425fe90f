import { z } from 'zod'
import { operation, shape } from './define'
import { activityTypes, answersInput, legalEntityInput, personInput, planInput, type ActivityType, type Answers, type DocumentKind, type LegalEntity, type Person, type PlanInput } from './applicants'
import { caseworkOperations, type Asked, type DossierMove, type Death, type Empowerment, type Objection, type Opinion, type Pause, type Proposal, type Review, type VisitNotice } from './casework'
import { dossierStates, type CaseType, type Clock, type DossierPath, type DossierState, type DossierSummary } from './dossier-summary'
import { intakeOperations } from './intake'
import type { FieldFault } from './values/reasons'
import { jalaliDay, legalId, line, nationalId, uuid } from './values/fields'
import { lightText } from './values/text'

export {
  activityTypes, documentKinds, importColumns, neededDocuments, personInput, planInput, skillEvidences,
  type ActivityType, type DocumentKind, type Person, type PersonInput, type PlanInput, type SkillEvidence,
} from './applicants'
export { opinionInput, type Opinion, type Review } from './casework'
export { caseTypes, dossierStates, type CaseType, type Clock, type DossierPath, type DossierState, type DossierSummary } from './dossier-summary'

export type TimelineEntry = { seq: number; at: string; kind: string; actor: string; note: string | null }

export type DossierDetail = {
  id: string
  version: number
  trackingCode: string
  centralCode: string | null
  state: DossierState
  path: DossierPath
  activityType: ActivityType
  caseType: CaseType
  channel: 'online' | 'counter'
  counter: CounterFiling | null
  /** The holder as printed: the person, or the company. */
  name: string
  person: Person
  entity: LegalEntity | null
  answers: Answers
  /** What the questionnaire and the age speak against, while nobody has refused it for that (S4-02). */
  warnings: FieldFault[]
  plan: PlanInput | null
  fieldTitle: string | null
  agencyTitle: string | null
  countyTitle: string
  /** Which documents this dossier needs, which have come, and which are still due. */
  checklist: { kind: DocumentKind; needed: boolean; received: boolean }[]
  clock: Clock | null
  stateSince: string
  pauses: Pause[]
  agencyDueOn: string | null
  /** Every agency whose signature the field needs, and whether it has signed in this round (S0-04, S0-06). */
  agencies: { code: string; title: string; signed: boolean }[]
  opinions: Opinion[]
  reviews: Review[]
  proposal: Proposal | null
  asked: Asked | null
  empowerment: Empowerment[]
  objection: Objection | null
  visits: VisitNotice[]
  death: Death | null
  round: number
  returnReason: string | null
  /** The permit this renews or corrects. */
  predecessorNo: string | null
  handoverReference: string | null
  permitNo: string | null
  /** What the table and this dossier's own facts allow today; who may, the operation itself says. */
  moves: DossierMove[]
  timeline: TimelineEntry[]
}

/** S0-21: through which counter office a request came and who took it in. */
export type CounterFiling = { office: string; clerk: string; clerkName: string; at: string }

export type Receipt = {
  trackingCode: string
  name: string
  fieldTitle: string
  agencyTitle: string
  officeName: string
  /** Null for what came online. */
  counter: CounterFiling | null
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

/** `stopped`: the code of what broke off the file midway; the verdicts then are those of the rows judged and kept until then. */
export type ImportReport = { rows: number; accepted: number; refused: number; stopped: StorageCode | null; verdicts: RowVerdict[] }

/** What can go wrong with the office's own file in the middle of a work. */
export type StorageCode = 'STORAGE_FULL' | 'STORAGE_FAILED' | 'DATABASE_DAMAGED' | 'INTERNAL'

const target = { id: uuid, version: z.number().int() }

export const dossiers = {
  /** T01: page one with the questions of its type (S3-05, S4-02); a company comes with its representative. */
  savePerson: operation({
    kind: 'write', access: ['clerk', 'expert'],
    input: z.object({
      id: uuid.nullable().default(null), version: z.number().int().nullable().default(null), person: personInput,
      entity: legalEntityInput.nullable().default(null), answers: answersInput.nullable().default(null),
    }),
    output: shape<{ id: string; version: number; trackingCode: string; warnings: FieldFault[] }>(),
    errors: ['INTAKE_REFUSED', 'DOSSIER_STATE', 'SERVICE_CLOSED'],
  }),
  savePlan: operation({
    kind: 'write', access: ['clerk', 'expert'], input: z.object({ ...target, plan: planInput }),
    output: shape<{ version: number }>(), errors: ['INTAKE_REFUSED', 'DOSSIER_STATE'],
  }),
  /** T04: the declaration (S3-07) and the clock's day 0. `receivedOn` left out means today. */
  file: operation({
    kind: 'write', access: ['clerk', 'expert'],
    input: z.object({ ...target, declaration: z.boolean().refine((ticked) => ticked, 'DECLARATION_REQUIRED'), receivedOn: jalaliDay.nullable().default(null),
      /** S0-21: the counter office that the papers came through; empty: this office's own. */
      counterOffice: line(120, 0).default('') }),
    output: shape<{ version: number; state: DossierState; receipt: Receipt }>(),
    errors: ['INTAKE_REFUSED', 'DOSSIER_STATE', 'SEAL_KEY_ABSENT', 'LEDGER_ROLLED_BACK', 'TIMESTAMP_OVERDUE', 'CLOCK_WRONG', 'ANCHOR_OVERDUE'],
  }),
  find: operation({
    kind: 'read', access: ['director', 'expert', 'clerk', 'system_manager', 'auditor'],
    input: z.object({
      /** Tracking code, national ID, mobile or a part of the name, in any digits and spelling. */
      text: z.string().max(100).default(''),
      states: z.array(z.enum(dossierStates)).default([]),
      activityTypes: z.array(z.enum(activityTypes)).default([]),
      countyCode: z.string().max(4).nullable().default(null),
      fieldCode: z.string().max(16).nullable().default(null),
      /** Filing days, both inclusive. */
      filedFrom: z.iso.date().nullable().default(null),
      filedTo: z.iso.date().nullable().default(null),
      /** Opaque position of the last answer's `next`. */
      after: z.string().nullable().default(null),
      limit: z.number().int().min(1).max(200).default(50),
    }),
    /** `more`: the total is that many and more; only the first thousand hits are counted. */
    output: shape<{ items: DossierSummary[]; next: string | null; total: number; more: boolean }>(), errors: [],
  }),
  read: operation({
    kind: 'read', access: ['director', 'expert', 'clerk', 'system_manager', 'auditor'], input: z.object({ id: uuid }),
    output: shape<DossierDetail>(), errors: [],
  }),
  lookUpPerson: operation({
    kind: 'read', access: ['clerk', 'expert'],
    /** One of the two; a company is looked up by its own ID (S0-16). */
    input: z.object({ nationalId: nationalId.nullable().default(null), legalId: legalId.nullable().default(null) }),
    output: shape<{ person: Person | null; entity: LegalEntity | null; dossiers: DossierSummary[] }>(), errors: [],
  }),
  printReceipt: operation({
    kind: 'write', access: ['clerk', 'expert'], input: z.object({ id: uuid }), output: shape<Receipt>(), errors: ['DOSSIER_STATE'],
  }),
  /** UTF-8 CSV (BOM allowed) or a JSON array; a file that is neither is refused as a whole. */
  importFile: operation({
    kind: 'write', access: ['clerk', 'expert'],
    input: z.object({ name: z.string().max(255, 'TOO_LONG').transform((name) => lightText(name.toWellFormed())), contentBase64: z.base64() }), output: shape<ImportReport>(),
    errors: ['IMPORT_NOT_UTF8', 'IMPORT_NOT_TABLE', 'IMPORT_COLUMNS', 'IMPORT_EMPTY', 'IMPORT_TOO_LARGE', 'SERVICE_CLOSED'],
  }),
  ...intakeOperations,
  ...caseworkOperations,
} as const
