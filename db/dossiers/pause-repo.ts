import type { Pause } from '#contract/casework'
import type { IsoDay } from '#contract/values/jalali'
import type { Reader, Writer } from '../handle'
import { prepared } from '../prepared'

/** When and why the clock of a dossier stood still (S0-11), oldest first. */
export const listPauses = (db: Reader, dossierId: string): Pause[] =>
  prepared<[string], Pause>(
    db, 'SELECT from_day AS fromDay, to_day AS toDay, kind, reason FROM dossier_pauses WHERE dossier_id = ? ORDER BY no',
  ).all(dossierId)

export const openPause = (db: Writer, dossierId: string, pause: Omit<Pause, 'toDay'>): void => {
  prepared(db, `
    INSERT INTO dossier_pauses (dossier_id, no, from_day, to_day, kind, reason)
    VALUES (@dossierId, (SELECT count(*) + 1 FROM dossier_pauses WHERE dossier_id = @dossierId), @fromDay, NULL, @kind, @reason)
  `).run({ ...pause, dossierId })
}

export const closePause = (db: Writer, dossierId: string, toDay: IsoDay): void => {
  prepared(db, 'UPDATE dossier_pauses SET to_day = ? WHERE dossier_id = ? AND to_day IS NULL').run(toDay, dossierId)
}
