import { uuidv7 } from 'uuidv7'
import type { Attendee, PlannedVisit } from '#contract/inspections'
import type { IsoDay } from '#contract/values/jalali'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { appendEntry } from '#main/ledger/index'
import { tellApplicant } from '#main/messages/index'
import { findPlanned, insertPlanned, markCancelled, openVisitOf } from '#db/inspections/inspection-repo'
import { transact } from '#db/transact'
import { subjectOf, type AskedSubject } from './subject'

/** S1-B1: somebody of the office and somebody of the agency. */
export const isJoint = (team: readonly Attendee[]): boolean =>
  team.some(({ side }) => side === 'office') && team.some(({ side }) => side === 'agency')

/**
 * I01: a visit with its day and joint team; the holder is told the day in the same transaction.
 * @throws Fault NOT_FOUND, PERMIT_STATE, VISIT_SUBJECT, VISIT_TEAM (S1-B1), VISIT_PLAN_DAY, VISIT_STATE {openId}.
 */
export const planVisit = (context: Context, asked: AskedSubject & { plannedOn: IsoDay; team: Attendee[] }): PlannedVisit =>
  transact(context.db, (db) => {
    const visited = subjectOf(db, asked)
    if (!isJoint(asked.team)) throw new Fault('VISIT_TEAM')
    if (asked.plannedOn < context.clock.today()) throw new Fault('VISIT_PLAN_DAY', { today: context.clock.today() })
    const open = openVisitOf(db, visited.dossierId, visited.kind)
    if (open) throw new Fault('VISIT_STATE', { openId: (open.planned ?? open.form)?.id ?? null })
    const id = uuidv7()
    const { dossier, permitNo, kind } = visited
    insertPlanned(db, id, { kind, dossierId: dossier.id, permitNo }, asked.plannedOn, asked.team, context.actor.username)
    appendEntry(context, {
      kind: 'inspection.plan', aggregate: { type: 'Inspection', id }, baseVersion: 0,
      payload: { kind, tracking_code: dossier.trackingCode, permit_no: permitNo, planned_on: asked.plannedOn, team: asked.team },
    })
    tellApplicant(context, { dossierId: dossier.id, trackingCode: dossier.trackingCode, mobile: dossier.person.mobile }, 'inspection.appointment', { date: asked.plannedOn })
    return findPlanned(db, id)!
  })

/** I04. @throws Fault NOT_FOUND, VERSION_STALE, VISIT_STATE (no longer only planned). */
export const cancelVisit = (context: Context, target: { id: string; version: number; reason: string }): { id: string; dossierId: string } =>
  transact(context.db, (db) => {
    const planned = findPlanned(db, target.id)
    if (!planned) throw new Fault('VISIT_STATE')
    if (planned.version !== target.version) throw new Fault('VERSION_STALE')
    markCancelled(db, target.id, target.version, target.reason)
    appendEntry(context, {
      kind: 'inspection.cancel', aggregate: { type: 'Inspection', id: target.id }, baseVersion: target.version,
      payload: { permit_no: planned.permitNo, planned_on: planned.plannedOn, reason: target.reason },
    })
    return { id: target.id, dossierId: planned.dossierId }
  })
