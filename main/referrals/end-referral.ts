import type { Referral } from '#contract/referrals'
import type { Context } from '#main/app/ports'
import { appendEntry } from '#main/ledger/index'
import { tellApplicant, type Recipient } from '#main/messages/index'
import { releaseQuota } from '#main/quotas/index'
import { requireHand } from '#main/signing/index'
import { markReturned, markWithdrawn, openReferralsOf, type ReferralRow } from '#db/referrals/referral-repo'
import { transact } from '#db/transact'
import { deedOfReferral } from './acting-hand'
import { permitFor, readReferral, referralIn } from './describe-referral'
import { tellHolder } from './tell-holder'

export type Reasoned = { id: string; version: number; reason: string }

/**
 * R04: the Director sends a referral back to the expert, who may change it. The hold is released.
 * @throws Fault NOT_FOUND, VERSION_STALE, REFERRAL_STATE, DELEGATION_REFUSED.
 */
export const returnReferral = (context: Context, target: Reasoned): Referral =>
  transact(context.db, (db) => {
    const row = referralIn(db, target, ['awaiting_signature'])
    requireHand(context, deedOfReferral(permitFor(db, row.permitNo)))
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
    const row = referralIn(db, target, ['draft', 'awaiting_signature', 'issued', 'at_bank', 'more_needed', 'approved'])
    if (context.actor.role === 'director') requireHand(context, deedOfReferral(permitFor(db, row.permitNo)))
    withdraw(context, row, target.reason)
    if (row.no !== null) tellHolder(context, row.permitNo, 'referral.withdrawn', { ref: row.no })
    return readReferral(context, row.id)
  })

const withdraw = (context: Context, row: ReferralRow, reason: string): void => {
  markWithdrawn(context.db, row.id, row.version, reason)
  releaseQuota(context, row.id, 'withdrawn')
  appendEntry(context, {
    kind: 'referral.withdraw', aggregate: { type: 'BankReferral', id: row.id }, baseVersion: row.version,
    payload: { permit_no: row.permitNo, no: row.no, from: row.state, reason },
  })
}

/**
 * R11 for a permit that is no longer in force: whatever is open of its referrals goes with it, in the caller's transaction.
 * The applicant hears of a letter that was signed, unless there is nobody to tell.
 * @returns how many were withdrawn.
 */
export const withdrawReferralsOf = (context: Context, permitNo: string, reason: string, tell: Recipient | null): number => {
  const open = openReferralsOf(context.db, permitNo)
  for (const row of open) {
    withdraw(context, row, reason)
    if (tell && row.no) tellApplicant(context, tell, 'referral.withdrawn', { ref: row.no })
  }
  return open.length
}
