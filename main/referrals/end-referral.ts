import type { Referral } from '#contract/referrals'
import type { Context } from '#main/app/ports'
import { appendEntry } from '#main/ledger/index'
import { releaseQuota } from '#main/quotas/index'
import { markReturned, markWithdrawn } from '#db/referrals/referral-repo'
import { transact } from '#db/transact'
import { readReferral, referralIn } from './describe-referral'

export type Reasoned = { id: string; version: number; reason: string }

/**
 * R04: the Director sends a referral back to the expert, who may change it. The hold is released.
 * @throws Fault NOT_FOUND, VERSION_STALE, REFERRAL_STATE.
 */
export const returnReferral = (context: Context, target: Reasoned): Referral =>
  transact(context.db, (db) => {
    const row = referralIn(db, target, ['awaiting_signature'])
    markReturned(db, row.id, row.version, target.reason)
    releaseQuota(context, row.id, 'returned')
    appendEntry(context, {
      kind: 'referral.return', aggregate: { type: 'BankReferral', id: row.id }, baseVersion: row.version,
      payload: { permit_no: row.permitNo, reason: target.reason },
    })
    return readReferral(context, row.id)
  })

/**
 * R11: takes a referral back, whether signed or not. The hold is released; the permit may be referred anew.
 * @throws Fault NOT_FOUND, VERSION_STALE, REFERRAL_STATE.
 */
export const withdrawReferral = (context: Context, target: Reasoned): Referral =>
  transact(context.db, (db) => {
    const row = referralIn(db, target, ['draft', 'awaiting_signature', 'issued'])
    markWithdrawn(db, row.id, row.version, target.reason)
    releaseQuota(context, row.id, 'withdrawn')
    appendEntry(context, {
      kind: 'referral.withdraw', aggregate: { type: 'BankReferral', id: row.id }, baseVersion: row.version,
      payload: { permit_no: row.permitNo, no: row.no, from: row.state, reason: target.reason },
    })
    return readReferral(context, row.id)
  })
