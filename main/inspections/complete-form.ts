import { uuidv7 } from 'uuidv7'
import { isSupporter } from '#contract/applicants'
import type { VisitForm } from '#contract/inspections'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { appendEntry, type LedgerKind } from '#main/ledger/index'
import { noteSeen } from '#main/supporters/index'
import { findDossier } from '#db/dossiers/dossier-repo'
import type { Reader } from '#db/handle'
import { findVisit, insertVisit, markComplete, markSuperseded, type VisitContent } from '#db/inspections/inspection-repo'
import { findPermit } from '#db/permits/permit-repo'
import { transact } from '#db/transact'
import { isJoint } from './plan-visit'
import { contentFor } from './record-visit'
import type { Visited } from './subject'

/**
 * I03: the system manager completes the form (S1-B4); it opens the bank gate and is never edited again. The three items of
 * S1-B3 are part of every form. A supporter's check before the permit lets its permit or confirmation go on (S1-B2).
 * @throws Fault NOT_FOUND, VERSION_STALE, VISIT_STATE, VISIT_NOT_JOINT (S1-B1), VISIT_EXECUTION_MISSING (S1-A10).
 */
export const completeForm = (context: Context, { id, version }: { id: string; version: number }): VisitForm =>
  transact(context.db, (db) => {
    const form = formIn(db, id, version, 'visited')
    complete(context, form, 'inspection.record', {})
    return findVisit(db, id)!
  })

/**
 * I05: a new version of a complete form, completed with it; the old one stays readable.
 * @throws Fault NOT_FOUND, VERSION_STALE, VISIT_STATE, VISIT_DATE, VISIT_COVERED, VISIT_NOT_JOINT, VISIT_EXECUTION_MISSING.
 */
export const correctForm = (context: Context, input: VisitContent & { id: string; version: number; reason: string }): VisitForm =>
  transact(context.db, (db) => {
    const form = formIn(db, input.id, input.version, 'complete')
    const content = contentFor(db, visitedOf(db, form), input, context.clock.today())
    markSuperseded(db, form.id, form.version)
    const id = uuidv7()
    insertVisit(db, id, form, content, context.actor.username, { id: form.id, formVersion: form.formVersion, reason: input.reason })
    complete(context, findVisit(db, id)!, 'inspection.correct', { corrects: form.id, reason: input.reason })
    return findVisit(db, id)!
  })

const formIn = (db: Reader, id: string, version: number, state: VisitForm['state']): VisitForm => {
  const form = findVisit(db, id)
  if (!form) throw new Fault('NOT_FOUND')
  if (form.state !== state) throw new Fault('VISIT_STATE')
  if (form.version !== version) throw new Fault('VERSION_STALE')
  return form
}

/** What a form was about when it was recorded; the permit may have ended since. */
const visitedOf = (db: Reader, form: VisitForm): Visited => {
  const dossier = findDossier(db, form.dossierId)
  const permit = form.permitNo === null ? undefined : findPermit(db, form.permitNo)
  if (!dossier) throw new Fault('NOT_FOUND')
  return {
    kind: form.kind, dossierId: dossier.id, permitNo: form.permitNo, dossier, from: permit?.issuedOn ?? dossier.filedOn ?? form.visitedOn,
    registrationBased: permit?.path === 'registration_based', supporter: form.permitNo !== null && isSupporter(dossier.activityType),
  }
}

const complete = (context: Context, form: VisitForm, kind: LedgerKind, more: { corrects?: string; reason?: string }): void => {
  const { db, actor, clock } = context
  if (!isJoint(form.attendees)) throw new Fault('VISIT_NOT_JOINT')
  const visited = visitedOf(db, form)
  if (visited.registrationBased && form.executionAssured === null) throw new Fault('VISIT_EXECUTION_MISSING')
  markComplete(db, form.id, form.version, { username: actor.username, role: actor.role, at: clock.now().toISOString() })
  if (visited.supporter && form.permitNo !== null) noteSeen(db, form.permitNo)
  appendEntry(context, {
    kind, aggregate: { type: 'Inspection', id: form.id }, baseVersion: form.version,
    payload: {
      kind: form.kind, tracking_code: visited.dossier.trackingCode, permit_no: form.permitNo, form_version: form.formVersion, visited_on: form.visitedOn,
      attendees: form.attendees, active: form.active, skill: form.skill, management: form.management, execution_assured: form.executionAssured,
      covered_seen: form.coveredSeen.map(({ dossierId, working, note }) => ({ dossier_id: dossierId, working, note })), completed_by: actor.username, ...more,
    },
  })
}
