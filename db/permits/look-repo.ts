import type { Reader, Writer } from '../handle'
import { prepared } from '../prepared'

/** What a Director last saw of a dossier. `seen` is JSON of main/permits/desk/seen-values.ts; `seq` the ledger's last entry then. */
export type LookRow = { version: number; seq: number; at: string; seen: string }

export const findLook = (db: Reader, username: string, dossierId: string): LookRow | undefined =>
  prepared<[string, string], LookRow>(db, 'SELECT version, seq, at, seen FROM desk_looks WHERE username = ? AND dossier_id = ?').get(username, dossierId)

/** Puts a look in the place of the one before. */
export const putLook = (db: Writer, username: string, dossierId: string, look: LookRow): void => {
  prepared(db, `
    INSERT INTO desk_looks (username, dossier_id, version, seq, at, seen) VALUES (@username, @dossierId, @version, @seq, @at, @seen)
    ON CONFLICT (username, dossier_id) DO UPDATE SET version = excluded.version, seq = excluded.seq, at = excluded.at, seen = excluded.seen
  `).run({ ...look, username, dossierId })
}
