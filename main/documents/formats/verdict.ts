import type { ScanFile } from '#contract/documents'

/** What a reader says of bytes: their facts, or why they are refused (`found`: which part, for the sentence and the log). */
export type Verdict =
  | { ok: true; facts: Pick<ScanFile, 'type' | 'pages' | 'width' | 'height'> }
  | { ok: false; code: RefusalCode; found: string }

export type RefusalCode =
  | 'DOCUMENT_TYPE' | 'DOCUMENT_DAMAGED' | 'DOCUMENT_TOO_LARGE' | 'DOCUMENT_PIXELS' | 'DOCUMENT_PAGES' | 'DOCUMENT_ACTIVE' | 'DOCUMENT_ENCRYPTED'
  | 'DOCUMENT_EDITED' | 'DOCUMENT_MIXED'

export const refuse = (code: RefusalCode, found: string): Verdict => ({ ok: false, code, found })
export const damaged = (found: string): Verdict => refuse('DOCUMENT_DAMAGED', found)
