import type { Attendee, CoveredSeen, Finding, PlannedVisit, VisitForm } from '#contract/inspections'
import type { Reader } from '../handle'
import { prepared } from '../prepared'
import { findStaff } from '../staff/staff-repo'

/** A visit as it lies in its table; what nobody has found yet is null. */
export type StoredVisit = Omit<VisitForm, 'attendees' | 'active' | 'skill' | 'management' | 'executionAssured' | 'coveredSeen' | 'visitedOn' | 'state' | 'completedByName'> & {
  state: VisitForm['state'] | 'planned' | 'cancelled'
  plannedOn: string | null
  visitedOn: string | null
  attendees: string
  activeOk: number | null
  activeScore: number | null
  activeNote: string
  skillOk: number | null
  skillScore: number | null
  skillNote: string
  managementOk: number | null
  managementScore: number | null
  managementNote: string
  executionAssured: number | null
}

export const visitColumns = `
  id, version, form_version AS formVersion, kind, dossier_id AS dossierId, permit_no AS permitNo, planned_on AS plannedOn, visited_on AS visitedOn,
  attendees, active_ok AS activeOk, active_score AS activeScore, active_note AS activeNote, skill_ok AS skillOk, skill_score AS skillScore,
  skill_note AS skillNote, management_ok AS managementOk, management_score AS managementScore, management_note AS managementNote,
  execution_assured AS executionAssured, state, correct_reason AS correctReason, completed_by AS completedBy, completed_at AS completedAt`

const finding = (ok: number | null, score: number | null, note: string): Finding => ({ ok: ok === 1, score, note })
const attendeesOf = (s: StoredVisit): Attendee[] => JSON.parse(s.attendees) as Attendee[]

/** A visit that was made; null while it is only planned, or was cancelled. */
export const toForm = (db: Reader, s: StoredVisit): VisitForm | null =>
  s.state === 'planned' || s.state === 'cancelled' || s.visitedOn === null ? null : {
    id: s.id, version: s.version, formVersion: s.formVersion, kind: s.kind, dossierId: s.dossierId, permitNo: s.permitNo, visitedOn: s.visitedOn,
    attendees: attendeesOf(s), active: finding(s.activeOk, s.activeScore, s.activeNote), skill: finding(s.skillOk, s.skillScore, s.skillNote),
    management: finding(s.managementOk, s.managementScore, s.managementNote),
    executionAssured: s.executionAssured === null ? null : s.executionAssured === 1, coveredSeen: coveredSeenOf(db, s.id),
    state: s.state, correctReason: s.correctReason, completedBy: s.completedBy,
    completedByName: s.completedBy === null ? null : (findStaff(db, s.completedBy)?.displayName ?? s.completedBy), completedAt: s.completedAt,
  }

export const toPlanned = (s: StoredVisit): PlannedVisit | null =>
  s.state !== 'planned' || s.plannedOn === null ? null : {
    id: s.id, version: s.version, kind: s.kind, dossierId: s.dossierId, permitNo: s.permitNo, plannedOn: s.plannedOn, team: attendeesOf(s),
  }

type StoredSeen = Omit<CoveredSeen, 'working'> & { working: number }
const coveredSeenOf = (db: Reader, id: string): CoveredSeen[] =>
  prepared<[string], StoredSeen>(db, 'SELECT dossier_id AS dossierId, working, note FROM covered_seen WHERE inspection_id = ? ORDER BY dossier_id')
    .all(id).map((one) => ({ ...one, working: one.working === 1 }))
