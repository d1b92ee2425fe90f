import type { Pause } from '#contract/casework'
import type { IsoDay } from '#contract/values/jalali'
import type { Reader, Writer } from '../handle'
import { prepared } from '../prepared'

/** When and why the clock of a dossier stood still (S0-11), oldest first. */
export const listPauses = (db: Reader, dossierId: string): Pause[] =>
  prepared<[string], Omit<Pause, 'restarted'> & { restarted: number }>(
    db, 'SELECT from_day AS fromDay, to_day AS toDay, kind, reason, restarted FROM dossier_pauses WHERE dossier_id = ? ORDER BY no',
  ).all(dossierId).map((stored) => ({ ...stored, restarted: stored.restarted === 1 }))

export const openPause = (db: Writer, dossierId: string, pause: Omit<Pause, 'toDay' | 'restarted'>): void => {
  prepared(db, `
    INSERT INTO dossier_pauses (dossier_id, no, from_day, to_day, kind, reason)
    VALUES (@dossierId, (SELECT count(*) + 1 FROM dossier_pauses WHERE dossier_id = @dossierId), @fromDay, NULL, @kind, @reason)
  `).run({ ...pause, dossierId })
}

/** Ends the pause that is open, if one is. `restarted`: fourteen new days begin with it. */
export const closePause = (db: Writer, dossierId: string, toDay: IsoDay, restarted = false): void => {
  prepared(db, 'UPDATE dossier_pauses SET to_day = ?, restarted = ? WHERE dossier_id = ? AND to_day IS NULL').run(toDay, restarted ? 1 : 0, dossierId)
}
