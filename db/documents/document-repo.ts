import type { ScanDocument, ScanFile } from '#contract/documents'
import type { DocumentKind } from '#contract/dossiers'
import type { IsoDay } from '#contract/values/jalali'
import { RowStale } from '../faults'
import type { Reader, Writer } from '../handle'
import { prepared } from '../prepared'

export type FileFacts = ScanFile

export type DocumentRow = Omit<ScanDocument, 'thumbnail' | 'earlier' | 'alsoOn'> & {
  dossierId: string
  thumbnail: Buffer | null
  /** Id of the file that took its place; it stays on record. */
  replacedBy: string | null
  removedAt: string | null
}

type Stored = Omit<DocumentRow, 'file'> & { [K in keyof FileFacts]: FileFacts[K] | null }

const columns = `id, version, dossier_id AS dossierId, kind, title, no, state, sha256, size, type, pages, width, height, thumbnail,
  document_no AS documentNo, issued_on AS issuedOn, valid_until AS validUntil, reason, channel, attached_by AS attachedBy,
  attached_at AS attachedAt, decided_by AS decidedBy, decided_at AS decidedAt, replaced_by AS replacedBy, removed_at AS removedAt`

const toRow = ({ sha256, size, type, pages, width, height, ...rest }: Stored): DocumentRow => ({
  ...rest, file: sha256 === null || size === null || type === null || pages === null ? null : { sha256, size, type, pages, width, height },
})

const current = 'replaced_by IS NULL AND removed_at IS NULL'

export const findDocument = (db: Reader, id: string): DocumentRow | undefined => {
  const stored = prepared<[string], Stored>(db, `SELECT ${columns} FROM documents WHERE id = ?`).get(id)
  return stored && toRow(stored)
}

/** Everything ever attached or waived and not taken out of a draft, replaced files too, oldest first. */
export const historyOf = (db: Reader, dossierId: string): DocumentRow[] =>
  prepared<[string], Stored>(db, `SELECT ${columns} FROM documents WHERE dossier_id = ? AND removed_at IS NULL ORDER BY id`).all(dossierId).map(toRow)

/** What counts today: newest of each place, oldest first. */
export const documentsOf = (db: Reader, dossierId: string): DocumentRow[] => historyOf(db, dossierId).filter((row) => row.replacedBy === null)

/** A scan's line on the paper checklist: the home's deed or its contract will do (S4-16). */
const line = "CASE WHEN kind IN ('home-deed', 'home-contract') THEN 'residence' ELSE kind END"
const onChecklist = "kind NOT IN ('agency-confirmation', 'employment-letter', 'death-certificate', 'other')"

/**
 * Lines of the paper checklist that are answered: by a file that was not rejected, or by a waiver. Photos need two
 * (S4-14).
 */
export const attachedKinds = (db: Reader, dossierId: string): DocumentKind[] =>
  prepared<[string], DocumentKind>(db, `
    SELECT ${line} AS line FROM documents WHERE dossier_id = ? AND ${current} AND state <> 'rejected' AND ${onChecklist}
    GROUP BY line HAVING line <> 'photos' OR count(*) >= 2 OR max(state = 'waived') = 1 ORDER BY line
  `).pluck().all(dossierId)

/** Lines of which a scan was rejected and nothing was put in its place. */
export const rejectedKinds = (db: Reader, dossierId: string): DocumentKind[] =>
  prepared<[string], DocumentKind>(db, `
    SELECT DISTINCT ${line} AS line FROM documents WHERE dossier_id = ? AND ${current} AND state = 'rejected' AND ${onChecklist} ORDER BY line
  `).pluck().all(dossierId)

/** Titles of the agency confirmations that are here or waived (S0-18). */
export const attachedConfirmations = (db: Reader, dossierId: string): string[] =>
  prepared<[string], string>(db, `
    SELECT DISTINCT title FROM documents WHERE dossier_id = ? AND ${current} AND state <> 'rejected' AND kind = 'agency-confirmation' ORDER BY title
  `).pluck().all(dossierId)

