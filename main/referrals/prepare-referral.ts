import { randomBytes } from 'node:crypto'
import { uuidv7 } from 'uuidv7'
import type { Referral } from '#contract/referrals'
import { toJalali } from '#contract/values/jalali'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { appendEntry } from '#main/ledger/index'
import { findBank } from '#db/catalogues/catalogue-repo'
import type { Reader } from '#db/handle'
import { findYear } from '#db/quotas/quota-repo'
import { hasOpenReferral, insertReferral, updateRequest, type Request } from '#db/referrals/referral-repo'
import { transact } from '#db/transact'
import { permitFor, readReferral, referralIn } from './describe-referral'
import { judge, outcomesOf } from './judge'

/** A bank outside the year's list is a gate's answer; a bank outside the catalogue is a slip of the form. */
const checkBank = (db: Reader, code: string): void => {
  if (!findBank(db, code)) throw new Fault('INPUT_INVALID', {}, [{ field: 'bankCode', reason: 'UNKNOWN_VALUE' }])
}

/**
 * R01: keeps the request and what every gate says of it today. A refused one is kept too, with what is missing.
 * @throws Fault NOT_FOUND, PERMIT_STATE, REFERRAL_OPEN, YEAR_CLOSED (nobody planned this Jalali year), INPUT_INVALID.
 */
export const prepareReferral = (context: Context, permitNo: string, request: Request): Referral =>
  transact(context.db, (db) => {
    const permit = permitFor(db, permitNo)
    if (!['valid', 'conditional'].includes(permit.status)) throw new Fault('PERMIT_STATE')
    if (hasOpenReferral(db, permitNo)) throw new Fault('REFERRAL_OPEN')
    const { year } = toJalali(context.clock.today())
    if (!findYear(db, year)) throw new Fault('YEAR_CLOSED', { year })
    checkBank(db, request.bankCode)
    const id = uuidv7()
    const { evaluation, stored } = judge(context, { id: null, permit, request })
    insertReferral(db, {
      ...request, ...stored, id, permitNo, salt: randomBytes(16).toString('base64url'), preparedBy: context.actor.username,
      createdAt: context.clock.now().toISOString(),
    })
    appendEntry(context, {
      kind: 'referral.prepare', aggregate: { type: 'BankReferral', id }, baseVersion: 0,
      payload: { permit_no: permitNo, ...requestPayload(request), ...outcomesOf(evaluation) },
    })
    return readReferral(context, id)
  })

/** A request of which the readiness may be left as it was. */
export type Revision = Omit<Request, 'readiness'> & { readiness?: Request['readiness'] | undefined }

/**
 * R02: asks all gates again, today, of a request that may have changed. Only a draft may change.
 * @throws Fault NOT_FOUND, VERSION_STALE, REFERRAL_STATE, INPUT_INVALID.
 */
export const evaluateReferral = (context: Context, target: { id: string; version: number }, revision: Revision): Referral =>
  transact(context.db, (db) => {
    const row = referralIn(db, target, ['draft'])
    const request = { ...revision, readiness: revision.readiness === undefined ? row.readiness : revision.readiness }
    checkBank(db, request.bankCode)
    const { evaluation, stored } = judge(context, { id: row.id, permit: permitFor(db, row.permitNo), request })
    updateRequest(db, row.id, row.version, { ...request, ...stored })
    appendEntry(context, {
      kind: 'referral.evaluate', aggregate: { type: 'BankReferral', id: row.id }, baseVersion: row.version,
      payload: { permit_no: row.permitNo, ...requestPayload(request), ...outcomesOf(evaluation) },
    })
    return readReferral(context, row.id)
  })

const requestPayload = (request: Request) => ({
  bank: request.bankCode, branch: request.branch, amount_rial: request.amountRial, need: request.need, capacity: request.capacity,
  jobs: request.jobs, readiness: request.readiness,
})
