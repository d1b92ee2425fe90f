import { z } from 'zod'
import { operation, shape } from './define'
import type { DocumentKind } from './dossiers'
import { digest, jalaliDay, line, optional, plain, uuid } from './values/fields'

/**
 * Everything a scan may show: the paper checklist with the deed and the contract apart (S4-16), the agencies' confirmations
 * (S0-18), and what comes later in a permit's life. `residence` stands for «either of the two» and is only ever waived.
 */
export const scanKinds = [
  'skill', 'military', 'photos', 'birth-certificate', 'national-card', 'residence', 'home-deed', 'home-contract', 'degree',
  'health-card', 'form-print', 'agency-confirmation', 'employment-letter', 'death-certificate', 'other',
] as const
export type ScanKind = (typeof scanKinds)[number]

const onChecklist: Readonly<Record<ScanKind, DocumentKind | null>> = {
  skill: 'skill', military: 'military', photos: 'photos', 'birth-certificate': 'birth-certificate', 'national-card': 'national-card',
  residence: 'residence', 'home-deed': 'residence', 'home-contract': 'residence', degree: 'degree', 'health-card': 'health-card',
  'form-print': 'form-print', 'agency-confirmation': null, 'employment-letter': null, 'death-certificate': null, other: null,
}

/** The line of the paper checklist that a scan answers, if any (S4-12…S4-19). */
export const checklistKind = (kind: ScanKind): DocumentKind | null => onChecklist[kind]

/** How many separate files make a kind whole: two photos (S4-14), one of anything else. */
export const filesNeeded = (kind: ScanKind): number => (kind === 'photos' ? 2 : 1)

const mega = 1024 * 1024
/**
 * `fileBytes`: a colour A4 at 300 dpi is 1–3 MB as JPEG; ten leave room for several sheets in one PDF and still cross the
 * door in one call. `files`: fifteen kinds, some of several sheets, and a round of corrections. `pixels`: A3 at 400 dpi is
 * 31 MP; 40 MP unpacked are 160 MB, about what a page may take. `pages`: the longest deed book has some thirty.
 * `sheets`: files of one kind side by side. `thumbnailBytes`: a picture of 160 points at most.
 */
export const scanLimits = { fileBytes: 10 * mega, files: 40, pixels: 40_000_000, pages: 50, sheets: 9, thumbnailBytes: 24 * 1024, thumbnailPixels: 160 * 160 } as const

/** Most sheets of one kind beside one another: the second photo is the last. */
export const sheetsOf = (kind: ScanKind): number => (kind === 'photos' ? 2 : scanLimits.sheets)

export const scanTypes = ['image/jpeg', 'image/png', 'application/pdf'] as const
export type ScanType = (typeof scanTypes)[number]

export const documentStates = ['attached', 'verified', 'rejected', 'waived'] as const
export type DocumentState = (typeof documentStates)[number]

export type ScanFile = {
  sha256: string
  size: number
  type: ScanType
  pages: number
  /** Points of an image; null for a PDF. */
  width: number | null
  height: number | null
}

export type ScanDocument = {
  id: string
  version: number
  kind: ScanKind
  /** Which confirmation (S0-18) or what other paper; empty for the kinds that say it all. */
  title: string
  /** 1 for the first sheet of its kind. */
  no: number
  state: DocumentState
  /** Null when the paper was waived. */
  file: ScanFile | null
  /** A small JPEG in base64, made by whoever attached it; null where there is none or the reader may not see it. */
  thumbnail: string | null
  documentNo: string | null
  issuedOn: string | null
  validUntil: string | null
  /** Why it was rejected or is not needed. */
  reason: string | null
  /** S0-21: through the counter or the portal, nothing else. */
  channel: 'counter' | 'online'
  attachedBy: string
  attachedAt: string
  decidedBy: string | null
  decidedAt: string | null
  /** Earlier files in this place, newest first: they are kept. */
  earlier: { id: string; sha256: string | null; attachedBy: string; attachedAt: string }[]
  /** Tracking codes of other persons' dossiers that hold the very same file. */
  alsoOn: string[]
}

