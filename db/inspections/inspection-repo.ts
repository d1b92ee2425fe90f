import type { Attendee, PlannedVisit, VisitForm, VisitKind } from '#contract/inspections'
import type { IsoDay } from '#contract/values/jalali'
import { RowStale } from '../faults'
import type { Reader, Writer } from '../handle'
import { prepared } from '../prepared'
import { toForm, toPlanned, visitColumns, type StoredVisit } from './inspection-row'

const find = (db: Reader, id: string): StoredVisit | undefined =>
  prepared<[string], StoredVisit>(db, `SELECT ${visitColumns} FROM inspections WHERE id = ?`).get(id)

/** A visit that was made, in whatever state its form is. */
export const findVisit = (db: Reader, id: string): VisitForm | undefined => {
  const stored = find(db, id)
  return (stored && toForm(db, stored)) ?? undefined
}

/** A visit that is still only planned. */
export const findPlanned = (db: Reader, id: string): PlannedVisit | undefined => {
  const stored = find(db, id)
  return (stored && toPlanned(stored)) ?? undefined
}

const forms = (db: Reader, rows: readonly StoredVisit[]): VisitForm[] => rows.map((row) => toForm(db, row)).filter((form) => form !== null)

/** A permit's visits, newest first. */
export const visitsOf = (db: Reader, permitNo: string): VisitForm[] => forms(db, prepared<[string], StoredVisit>(
  db, `SELECT ${visitColumns} FROM inspections WHERE permit_no = ? ORDER BY visited_on DESC, form_version DESC, id DESC`).all(permitNo))

/** Every visit of a dossier, before and after its permit, newest first. */
export const visitsOfDossier = (db: Reader, dossierId: string): VisitForm[] => forms(db, prepared<[string], StoredVisit>(
  db, `SELECT ${visitColumns} FROM inspections WHERE dossier_id = ? ORDER BY visited_on DESC, form_version DESC, id DESC`).all(dossierId))

const notNull = <T>(items: readonly (T | null)[]): T[] => items.filter((item) => item !== null)

export const plannedOfDossier = (db: Reader, dossierId: string): PlannedVisit[] => notNull(prepared<[string], StoredVisit>(
  db, `SELECT ${visitColumns} FROM inspections WHERE dossier_id = ? AND state = 'planned' ORDER BY planned_on`).all(dossierId).map(toPlanned))

export type OpenVisit = { planned: PlannedVisit | null; form: VisitForm | null }

/** What is under way for a dossier in a kind of visit: planned, or recorded and not completed. There is at most one. */
export const openVisitOf = (db: Reader, dossierId: string, kind: VisitKind): OpenVisit | undefined => {
  const stored = prepared<[string, string], StoredVisit>(
    db, `SELECT ${visitColumns} FROM inspections WHERE dossier_id = ? AND kind = ? AND state IN ('planned', 'visited') AND corrects IS NULL`,
  ).get(dossierId, kind)
  return stored && { planned: toPlanned(stored), form: toForm(db, stored) }
}

/** Every visit under way, the earliest appointment first. */
export const openVisits = (db: Reader): { dossierId: string; permitNo: string | null; kind: VisitKind }[] =>
  prepared<[], { dossierId: string; permitNo: string | null; kind: VisitKind }>(db, `
    SELECT dossier_id AS dossierId, permit_no AS permitNo, kind FROM inspections WHERE state IN ('planned', 'visited') ORDER BY planned_on, id
  `).all()

export const hasCompleteVisit = (db: Reader, permitNo: string): boolean =>
  prepared<[string], number>(db, "SELECT 1 FROM inspections WHERE permit_no = ? AND state = 'complete' LIMIT 1").pluck().get(permitNo) === 1

/** S1-B2: whether the mandatory check before a supporter's permit is completed. */
export const prePermitCheckDone = (db: Reader, dossierId: string): boolean =>
  prepared<[string], number>(db, "SELECT 1 FROM inspections WHERE dossier_id = ? AND kind = 'pre_permit' AND state = 'complete'").pluck().get(dossierId) === 1

/** S1-B2: day of the newest completed check before a loan. */
export const preLoanCheckOn = (db: Reader, permitNo: string): IsoDay | null =>
  prepared<[string], IsoDay | null>(db, "SELECT max(visited_on) FROM inspections WHERE permit_no = ? AND kind = 'pre_loan' AND state = 'complete'").pluck().get(permitNo) ?? null

/** The role under which a form was completed: REF-03 checks it from the record, not from today's access table. */
export const completedRole = (db: Reader, id: string): string | null =>
  prepared<[string], string | null>(db, 'SELECT completed_role FROM inspections WHERE id = ?').pluck().get(id) ?? null

export type Subject = { kind: VisitKind; dossierId: string; permitNo: string | null }
export type VisitContent = Pick<VisitForm, 'visitedOn' | 'attendees' | 'active' | 'skill' | 'management' | 'executionAssured' | 'coveredSeen'>

