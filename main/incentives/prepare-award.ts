import { uuidv7 } from 'uuidv7'
import type { Award } from '#contract/incentives'
import type { PermitPayload } from '#contract/permits'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { allotNumber, appendEntry } from '#main/ledger/index'
import { hasOpenAward, insertAward } from '#db/incentives/award-repo'
import { findPermit, type PermitRow } from '#db/permits/permit-repo'
import type { Reader } from '#db/handle'
import { transact } from '#db/transact'
import { awardById } from './describe-award'

/** The permit of a supporter, in force. @throws Fault NOT_FOUND, AWARD_NOT_SUPPORTER, PERMIT_STATE. */
export const supporterPermit = (db: Reader, no: string): PermitRow => {
  const permit = findPermit(db, no)
  if (!permit) throw new Fault('NOT_FOUND')
  const { act } = JSON.parse(permit.bytes) as Pick<PermitPayload, 'act'>
  if (act !== 'supporter_natural' && act !== 'supporter_legal') throw new Fault('AWARD_NOT_SUPPORTER')
  if (permit.status !== 'valid' && permit.status !== 'conditional') throw new Fault('PERMIT_STATE', { from: permit.status, command: 'incentives.prepareAward' })
  return permit
}

/**
 * S1-D2: the expert writes a letter of commendation for a successful supporter; nothing is signed yet.
 * @throws Fault NOT_FOUND, AWARD_NOT_SUPPORTER, PERMIT_STATE, AWARD_OPEN.
 */
export const prepareAward = (context: Context, { permitNo, text }: { permitNo: string; text: string }): Award =>
  transact(context.db, (db) => {
    const permit = supporterPermit(db, permitNo)
    if (hasOpenAward(db, permitNo)) throw new Fault('AWARD_OPEN')
    const id = uuidv7()
    const on = context.clock.today()
    const no = allotNumber(db, 'A', context.office.unit, on)
    insertAward(db, { id, no, permitNo, text, preparedBy: context.actor.username, preparedOn: on })
    appendEntry(context, { kind: 'award.prepare', aggregate: { type: 'Award', id }, baseVersion: 0, payload: { no, permit_no: permitNo, permit_digest: permit.digest, text } })
    return awardById(db, id)
  })