export type DocumentList = {
  items: ScanDocument[]
  /** Titles of the agency confirmations this dossier's field needs (S0-18). */
  confirmations: string[]
  /** Whether files may still be added, and whether what is here may be replaced, taken out or judged. */
  mayAdd: boolean
  mayChange: boolean
  mayRemove: boolean
}

const reason = line(200, 3)
const target = { id: uuid, version: z.number().int() }
const title = line(120, 0).default('')

const refusedFile = [
  'DOCUMENT_TYPE', 'DOCUMENT_DAMAGED', 'DOCUMENT_TOO_LARGE', 'DOCUMENT_PIXELS', 'DOCUMENT_PAGES', 'DOCUMENT_ACTIVE', 'DOCUMENT_ENCRYPTED',
  'DOCUMENT_EDITED', 'DOCUMENT_MIXED', 'DOCUMENT_NOT_IMAGE', 'DOCUMENT_TOO_MANY',
] as const

export const documents = {
  /** Reads the type from the bytes, never from a name; a file that is not wholly sound is refused and nothing is kept. */
  attach: operation({
    kind: 'write', access: ['expert', 'clerk'],
    input: z.object({
      dossierId: uuid,
      kind: z.enum(scanKinds).exclude(['residence']),
      title,
      contentBase64: z.base64(),
      /** Small JPEG of the first page. */
      thumbnailBase64: plain(2 * scanLimits.thumbnailBytes).nullable().default(null),
      documentNo: optional(line(40)),
      issuedOn: optional(jalaliDay),
      validUntil: optional(jalaliDay),
      /** The file whose place this one takes; the old one is kept. */
      replaces: z.object(target).nullable().default(null),
    }),
    output: shape<{ document: ScanDocument }>(),
    errors: [...refusedFile, 'DOCUMENT_TITLE', 'DOCUMENT_STATE', 'DOSSIER_STATE'],
  }),
  list: operation({
    kind: 'read', access: ['director', 'expert', 'clerk', 'system_manager', 'auditor'], input: z.object({ dossierId: uuid }),
    output: shape<DocumentList>(), errors: [],
  }),
  /** The whole file. Not for the auditor: a scan can't be masked. Each first look of a day is in the ledger (pd.view). */
  read: operation({
    kind: 'read', access: ['director', 'expert', 'clerk', 'system_manager'], input: z.object({ id: uuid }),
    output: shape<{ type: ScanType; sha256: string; contentBase64: string }>(), errors: ['DOCUMENT_LOST'],
  }),
  /** The expert has seen it; `sha256` says which bytes, so that another file can't slip in between. */
  verify: operation({
    kind: 'write', access: ['expert'], input: z.object({ ...target, sha256: digest }), output: shape<{ version: number }>(),
    errors: ['DOCUMENT_STATE', 'DOSSIER_STATE'],
  }),
  reject: operation({
    kind: 'write', access: ['expert'], input: z.object({ ...target, reason }), output: shape<{ version: number }>(),
    errors: ['DOCUMENT_STATE', 'DOSSIER_STATE'],
  }),
  /** Not needed, because …; a file that comes later takes the waiver's place. */
  waive: operation({
    kind: 'write', access: ['expert'],
    input: z.object({ dossierId: uuid, kind: z.enum(scanKinds).exclude(['home-deed', 'home-contract']), title, reason }),
    output: shape<{ document: ScanDocument }>(), errors: ['DOCUMENT_TITLE', 'DOCUMENT_STATE', 'DOSSIER_STATE'],
  }),
  /** Only while the dossier is a draft: the bytes go, the fact that they were here stays. */
  remove: operation({
    kind: 'write', access: ['expert', 'clerk'], input: z.object(target), output: shape<Record<string, never>>(),
    errors: ['DOCUMENT_STATE', 'DOSSIER_STATE'],
  }),
}
