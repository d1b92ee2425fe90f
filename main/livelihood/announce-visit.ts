import { uuidv7 } from 'uuidv7'
import type { AidVisit } from '#contract/livelihood'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { appendEntry } from '#main/ledger/index'
import { tellApplicant } from '#main/messages/index'
import { findAidCase } from '#db/livelihood/aid-case-repo'
import { insertVisit } from '#db/livelihood/aid-desk-repo'
import { transact } from '#db/transact'
import { diedOn } from './died-on'

/**
 * S2-11: where a visit is needed, the household head is told, never silently: by a message if the centre gave a mobile, by
 * a notice to be printed if not. No other stage of aid promises a message.
 * @throws Fault AID_UNKNOWN, AID_CLOSED after a death (S2-13), INPUT_INVALID for a day that is past.
 */
export const announceVisit = (
  context: Context, input: { nationalId: string; reason: string; place: string; on: string },
): AidVisit => {
  const { db, clock, actor } = context
  const { nationalId, ...visit } = input
  if (visit.on < clock.today()) throw new Fault('INPUT_INVALID', {}, [{ field: 'on', reason: 'DATE_IN_PAST' }])
  return transact(db, () => {
    const aid = findAidCase(db, nationalId)
    if (!aid) throw new Fault('AID_UNKNOWN')
    if (diedOn(db, aid) !== null) throw new Fault('AID_CLOSED')
    const row: AidVisit = { ...visit, id: uuidv7(), told: aid.mobile === null ? 'notice' : 'message', by: actor.username, at: clock.now().toISOString() }
    insertVisit(db, { ...row, nationalId })
    appendEntry(context, {
      kind: 'aid.announceVisit', aggregate: { type: 'AidCase', id: aid.caseId }, baseVersion: aid.version,
      payload: { visit: row.id, reason: row.reason, place: row.place, on: row.on, told: row.told },
    })
    if (aid.mobile !== null) {
      tellApplicant(context, { dossierId: aid.caseId, trackingCode: '', mobile: aid.mobile }, 'dossier.visit_needed', { place: row.place, date: row.on, why: row.reason })
    }
    return row
  })
}
