import type { Reader, Writer } from '../handle'
import { prepared } from '../prepared'

export type ScratchRow = { form: string; content: string; at: string }

/** Unfinished forms that one user keeps at most; the oldest give way. */
const kept = 20

/** Writes what one user has typed into one form so far, in place of what it held. */
export const saveScratchRow = (db: Writer, username: string, row: ScratchRow): void => {
  prepared(db, `
    INSERT INTO scratch_forms (username, form, content, at) VALUES (@username, @form, @content, @at)
    ON CONFLICT (username, form) DO UPDATE SET content = excluded.content, at = excluded.at
  `).run({ ...row, username })
  prepared(db, `
    DELETE FROM scratch_forms WHERE username = ? AND form NOT IN (SELECT form FROM scratch_forms WHERE username = ? ORDER BY at DESC, form LIMIT ${kept})
  `).run(username, username)
}

export const findScratch = (db: Reader, username: string, form: string): ScratchRow | undefined =>
  prepared<[string, string], ScratchRow>(db, 'SELECT form, content, at FROM scratch_forms WHERE username = ? AND form = ?').get(username, form)

/** A user's own unfinished forms, newest first. */
export const listScratches = (db: Reader, username: string): ScratchRow[] =>
  prepared<[string], ScratchRow>(db, 'SELECT form, content, at FROM scratch_forms WHERE username = ? ORDER BY at DESC, form').all(username)

export const dropScratchRow = (db: Writer, username: string, form: string): void => {
  prepared(db, 'DELETE FROM scratch_forms WHERE username = ? AND form = ?').run(username, form)
}

/** A filed dossier's form is finished, whoever was typing in it. The few forms there are need no index. */
export const dropScratchOf = (db: Writer, dossierId: string): void => {
  prepared(db, "DELETE FROM scratch_forms WHERE iif(json_valid(content), json_extract(content, '$.dossier.id'), NULL) = ?").run(dossierId)
}