export const insertDocument = (db: Writer, row: Omit<DocumentRow, 'version' | 'replacedBy' | 'removedAt'>): void => {
  const none = { sha256: null, size: null, type: null, pages: null, width: null, height: null }
  const { file, ...rest } = row
  prepared(db, `
    INSERT INTO documents (id, version, dossier_id, kind, title, no, state, sha256, size, type, pages, width, height, thumbnail, document_no,
      issued_on, valid_until, reason, channel, attached_by, attached_at, decided_by, decided_at)
    VALUES (@id, 1, @dossierId, @kind, @title, @no, @state, @sha256, @size, @type, @pages, @width, @height, @thumbnail, @documentNo,
      @issuedOn, @validUntil, @reason, @channel, @attachedBy, @attachedAt, @decidedBy, @decidedAt)
  `).run({ ...rest, ...(file ?? none) })
}

const changed = (changes: number, id: string): void => {
  if (changes === 0) throw new RowStale(id)
}

/** Gives a document's place to another one. @throws RowStale when somebody changed it since `version` was read. */
export const markReplaced = (db: Writer, id: string, version: number, by: string): void =>
  changed(prepared(db, `UPDATE documents SET replaced_by = ? WHERE id = ? AND version = ? AND ${current}`).run(by, id, version).changes, id)

/** The expert's judgement. @throws RowStale when somebody changed it since `version` was read. */
export const markDecided = (
  db: Writer, id: string, version: number, decision: { state: 'verified' | 'rejected'; reason: string | null; by: string; at: string },
): void =>
  changed(prepared(db, `
    UPDATE documents SET version = version + 1, state = @state, reason = @reason, decided_by = @by, decided_at = @at WHERE id = @id AND version = @version AND ${current}
  `).run({ ...decision, id, version }).changes, id)

/** Takes a scan out of a draft: its picture goes, its facts stay. @throws RowStale. */
export const markRemoved = (db: Writer, id: string, version: number, by: string, at: string): void =>
  changed(prepared(db, `
    UPDATE documents SET version = version + 1, removed_by = ?, removed_at = ?, thumbnail = NULL WHERE id = ? AND version = ? AND ${current}
  `).run(by, at, id, version).changes, id)

export const otherHoldersSql = `
  SELECT DISTINCT other.tracking_code FROM documents x JOIN dossiers other ON other.id = x.dossier_id
  WHERE x.sha256 = ? AND x.removed_at IS NULL AND other.national_id <> (SELECT national_id FROM dossiers WHERE id = ?) ORDER BY 1 LIMIT 5`

/** Tracking codes of other persons' dossiers with the very same file, five at most. */
export const otherHolders = (db: Reader, sha256: string, dossierId: string): string[] =>
  prepared<[string, string], string>(db, otherHoldersSql).pluck().all(sha256, dossierId)

/** Whether any document that was not taken out still stands on this file. */
export const fileIsUsed = (db: Reader, sha256: string): boolean =>
  prepared<[string], number>(db, 'SELECT 1 FROM documents WHERE sha256 = ? AND removed_at IS NULL LIMIT 1').pluck().get(sha256) === 1

/** Digest of every file that must be there. */
export const usedFiles = (db: Reader): string[] =>
  db.prepare<[], string>('SELECT DISTINCT sha256 FROM documents WHERE sha256 IS NOT NULL AND removed_at IS NULL').pluck().all()

/** Notes that somebody looked. @returns whether it was the first time that day. */
export const noteView = (db: Writer, documentId: string, username: string, day: IsoDay): boolean =>
  prepared(db, 'INSERT INTO document_views VALUES (?, ?, ?) ON CONFLICT DO NOTHING').run(documentId, username, day).changes === 1

/** Scans of a dossier that somebody has looked at, on any day. */
export const viewedScans = (db: Reader, dossierId: string, username: string): string[] =>
  prepared<[string, string], string>(db, `
    SELECT DISTINCT d.id FROM documents d CROSS JOIN document_views v ON v.document_id = d.id WHERE d.dossier_id = ? AND v.username = ? ORDER BY d.id
  `).pluck().all(dossierId, username)

export const readScanKey = (db: Reader): Buffer | undefined => db.prepare<[], Buffer>('SELECT key FROM scan_key').pluck().get()

export const insertScanKey = (db: Writer, key: Buffer): void => void db.prepare('INSERT INTO scan_key VALUES (1, ?)').run(key)
