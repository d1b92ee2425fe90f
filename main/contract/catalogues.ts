import { z } from 'zod'
import { noInput, operation, shape } from './define'
import type { DossierState } from './dossiers'
import { referenceNames, type ReferenceName, type ReferenceRow } from './reference-tables'
import { paragraphs } from './setting-specs'
import { settingKeys, type SettingKey } from './settings'
import { jalaliDay, line, optional, plain } from './values/fields'
import type { FieldFault } from './values/reasons'

export type Field = {
  code: string
  title: string
  group: string
  agencyCode: string
  /** Starred fields (S0-04): these agencies must approve too. */
  secondAgencies: string[]
  /** `approval`: the agency decides. `registration`: an instant confirmation, sealed by the office. */
  path: 'approval' | 'registration'
  hygiene: boolean
  /** Titles of the agency confirmations without which nothing of this field is signed (S0-18). */
  confirmations: string[]
  loanAllowed: boolean
  /** S3-09: the development model; after the agency the applicant goes to empowerment. */
  model: boolean
  from: string | null
  to: string | null
}
export type Agency = { code: string; title: string; kind: 'executive' | 'supportive'; level: 'county' | 'province' | 'headquarters'; from: string | null; to: string | null }
export type County = { code: string; title: string; from: string | null; to: string | null }
/** `shortTitle`: what an SMS calls the bank, at most eleven letters. */
export type Bank = { code: string; title: string; shortTitle: string; from: string | null; to: string | null }

/** The services an office gives (S0, S2); a closed one takes no new dossier. */
export const services = ['home_business', 'aid'] as const
export type Service = (typeof services)[number]

/** One version of a service's agreement (S0-14, S0-29, S2-17); `closesOn` by a new law ends the service (S0-30, S2-18). */
export type Agreement = {
  service: Service
  version: number
  text: string
  from: string
  /** First day on which no new dossier is opened. */
  closesOn: string | null
  closingLaw: string
  publishedAt: string
  publishedBy: string
}

export type Catalogues = {
  /** True while the shipped sample is in use; screens say so. */
  sample: boolean
  fields: Field[]
  agencies: Agency[]
  counties: County[]
  banks: Bank[]
}

export type ReferenceView = {
  table: ReferenceName
  /** The rows are the shipped sample, not an official list. */
  sample: boolean
  source: string
  changedAt: string | null
  rows: ReferenceRow[]
}
export type ReferenceVersion = { row: ReferenceRow; at: string; by: string }

/** What one row of a file would do, or did. */
export type ReferenceVerdict = {
  row: number
  code: string
  title: string
  outcome: 'new' | 'changed' | 'same' | 'refused'
  /** Fields are column names. */
  faults: FieldFault[]
}
export type ReferenceReport = {
  stored: boolean
  rows: number
  counts: Record<ReferenceVerdict['outcome'], number>
  /** Rows that the file does not name and that end, or would. */
  ended: number
  /** Rows that the file does not name but others need: they stay. */
  kept: string[]
  verdicts: ReferenceVerdict[]
}

export type SettingChange = { value: string; at: string; by: string }
export type SettingView = { key: SettingKey; value: string; fallback: string; history: SettingChange[] }

/** One row of the transition table, as the process diagram draws it (S4-20). */
export type ProcessStep = {
  id: string
  /** Null: the dossier is born here. */
  from: DossierState | null
  command: string
  to: DossierState
  who: string[]
  clauses: string[]
  /** The applicant is told of this move (S0-12). */
  told: boolean
  /** What the fourteen days do (S0-10, S0-11). */
  clock: 'start' | 'runs' | 'pause' | 'resume' | 'stop' | 'none'
}

const writer = ['system_manager'] as const
const kept = z.enum(referenceNames).exclude(['resolutions'])
const code = z.string().min(1, 'REQUIRED').max(80, 'TOO_LONG')
/** Typed texts by column, as a form or a file gives them. */
const cells = z.record(z.string().max(40), z.string().max(8000, 'TOO_LONG'))
const rowVersion = z.number().int().min(1).nullable().default(null)
/** Why a file is none of a table's, before any row of it is judged. */
export const importFaults = ['IMPORT_NOT_UTF8', 'IMPORT_NOT_TABLE', 'IMPORT_COLUMNS', 'IMPORT_EMPTY', 'IMPORT_TOO_LARGE'] as const

