import { uuidv7 } from 'uuidv7'
import type { VisitForm } from '#contract/inspections'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { appendEntry } from '#main/ledger/index'
import { findVisit, insertVisit, openVisitOf, updateVisit, type VisitContent } from '#db/inspections/inspection-repo'
import { findPermit, type PermitRow } from '#db/permits/permit-repo'
import type { Reader } from '#db/handle'
import { transact } from '#db/transact'

export type VisitChange = VisitContent & { id: string | null; version: number | null }

/**
 * I02: keeps the form of a visit that was made, as a draft that may still be changed.
 * @throws Fault NOT_FOUND, PERMIT_STATE, VISIT_DATE (before issue or in the future), VISIT_STATE (complete, or another
 * draft of the permit is open: {openId}), VERSION_STALE.
 */
export const recordVisit = (context: Context, change: VisitChange): VisitForm =>
  transact(context.db, (db) => {
    const known = change.id === null ? undefined : knownForm(db, change.id)
    if (known && known.version !== change.version) throw new Fault('VERSION_STALE')
    const permit = permitInForce(db, change.permitNo)
    if (known && known.permitNo !== permit.no) throw new Fault('NOT_FOUND')
    const open = openVisitOf(db, permit.no)
    if (!known && open) throw new Fault('VISIT_STATE', { openId: open.id })
    if (change.visitedOn < permit.issuedOn || change.visitedOn > context.clock.today()) {
      throw new Fault('VISIT_DATE', { issuedOn: permit.issuedOn, today: context.clock.today() })
    }
    const id = known?.id ?? uuidv7()
    // S1-A10: the question exists for registration-based fields only.
    const visit = { ...change, executionAssured: permit.path === 'registration_based' ? change.executionAssured : null }
    if (known) updateVisit(db, id, known.version, visit, context.actor.username)
    else insertVisit(db, id, visit, context.actor.username)
    appendEntry(context, {
      kind: 'inspection.visit', aggregate: { type: 'Inspection', id }, baseVersion: known?.version ?? 0,
      payload: { permit_no: permit.no, visited_on: visit.visitedOn, attendees: visit.attendees },
    })
    return findVisit(db, id)!
  })

const knownForm = (db: Reader, id: string): VisitForm => {
  const form = findVisit(db, id)
  if (!form) throw new Fault('NOT_FOUND')
  if (form.state === 'complete') throw new Fault('VISIT_STATE')
  return form
}

const permitInForce = (db: Reader, no: string): PermitRow => {
  const permit = findPermit(db, no)
  if (!permit) throw new Fault('NOT_FOUND')
  if (!['valid', 'conditional'].includes(permit.status)) throw new Fault('PERMIT_STATE')
  return permit
}
