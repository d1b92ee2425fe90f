import type { Attendee, Finding, VisitForm } from '#contract/inspections'
import { RowStale } from '../faults'
import type { Reader, Writer } from '../handle'
import { prepared } from '../prepared'

type Stored = Omit<VisitForm, 'attendees' | 'active' | 'skill' | 'management' | 'executionAssured'> & {
  attendees: string
  activeOk: number
  activeNote: string
  skillOk: number
  skillNote: string
  managementOk: number
  managementNote: string
  executionAssured: number | null
}

const columns = `
  id, version, permit_no AS permitNo, visited_on AS visitedOn, attendees, active_ok AS activeOk, active_note AS activeNote,
  skill_ok AS skillOk, skill_note AS skillNote, management_ok AS managementOk, management_note AS managementNote,
  execution_assured AS executionAssured, state, completed_by AS completedBy, completed_at AS completedAt`

const finding = (ok: number, note: string): Finding => ({ ok: ok === 1, note })

const toForm = (s: Stored): VisitForm => ({
  id: s.id, version: s.version, permitNo: s.permitNo, visitedOn: s.visitedOn,
  attendees: JSON.parse(s.attendees) as Attendee[],
  active: finding(s.activeOk, s.activeNote), skill: finding(s.skillOk, s.skillNote), management: finding(s.managementOk, s.managementNote),
  executionAssured: s.executionAssured === null ? null : s.executionAssured === 1,
  state: s.state, completedBy: s.completedBy, completedAt: s.completedAt,
})

export const findVisit = (db: Reader, id: string): VisitForm | undefined => {
  const stored = db.prepare<[string], Stored>(`SELECT ${columns} FROM inspections WHERE id = ?`).get(id)
  return stored && toForm(stored)
}

/** A permit's visits, newest first. */
export const visitsOf = (db: Reader, permitNo: string): VisitForm[] =>
  db.prepare<[string], Stored>(`SELECT ${columns} FROM inspections WHERE permit_no = ? ORDER BY visited_on DESC, id DESC`).all(permitNo).map(toForm)

/** The permit's form that is still open, if any: there is at most one. */
export const openVisitOf = (db: Reader, permitNo: string): VisitForm | undefined => {
  const stored = db.prepare<[string], Stored>(`SELECT ${columns} FROM inspections WHERE permit_no = ? AND state = 'visited'`).get(permitNo)
  return stored && toForm(stored)
}

export const hasCompleteVisit = (db: Reader, permitNo: string): boolean =>
  db.prepare<[string], number>("SELECT 1 FROM inspections WHERE permit_no = ? AND state = 'complete' LIMIT 1").pluck().get(permitNo) === 1

/** The role under which a form was completed: REF-03 checks it from the record, not from today's access table. */
export const completedRole = (db: Reader, id: string): string | null =>
  db.prepare<[string], string | null>('SELECT completed_role FROM inspections WHERE id = ?').pluck().get(id) ?? null

export type VisitContent = Pick<VisitForm, 'permitNo' | 'visitedOn' | 'attendees' | 'active' | 'skill' | 'management' | 'executionAssured'>

const values = (v: VisitContent) => ({
  permitNo: v.permitNo, visitedOn: v.visitedOn, attendees: JSON.stringify(v.attendees),
  activeOk: v.active.ok ? 1 : 0, activeNote: v.active.note, skillOk: v.skill.ok ? 1 : 0, skillNote: v.skill.note,
  managementOk: v.management.ok ? 1 : 0, managementNote: v.management.note,
  executionAssured: v.executionAssured === null ? null : v.executionAssured ? 1 : 0,
})

export const insertVisit = (db: Writer, id: string, visit: VisitContent, recordedBy: string): void => {
  db.prepare(`
    INSERT INTO inspections (id, version, kind, dossier_id, permit_no, visited_on, attendees, active_ok, active_note, skill_ok, skill_note,
      management_ok, management_note, execution_assured, state, recorded_by)
    VALUES (@id, 1, 'post', (SELECT dossier_id FROM permits WHERE no = @permitNo), @permitNo, @visitedOn, @attendees, @activeOk, @activeNote, @skillOk, @skillNote, @managementOk,
      @managementNote, @executionAssured, 'visited', @recordedBy)
  `).run({ ...values(visit), id, recordedBy })
}

/** @throws RowStale when somebody changed the form since `version` was read. */
export const updateVisit = (db: Writer, id: string, version: number, visit: VisitContent, recordedBy: string): void => {
  const { changes } = db.prepare(`
    UPDATE inspections SET version = version + 1, permit_no = @permitNo, visited_on = @visitedOn, attendees = @attendees,
      active_ok = @activeOk, active_note = @activeNote, skill_ok = @skillOk, skill_note = @skillNote,
      management_ok = @managementOk, management_note = @managementNote, execution_assured = @executionAssured, recorded_by = @recordedBy
    WHERE id = @id AND version = @version AND state = 'visited'
  `).run({ ...values(visit), id, version, recordedBy })
  if (changes === 0) throw new RowStale(id)
}

/** @throws RowStale when somebody changed or completed the form since `version` was read. */
export const markComplete = (db: Writer, id: string, version: number, by: { username: string; role: string; at: string }): void => {
  const { changes } = db.prepare(`
    UPDATE inspections SET version = version + 1, state = 'complete', completed_by = ?, completed_role = ?, completed_at = ?
    WHERE id = ? AND version = ? AND state = 'visited'
  `).run(by.username, by.role, by.at, id, version)
  if (changes === 0) throw new RowStale(id)
}

/** S1-B2: whether the mandatory check before a supporter's permit is completed. */
export const prePermitCheckDone = (db: Reader, dossierId: string): boolean =>
  prepared<[string], number>(db, "SELECT 1 FROM inspections WHERE dossier_id = ? AND kind = 'pre_permit' AND state = 'complete'").pluck().get(dossierId) === 1
