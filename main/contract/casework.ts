import { z } from 'zod'
import { operation, shape } from './define'
import type { DossierState } from './dossier-summary'
import { jalaliDay, line, nationalId, plain, uuid } from './values/fields'

/** What an agency's opinion is for: the permit, or its second confirmation before a supporter's loan (S4-11). */
export const opinionPurposes = ['permit', 'loan_confirmation'] as const
/** S0-03: who decided, at which level. */
export const agencyLevels = ['agency_county', 'agency_hq'] as const

export type Opinion = {
  round: number
  agencyCode: string
  purpose: (typeof opinionPurposes)[number]
  actor: (typeof agencyLevels)[number]
  decision: 'approve' | 'reject' | 'correct'
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

export const proposals = ['issue', 'refuse'] as const
export type Proposal = (typeof proposals)[number]

export type Review = {
  round: number
  expert: string
  proposal: Proposal
  /** Why it should be refused, one line each; empty for `issue`. */
  reasons: string[]
  readiness: 'ready' | 'not_ready'
  note: string
  at: string
}

/** S0-11: why the clock stands still, and from when to when. An open pause has no end; `restarted`: fourteen new days began at its end. */
export type Pause = { fromDay: string; toDay: string | null; kind: 'correction' | 'documents' | 'empowerment'; reason: string; restarted: boolean }

/** S3-10, in the order of the guide. */
export const empowermentItems = ['counselling', 'aptitude', 'training', 'product_improvement', 'market_knowledge'] as const
export type EmpowermentItem = (typeof empowermentItems)[number]
export type Empowerment = { item: EmpowermentItem; doneOn: string | null; waivedReason: string | null; note: string }

/** What the applicant was asked to mend (T08), and what the answer to each was (T09). */
export type Asked = { kind: 'correction' | 'documents'; items: { text: string; answer: string | null }[]; reason: string }

export type Objection = { on: string; text: string; against: 'agency' | 'office' }
export type VisitNotice = { on: string; place: string; reason: string; notifiedAt: string }
export type Death = { on: string; source: 'registry' | 'document'; reference: string }

export const opinionInput = z.object({
  decision: z.enum(['approve', 'reject', 'correct']),
  /** Left out: the agency that owns the field (S0-04). */
  agencyCode: plain(40).nullable().default(null),
  purpose: z.enum(opinionPurposes).default('permit'),
  actor: z.enum(agencyLevels).default('agency_county'),
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

/** What a person may do to a dossier beyond its intake, in the order a screen offers it. */
export const dossierMoves = [
  'resubmit', 'recordOpinion', 'recordEmpowerment', 'finishEmpowerment', 'submitForSignature', 'confirmAfterCheck', 'returnForCorrection', 'announceVisit',
  'object', 'openRenewal', 'openCorrection', 'withdraw', 'recordDeath',
] as const
export type DossierMove = (typeof dossierMoves)[number]

const target = { id: uuid, version: z.number().int() }
const moved = shape<{ version: number; state: DossierState }>()
const counter = ['clerk', 'expert'] as const
const reason = line(500, 3)

/** What moves a dossier after its filing (domain model §3.1, T03 and T08–T31). */
export const caseworkOperations = {
  /** T03: a cooperative is recorded and handed over to the cooperatives' system (S4-04). */
  handOver: operation({
    kind: 'write', access: counter, input: z.object({ ...target, reference: line(60, 2) }), output: moved, errors: ['DOSSIER_STATE'],
  }),
  /** T08: what is missing or wrong, item by item; the clock stands still (S0-11, S3-12). */
  returnForCorrection: operation({
    kind: 'write', access: ['expert'],
    input: z.object({ ...target, kind: z.enum(['correction', 'documents']), items: z.array(line(200, 2)).min(1, 'REQUIRED').max(20, 'TOO_LONG'), reason }),
    output: moved, errors: ['DOSSIER_STATE'],
  }),
  /** T09: one answer to every item asked, and the declaration again; the clock goes on (S0-11). */
  resubmit: operation({
    kind: 'write', access: counter,
    input: z.object({ ...target, answers: z.array(line(200, 1)), declaration: z.boolean().refine((ticked) => ticked, 'DECLARATION_REQUIRED') }),
    output: moved, errors: ['DOSSIER_STATE', 'CORRECTION_UNANSWERED', 'INTAKE_REFUSED', 'SEAL_KEY_ABSENT', 'LEDGER_ROLLED_BACK', 'TIMESTAMP_OVERDUE', 'CLOCK_WRONG', 'ANCHOR_OVERDUE'],
  }),
  /** T07, T10–T12, from the agency's letter (S0-05, S0-06); the registry's feed brings the same record by itself. */
  recordOpinion: operation({
    kind: 'write', access: ['expert'], input: z.object({ ...target, opinion: opinionInput }), output: moved,
    errors: ['DOSSIER_STATE', 'OPINION_INCOMPLETE', 'OPINION_SIGNER', 'OPINION_DATE', 'OPINION_AGENCY', 'OPINION_SOURCE'],
  }),
  /** T13: one of the five parts done, or waived with a reason (S3-10). */
  recordEmpowerment: operation({
    kind: 'write', access: ['expert'],
    input: z.object({
      ...target, item: z.enum(empowermentItems, 'UNKNOWN_VALUE'), doneOn: jalaliDay.nullable().default(null),
      waivedReason: line(300, 3).nullable().default(null), note: line(300, 0).default(''),
    }),
    output: moved, errors: ['DOSSIER_STATE', 'EMPOWERMENT_DATE', 'EMPOWERMENT_EITHER'],
  }),
  /** T14. */
  finishEmpowerment: operation({
    kind: 'write', access: ['expert'], input: z.object(target), output: moved, errors: ['DOSSIER_STATE', 'EMPOWERMENT_UNFINISHED'],
  }),
  /** T15: the office's re-examination (S0-17) with its proposal; sends the dossier to the Director. */
  submitForSignature: operation({
    kind: 'write', access: ['expert'],
    input: z.object({
      ...target, readiness: z.enum(['ready', 'not_ready']), documentsSeen: z.boolean(), note: line(500, 0).default(''),
      proposal: z.enum(proposals).default('issue'), reasons: z.array(line(200, 3)).max(10, 'TOO_LONG').default([]),
    }),
    output: moved,
    errors: ['DOSSIER_STATE', 'REVIEW_DOCUMENTS', 'REVIEW_REASONS', 'AGENCY_SIGNATURE_MISSING', 'CONFIRMATION_MISSING', 'PRE_PERMIT_CHECK_MISSING', 'PERMIT_ACTIVE', 'REPRESENTATIVE_DEAD', 'PAPERS_MISSING'],
  }),
  /** T05 for a supporter of a registration-based field once the check before the permit is done (S1-B2), and for the correction of a confirmation. */
  confirmAfterCheck: operation({
    kind: 'write', access: ['expert'], input: z.object(target), output: moved,
    errors: ['DOSSIER_STATE', 'REPRESENTATIVE_DEAD', 'PRE_PERMIT_CHECK_MISSING', 'CONFIRMATION_MISSING', 'PERMIT_ACTIVE', 'SEAL_KEY_ABSENT', 'LEDGER_ROLLED_BACK', 'TIMESTAMP_OVERDUE', 'CLOCK_WRONG', 'ANCHOR_OVERDUE'],
  }),
  /** T19: one objection to a refusal, within the setting's days. */
  object: operation({
    kind: 'write', access: counter, input: z.object({ ...target, text: line(1000, 5) }), output: moved,
    errors: ['DOSSIER_STATE', 'OBJECTION_LATE', 'OBJECTION_TWICE', 'DOSSIER_OPEN', 'HOLDER_DEAD'],
  }),
  /** T20: the applicant's own wish; how the person was identified is recorded. */
  withdraw: operation({
    kind: 'write', access: counter, input: z.object({ ...target, identifiedBy: line(120, 3), reason: line(300, 0).default('') }), output: moved,
    errors: ['DOSSIER_STATE'],
  }),
  /** T22, P11: closes every open dossier and permit of the person (S0-25). */
  recordDeath: operation({
    kind: 'write', access: ['expert', 'system_manager'],
    input: z.object({ nationalId, on: jalaliDay, reference: line(120, 3) }),
    output: shape<{ dossiersClosed: number; permitsClosed: number }>(), errors: ['DEATH_RECORDED', 'DEATH_DATE'],
  }),
  /** T27: never silent (S0-23). */
  announceVisit: operation({
    kind: 'write', access: counter, input: z.object({ ...target, reason: line(200, 3), place: line(120, 3), on: jalaliDay }), output: moved,
    errors: ['DOSSIER_STATE', 'VISIT_DAY'],
  }),
  /** T29: a renewal starts as a draft with the data of the permit it follows (S0-13). */
  openRenewal: operation({
    kind: 'write', access: counter, input: z.object({ permitNo: plain(40) }),
    output: shape<{ id: string; version: number; trackingCode: string }>(), errors: ['PERMIT_STATE', 'RENEWAL_EARLY', 'RENEWAL_ENDLESS', 'HOLDER_DEAD', 'SERVICE_CLOSED', 'DOSSIER_OPEN'],
  }),
  /** T30: a correction of a permit; the holder never changes (S0-24). */
  openCorrection: operation({
    kind: 'write', access: ['expert'], input: z.object({ permitNo: plain(40), reason }),
    output: shape<{ id: string; version: number; trackingCode: string }>(), errors: ['PERMIT_STATE', 'HOLDER_DEAD', 'DOSSIER_OPEN'],
  }),
  /** The centre's own code, typed from its paper until sync brings it (S0-09). */
  linkCentralCode: operation({
    kind: 'write', access: counter, input: z.object({ ...target, centralCode: line(40, 3) }), output: shape<{ version: number }>(),
    errors: ['CENTRAL_CODE_TAKEN'],
  }),
} as const
