import type { Death, Empowerment, Objection, VisitNotice } from '#contract/casework'
import type { Reader, Writer } from '../handle'
import { prepared } from '../prepared'

/** The parts of the development model's empowerment that are done or waived (S3-10). */
export const listEmpowerment = (db: Reader, dossierId: string): Empowerment[] =>
  prepared<[string], Empowerment>(
    db, 'SELECT item, done_on AS doneOn, waived_reason AS waivedReason, note FROM empowerment_items WHERE dossier_id = ? ORDER BY at',
  ).all(dossierId)

/** One part, written again if it was there. */
export const saveEmpowerment = (db: Writer, dossierId: string, part: Empowerment, at: string, by: string): void => {
  prepared(db, `
    INSERT INTO empowerment_items (dossier_id, item, done_on, waived_reason, note, at, by_user) VALUES (@dossierId, @item, @doneOn, @waivedReason, @note, @at, @by)
    ON CONFLICT (dossier_id, item) DO UPDATE SET done_on = excluded.done_on, waived_reason = excluded.waived_reason, note = excluded.note,
      at = excluded.at, by_user = excluded.by_user
  `).run({ ...part, dossierId, at, by })
}

export const objectionOf = (db: Reader, dossierId: string): Objection | null =>
  prepared<[string], Objection>(db, 'SELECT on_day AS "on", text, against FROM objections WHERE dossier_id = ?').get(dossierId) ?? null

/** One objection a dossier. */
export const insertObjection = (db: Writer, dossierId: string, objection: Objection, at: string): void => {
  prepared(db, 'INSERT INTO objections (dossier_id, on_day, text, against, at) VALUES (@dossierId, @on, @text, @against, @at)').run({ ...objection, dossierId, at })
}

/** Visits the applicant was told of (S0-23), oldest first. */
export const listVisits = (db: Reader, dossierId: string): VisitNotice[] =>
  prepared<[string], VisitNotice>(
    db, 'SELECT on_day AS "on", place, reason, notified_at AS notifiedAt FROM visit_notices WHERE dossier_id = ? ORDER BY no',
  ).all(dossierId)

export const insertVisit = (db: Writer, dossierId: string, visit: VisitNotice, by: string): void => {
  prepared(db, `
    INSERT INTO visit_notices (dossier_id, no, on_day, place, reason, notified_at, by_user)
    VALUES (@dossierId, (SELECT count(*) + 1 FROM visit_notices WHERE dossier_id = @dossierId), @on, @place, @reason, @notifiedAt, @by)
  `).run({ ...visit, dossierId, by })
}

/** S0-25: recorded once for a person, whatever they asked for. */
export const deathOf = (db: Reader, nationalId: string): Death | null =>
  prepared<[string], Death>(db, 'SELECT died_on AS "on", source, reference FROM deaths WHERE national_id = ?').get(nationalId) ?? null

export const insertDeath = (db: Writer, nationalId: string, death: Death, at: string, by: string): void => {
  prepared(db, 'INSERT INTO deaths (national_id, died_on, source, reference, at, by_user) VALUES (@nationalId, @on, @source, @reference, @at, @by)')
    .run({ ...death, nationalId, at, by })
}

/** P12: the record of a death that was wrong; what it said stays in the ledger. */
export const removeDeath = (db: Writer, nationalId: string): void => {
  prepared(db, 'DELETE FROM deaths WHERE national_id = ?').run(nationalId)
}
