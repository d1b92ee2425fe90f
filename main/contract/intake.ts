import { z } from 'zod'
import { activityTypes, answersInput, legalEntityInput, personInput, type LegalEntity, type Person } from './applicants'
import { noInput, operation, shape } from './define'
import { dossierStates, type DossierSummary } from './dossier-summary'
import { line, plain, uuid } from './values/fields'

/** Another dossier that resembles this one: what is the same, side by side with it. */
export type Duplicate = {
  dossier: DossierSummary
  same: ('holder' | 'field' | 'mobile' | 'sheba' | 'postalCode' | 'address' | 'name')[]
  person: Person
  entity: LegalEntity | null
  planTitle: string | null
  sheba: string | null
  decision: 'same' | 'different' | null
}

/** A form that was being typed, kept so that a crash loses none of it. */
export type Scratch = { content: string; at: string }

const readers = ['director', 'expert', 'clerk', 'system_manager', 'auditor'] as const
const target = { id: uuid, version: z.number().int() }
const formName = z.string().regex(/^[a-z-]{1,40}(:[0-9a-f-]{36})?$/, 'INVALID')

/** Which part of the open dossiers a list of deadlines shows. */
export const deadlineKinds = ['late', 'due_soon', 'agency_late', 'paused'] as const
export type DeadlineKind = (typeof deadlineKinds)[number]

export const savedFilter = z.object({
  text: plain(100), states: z.array(z.enum(dossierStates)).max(20), activityTypes: z.array(z.enum(activityTypes)).max(5).default([]),
  countyCode: z.string().max(4).nullable().default(null), fieldCode: z.string().max(16).nullable().default(null),
  filedFrom: z.iso.date().nullable().default(null), filedTo: z.iso.date().nullable().default(null),
})
export type SavedFilter = z.output<typeof savedFilter>

/** What a list may be exported with; a national ID is masked there as on the screen. */
export const exportColumns = [
  'trackingCode', 'name', 'nationalIdMasked', 'activityType', 'caseType', 'fieldTitle', 'countyTitle', 'state', 'stateSince', 'filedOn', 'filedOnIso',
  'dueOn', 'dueOnIso', 'daysLeft', 'loanWanted',
] as const
export type ExportColumn = (typeof exportColumns)[number]

/** What keeps the counter's work safe and findable. */
export const intakeOperations = {
  /** Page one of an open dossier, mended after filing; the reason stands in the ledger. The holder stays (S0-24). */
  correctEntry: operation({
    kind: 'write', access: ['expert'],
    /** Company and answers left out stay as they are. */
    input: z.object({
      ...target, person: personInput, entity: legalEntityInput.nullable().default(null), answers: answersInput.nullable().default(null), reason: line(300, 3),
    }),
    output: shape<{ version: number }>(), errors: ['DOSSIER_STATE', 'INTAKE_REFUSED'],
  }),
  /** Dossiers that resemble this one, most alike first. */
  duplicates: operation({
    kind: 'read', access: readers, input: z.object({ id: uuid }), output: shape<{ items: Duplicate[] }>(), errors: [],
  }),
  resolveDuplicate: operation({
    kind: 'write', access: ['expert'],
    input: z.object({ id: uuid, otherId: uuid, decision: z.enum(['same', 'different']), note: line(300, 0).default('') }),
    output: shape<{ items: Duplicate[] }>(), errors: [],
  }),
  saveScratch: operation({
    kind: 'write', access: 'signed_in', input: z.object({ form: formName, content: z.string().max(65_536, 'TOO_LONG') }),
    output: shape<{ at: string }>(), errors: [],
  }),
  scratch: operation({ kind: 'read', access: 'signed_in', input: z.object({ form: formName }), output: shape<{ scratch: Scratch | null }>(), errors: [] }),
  scratches: operation({ kind: 'read', access: 'signed_in', input: noInput, output: shape<{ items: (Scratch & { form: string })[] }>(), errors: [] }),
  dropScratch: operation({ kind: 'write', access: 'signed_in', input: z.object({ form: formName }), output: shape<Record<string, never>>(), errors: [] }),
  /** Open dossiers by their last day, the most urgent first (S0-10, S4-06). */
  deadlines: operation({
    kind: 'read', access: readers,
    input: z.object({ kind: z.enum(deadlineKinds), after: z.string().max(80).nullable().default(null), limit: z.number().int().min(1).max(200).default(50) }),
    output: shape<{ items: DossierSummary[]; next: string | null; counts: Record<DeadlineKind, number> }>(), errors: [],
  }),
  filters: operation({
    kind: 'read', access: readers, input: z.object({ list: z.enum(['dossiers', 'permits', 'messages']) }),
    output: shape<{ items: { name: string; filter: SavedFilter }[] }>(), errors: [],
  }),
  saveFilter: operation({
    kind: 'write', access: readers, input: z.object({ list: z.enum(['dossiers', 'permits', 'messages']), name: line(40, 1), filter: savedFilter }),
    output: shape<{ items: { name: string; filter: SavedFilter }[] }>(), errors: [],
  }),
  dropFilter: operation({
    kind: 'write', access: readers, input: z.object({ list: z.enum(['dossiers', 'permits', 'messages']), name: line(40, 1) }),
    output: shape<{ items: { name: string; filter: SavedFilter }[] }>(), errors: [],
  }),
  /** The list as a file; every export is logged with its count. */
  exportList: operation({
    kind: 'write', access: ['director', 'expert', 'system_manager'],
    input: z.object({
      filter: savedFilter, format: z.enum(['xlsx', 'csv']),
      /** The screen's columns in its words and order. */
      columns: z.array(z.object({ id: z.enum(exportColumns), title: line(60) })).min(1, 'REQUIRED').max(exportColumns.length, 'TOO_LONG'),
      /** The screen's words for states, types and flags. */
      words: z.record(z.string().max(40), line(60)),
    }),
    output: shape<{ fileName: string; contentBase64: string; rows: number }>(), errors: ['EXPORT_TOO_LARGE'],
  }),
} as const

