import type { VisitForm } from '#contract/inspections'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { appendEntry } from '#main/ledger/index'
import { findVisit, markComplete } from '#db/inspections/inspection-repo'
import { findPermit } from '#db/permits/permit-repo'
import { transact } from '#db/transact'

/**
 * I03: the system manager completes the form (S1-B4); it opens the bank gate and is never edited again.
 * The three items of S1-B3 are part of every form; nothing left out can reach this point.
 * @throws Fault NOT_FOUND, VERSION_STALE, VISIT_STATE, VISIT_NOT_JOINT (S1-B1), VISIT_EXECUTION_MISSING (S1-A10).
 */
export const completeForm = (context: Context, { id, version }: { id: string; version: number }): VisitForm =>
  transact(context.db, (db) => {
    const form = findVisit(db, id)
    if (!form) throw new Fault('NOT_FOUND')
    if (form.state === 'complete') throw new Fault('VISIT_STATE')
    if (form.version !== version) throw new Fault('VERSION_STALE')
    const from = (side: 'office' | 'agency'): boolean => form.attendees.some((attendee) => attendee.side === side)
    if (!from('office') || !from('agency')) throw new Fault('VISIT_NOT_JOINT')
    const permit = findPermit(db, form.permitNo)
    if (permit?.path === 'registration_based' && form.executionAssured === null) throw new Fault('VISIT_EXECUTION_MISSING')
    const { username, role } = context.actor
    markComplete(db, id, version, { username, role, at: context.clock.now().toISOString() })
    appendEntry(context, {
      kind: 'inspection.record', aggregate: { type: 'Inspection', id }, baseVersion: version,
      payload: {
        permit_no: form.permitNo, visited_on: form.visitedOn, attendees: form.attendees, active: form.active, skill: form.skill,
        management: form.management, execution_assured: form.executionAssured, completed_by: username,
      },
    })
    return findVisit(db, id)!
  })