const values = (v: VisitContent) => ({
  visitedOn: v.visitedOn, attendees: JSON.stringify(v.attendees),
  activeOk: v.active.ok ? 1 : 0, activeScore: v.active.score, activeNote: v.active.note,
  skillOk: v.skill.ok ? 1 : 0, skillScore: v.skill.score, skillNote: v.skill.note,
  managementOk: v.management.ok ? 1 : 0, managementScore: v.management.score, managementNote: v.management.note,
  executionAssured: v.executionAssured === null ? null : v.executionAssured ? 1 : 0,
})

const replaceSeen = (db: Writer, id: string, visit: VisitContent): void => {
  prepared(db, 'DELETE FROM covered_seen WHERE inspection_id = ?').run(id)
  const insert = prepared(db, 'INSERT INTO covered_seen (inspection_id, dossier_id, working, note) VALUES (?, ?, ?, ?)')
  for (const one of visit.coveredSeen) insert.run(id, one.dossierId, one.working ? 1 : 0, one.note)
}

/** What a new form corrects (I05). */
export type Correction = { id: string; formVersion: number; reason: string }

export const insertVisit = (db: Writer, id: string, subject: Subject, visit: VisitContent, recordedBy: string, correction: Correction | null = null): void => {
  prepared(db, `
    INSERT INTO inspections (id, version, form_version, corrects, correct_reason, kind, dossier_id, permit_no, visited_on, attendees, active_ok,
      active_score, active_note, skill_ok, skill_score, skill_note, management_ok, management_score, management_note, execution_assured, state,
      recorded_by)
    VALUES (@id, 1, @formVersion, @corrects, @correctReason, @kind, @dossierId, @permitNo, @visitedOn, @attendees, @activeOk, @activeScore,
      @activeNote, @skillOk, @skillScore, @skillNote, @managementOk, @managementScore, @managementNote, @executionAssured, 'visited', @recordedBy)
  `).run({
    ...values(visit), id, recordedBy, kind: subject.kind, dossierId: subject.dossierId, permitNo: subject.permitNo,
    formVersion: correction ? correction.formVersion + 1 : 1, corrects: correction?.id ?? null, correctReason: correction?.reason ?? null,
  })
  replaceSeen(db, id, visit)
}

/** Writes a form again, or the form of a visit that was planned. @throws RowStale when somebody changed it since `version` was read. */
export const updateVisit = (db: Writer, id: string, version: number, visit: VisitContent, recordedBy: string): void => {
  const { changes } = prepared(db, `
    UPDATE inspections SET version = version + 1, state = 'visited', visited_on = @visitedOn, attendees = @attendees,
      active_ok = @activeOk, active_score = @activeScore, active_note = @activeNote, skill_ok = @skillOk, skill_score = @skillScore,
      skill_note = @skillNote, management_ok = @managementOk, management_score = @managementScore, management_note = @managementNote,
      execution_assured = @executionAssured, recorded_by = @recordedBy
    WHERE id = @id AND version = @version AND state IN ('planned', 'visited')
  `).run({ ...values(visit), id, version, recordedBy })
  if (changes === 0) throw new RowStale(id)
  replaceSeen(db, id, visit)
}

/** I01. */
export const insertPlanned = (db: Writer, id: string, subject: Subject, plannedOn: IsoDay, team: readonly Attendee[], by: string): void => {
  prepared(db, `
    INSERT INTO inspections (id, version, kind, dossier_id, permit_no, planned_on, attendees, state, recorded_by)
    VALUES (@id, 1, @kind, @dossierId, @permitNo, @plannedOn, @team, 'planned', @by)
  `).run({ id, kind: subject.kind, dossierId: subject.dossierId, permitNo: subject.permitNo, plannedOn, team: JSON.stringify(team), by })
}

/** I04. @throws RowStale. */
export const markCancelled = (db: Writer, id: string, version: number, reason: string): void => {
  const { changes } = prepared(db, `
    UPDATE inspections SET version = version + 1, state = 'cancelled', cancel_reason = ? WHERE id = ? AND version = ? AND state = 'planned'
  `).run(reason, id, version)
  if (changes === 0) throw new RowStale(id)
}

/** I05: the complete form that a correction stands in for. @throws RowStale. */
export const markSuperseded = (db: Writer, id: string, version: number): void => {
  const { changes } = prepared(db, "UPDATE inspections SET version = version + 1, state = 'superseded' WHERE id = ? AND version = ? AND state = 'complete'").run(id, version)
  if (changes === 0) throw new RowStale(id)
}

/** I03. @throws RowStale when somebody changed or completed the form since `version` was read. */
export const markComplete = (db: Writer, id: string, version: number, by: { username: string; role: string; at: string }): void => {
  const { changes } = prepared(db, `
    UPDATE inspections SET version = version + 1, state = 'complete', completed_by = ?, completed_role = ?, completed_at = ?
    WHERE id = ? AND version = ? AND state = 'visited'
  `).run(by.username, by.role, by.at, id, version)
  if (changes === 0) throw new RowStale(id)
}
