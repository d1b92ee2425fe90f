import type { IsoDay } from '#contract/values/jalali'
import type { Reader, Writer } from '../handle'
import { prepared } from '../prepared'

/** The exact bytes that a Director was shown, or will be, for one dossier. */
export type DraftRow = {
  dossierId: string
  no: string
  /** Place in the status list, `list:place`; stays with the dossier like the number. */
  place: string
  bytes: string
  digest: string
  dossierVersion: number
  /** Canonical JSON of the face record, with its salt. */
  face: string
  issueDay: IsoDay
  frozenAt: string
  frozenBy: string
  /** Whether the Director opened it alone, rather than seeing it in a list. */
  opened: boolean
}
type Stored = Omit<DraftRow, 'opened'> & { opened: number }

export const findDraft = (db: Reader, dossierId: string): DraftRow | undefined => {
  const stored = prepared<[string], Stored>(db, `
    SELECT dossier_id AS dossierId, no, place, bytes, digest, dossier_version AS dossierVersion, face, issue_day AS issueDay,
      frozen_at AS frozenAt, frozen_by AS frozenBy, opened
    FROM permit_drafts WHERE dossier_id = ?
  `).get(dossierId)
  return stored && { ...stored, opened: stored.opened === 1 }
}

export const putDraft = (db: Writer, row: DraftRow): void => {
  prepared(db, `
    INSERT INTO permit_drafts (dossier_id, no, place, bytes, digest, dossier_version, face, issue_day, frozen_at, frozen_by, opened)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (dossier_id) DO UPDATE SET bytes = excluded.bytes, digest = excluded.digest,
      dossier_version = excluded.dossier_version, face = excluded.face, issue_day = excluded.issue_day,
      frozen_at = excluded.frozen_at, frozen_by = excluded.frozen_by, opened = excluded.opened
  `).run(
    row.dossierId, row.no, row.place, row.bytes, row.digest, row.dossierVersion, row.face, row.issueDay, row.frozenAt, row.frozenBy,
    row.opened ? 1 : 0,
  )
}

export const markOpened = (db: Writer, dossierId: string): void => {
  db.prepare('UPDATE permit_drafts SET opened = 1 WHERE dossier_id = ?').run(dossierId)
}

/** Drafts of dossiers that ended without a permit, so many at most: their numbers will never be signed. */
export const spoiledDrafts = (db: Reader, most: number): { dossierId: string; no: string }[] =>
  prepared<[number], { dossierId: string; no: string }>(db, `
    SELECT p.dossier_id AS dossierId, p.no FROM permit_drafts p JOIN dossiers d ON d.id = p.dossier_id
    WHERE d.state IN ('refused', 'withdrawn', 'lapsed', 'closed_by_death') ORDER BY p.no LIMIT ?
  `).all(most)

/** The draft has become a permit, or never will. */
export const dropDraft = (db: Writer, dossierId: string): void => {
  prepared(db, 'DELETE FROM permit_drafts WHERE dossier_id = ?').run(dossierId)
}

/** @returns false when the place is taken. */
export const takePlace = (db: Writer, list: string, place: number, no: string): boolean =>
  prepared(db, 'INSERT INTO status_places VALUES (?, ?, ?) ON CONFLICT (list, place) DO NOTHING').run(list, place, no).changes === 1
