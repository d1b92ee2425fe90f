import { z } from 'zod'
import { activityTypes } from './applicants'
import { noInput, operation, shape } from './define'
import type { DocumentState, ScanKind } from './documents'
import { caseTypes, type DossierState } from './dossier-summary'
import type { DocumentKind } from './dossiers'
import type { PermitStatus } from './permit-life'
import { digest, line, plain, uuid } from './values/fields'

/** What the Director's queue and desk know beyond the permit itself (signing design §3.2, §3.4; ui §8 screens 2 and 3). */

/**
 * Why a dossier deserves a second look, in the order it is told. None bars anything: each is a fact of the rows, and a family
 * that shares a telephone is no fault.
 */
export const markKinds = [
  'holder_stopped', 'near_stopped', 'same_file', 'same_holder', 'shared_sheba', 'shared_mobile', 'shared_postal_code', 'like_name',
  'loan_far', 'one_hand', 'quick_review', 'many_reviews', 'paper_missing', 'paper_rejected',
] as const
export type MarkKind = (typeof markKinds)[number]

/** Where a mark leads. */
export type MarkLink =
  | { to: 'dossier'; id: string; trackingCode: string; name: string; fieldTitle: string; countyTitle: string; state: DossierState }
  | { to: 'permit'; no: string; name: string; fieldTitle: string; countyTitle: string; status: PermitStatus }

/** Marks that point at other dossiers or permits. */
export type AlikeKind = Extract<MarkKind, 'holder_stopped' | 'near_stopped' | 'same_file' | 'same_holder' | 'like_name' | `shared_${string}`>

/** `count` is capped (`mostAlike`): that many or more. `links` are the first of them. */
export type DeskMark =
  | { kind: AlikeKind; count: number; links: MarkLink[] }
  /** Rial; the median of the field's latest loans, and how many those are. */
  | { kind: 'loan_far'; amount: number; median: number; of: number; links: MarkLink[] }
  /** Who filed it also reviewed it. */
  | { kind: 'one_hand'; expert: string; links: MarkLink[] }
  /** Seconds between the agency's answer and the expert's proposal. */
  | { kind: 'quick_review'; expert: string; seconds: number; links: MarkLink[] }
  /** How many the same expert proposed within so many minutes around this one, `mostPace` or more. */
  | { kind: 'many_reviews'; expert: string; count: number; minutes: number; links: MarkLink[] }
  | { kind: 'paper_missing'; papers: DocumentKind[]; links: MarkLink[] }
  | { kind: 'paper_rejected'; papers: { kind: ScanKind; title: string }[]; links: MarkLink[] }

/** Above this a count says no more. */
export const mostAlike = 20
/** The same for an expert's pace. */
export const mostPace = 50

/** What the Director saw of a dossier, as plain values. */
export const seenFields = [
  'name', 'fatherName', 'birthDate', 'mobile', 'address', 'postalCode', 'county', 'governmentEmployee', 'entity', 'representative', 'activityType',
  'coveredCommitted', 'answers', 'field', 'planTitle', 'planDetails', 'skillEvidence', 'loanWanted', 'loanAmount', 'sheba', 'opinion', 'proposal', 'reasons',
  'readiness', 'reviewer', 'reviewNote', 'reviewedAt',
] as const
export type SeenField = (typeof seenFields)[number]
export type SeenValue = string | number | boolean | null

/** One difference between what the Director last saw and what stands there now. `by`: the name of who changed it, where the ledger or the row knows. */
export type DeskChange =
  | { what: 'field'; field: SeenField; old: SeenValue; new: SeenValue; at: string | null; by: string | null }
  | { what: 'paper'; kind: ScanKind; title: string; no: number; change: 'added' | 'replaced' | 'judged' | 'gone'; old: DocumentState | null; new: DocumentState | null; at: string | null; by: string | null }

/** Never looked at, looked at and the same since, or changed since. */
export const looks = ['new', 'same', 'changed'] as const
export type Look = (typeof looks)[number]

export type DeskFacts = {
  dossierId: string
  version: number
  marks: DeskMark[]
  /** Null before her first look. `seq`: the ledger's last entry then. */
  since: { at: string; version: number; seq: number; changes: DeskChange[] } | null
  /** Scans of this dossier that she has opened: the core gave her their bytes (`documents.read`). */
  papersSeen: string[]
  /** What is looked at now; `noteLook` wants it back, so that nothing is noted as seen that she was not shown. */
  seen: string
}

export const urgencies = ['overdue', 'soon', 'other'] as const

/** Null, '' and [] narrow nothing. Codes are the catalogues'; `reviewer` a username. */
export const deskFilter = z.object({
  text: plain(100).default(''),
  urgency: z.enum(urgencies).nullable().default(null),
  look: z.enum(['unread', 'changed']).nullable().default(null),
  marked: z.boolean().nullable().default(null),
  conditional: z.boolean().nullable().default(null),
  loanWanted: z.boolean().nullable().default(null),
  proposal: z.enum(['issue', 'refuse']).nullable().default(null),
  fieldCode: z.string().max(16).nullable().default(null),
  countyCode: z.string().max(4).nullable().default(null),
  activityType: z.enum(activityTypes).nullable().default(null),
  caseType: z.enum(caseTypes).nullable().default(null),
  reviewer: plain(40).nullable().default(null),
})
export type DeskFilter = z.output<typeof deskFilter>
export type KeptFilter = { name: string; filter: DeskFilter }

const kept = shape<{ items: KeptFilter[] }>()

export const deskOperations = {
  /** Marks and changes of one dossier that waits for her. */
  weigh: operation({
    kind: 'read', access: ['director'], input: z.object({ dossierId: uuid }), output: shape<DeskFacts>(), errors: [],
  }),
  /** She has looked at it as it stands (`seen` of `weigh`); refused when it has changed meanwhile. A way of looking: the ledger is not told. */
  noteLook: operation({
    kind: 'write', access: ['director'], input: z.object({ dossierId: uuid, seen: digest }), output: shape<{ at: string }>(), errors: [],
  }),
  /** Her own kept filters of the queue, in the table of the lists' filters. */
  deskFilters: operation({ kind: 'read', access: ['director'], input: noInput, output: kept, errors: [] }),
  saveDeskFilter: operation({ kind: 'write', access: ['director'], input: z.object({ name: line(40, 1), filter: deskFilter }), output: kept, errors: [] }),
  dropDeskFilter: operation({ kind: 'write', access: ['director'], input: z.object({ name: line(40, 1) }), output: kept, errors: [] }),
} as const