export const catalogues = {
  list: operation({ kind: 'read', access: 'signed_in', input: noInput, output: shape<Catalogues>(), errors: [] }),
  /** One table whole, ended rows too. */
  table: operation({ kind: 'read', access: 'signed_in', input: z.object({ table: z.enum(referenceNames) }), output: shape<ReferenceView>(), errors: [] }),
  /** Every version of one row, newest first. */
  history: operation({
    kind: 'read', access: 'signed_in', input: z.object({ table: z.enum(referenceNames), code }), output: shape<{ versions: ReferenceVersion[] }>(), errors: [],
  }),
  /** A new row (no version) or a row's next version. */
  saveRow: operation({
    kind: 'write', access: writer, input: z.object({ table: kept, version: rowVersion, cells }), output: shape<ReferenceRow>(), errors: ['REFERENCE_IN_USE'],
  }),
  /** S1-A11: a resolution of the headquarters, new or corrected. */
  saveResolution: operation({ kind: 'write', access: writer, input: z.object({ version: rowVersion, cells }), output: shape<ReferenceRow>(), errors: [] }),
  /** A row's last day: it stays readable, nothing new is chosen from it. */
  endRow: operation({
    kind: 'write', access: writer, input: z.object({ table: z.enum(referenceNames), code, version: z.number().int(), on: jalaliDay }),
    output: shape<ReferenceRow>(), errors: ['REFERENCE_ENDED', 'REFERENCE_IN_USE'],
  }),
  /**
   * A table from a file, CSV or JSON by content. Without `store` only judged. With refused rows the rest is stored only when
   * `withoutRefused` says so. `whole`: the file is the whole table, rows it does not name end and the sample label goes.
   */
  importTable: operation({
    kind: 'write', access: writer,
    input: z.object({
      table: z.enum(referenceNames), name: plain(255, 1), contentBase64: z.base64().max(24_000_000),
      whole: z.boolean(), store: z.boolean(), withoutRefused: z.boolean().default(false),
    }),
    output: shape<ReferenceReport>(), errors: [...importFaults, 'REFERENCE_REFUSED'],
  }),
  /** CSV with byte-order mark; cells that a spreadsheet would run are made text. */
  exportTable: operation({
    kind: 'write', access: ['director', 'expert', 'system_manager'], input: z.object({ table: z.enum(referenceNames) }),
    output: shape<{ fileName: string; content: string }>(), errors: [],
  }),
  settings: operation({ kind: 'read', access: 'signed_in', input: noInput, output: shape<{ settings: SettingView[] }>(), errors: [] }),
  /** `before`: the stored text that the person saw. */
  changeSetting: operation({
    kind: 'write', access: writer,
    input: z.object({ key: z.enum(settingKeys), value: z.string().max(30_000, 'TOO_LONG'), before: z.string().max(30_000) }),
    output: shape<SettingView>(), errors: [],
  }),
  agreements: operation({
    kind: 'read', access: 'signed_in', input: noInput, output: shape<{ services: Record<Service, { open: boolean; inForce: number | null; versions: Agreement[] }> }>(), errors: [],
  }),
  /** S0-29, S2-17: the next version, in force from a day; with a law and a day it closes the service (S0-30, S2-18). */
  publishAgreement: operation({
    kind: 'write', access: writer,
    input: z.object({
      service: z.enum(services), version: z.number().int(), text: paragraphs(20_000, 20), from: jalaliDay,
      closesOn: optional(jalaliDay), closingLaw: line(300, 0).default(''),
    }),
    output: shape<Agreement>(), errors: ['AGREEMENT_ORDER'],
  }),
  /** S4-20: what the state machine really allows. */
  process: operation({ kind: 'read', access: 'signed_in', input: noInput, output: shape<{ steps: ProcessStep[] }>(), errors: [] }),
}
