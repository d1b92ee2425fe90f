import type { Referral } from '#contract/referrals'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { appendEntry } from '#main/ledger/index'
import { holdQuota } from '#main/quotas/index'
import { markSubmitted } from '#db/referrals/referral-repo'
import { transact } from '#db/transact'
import { permitFor, readReferral, referralIn, requestOf } from './describe-referral'
import { judge, outcomesOf } from './judge'

/**
 * R03: sends a referral to the Director. All gates are asked again and the amount is held in the county's quota, in one
 * IMMEDIATE transaction: two submissions never see the same rest.
 * @throws Fault NOT_FOUND, VERSION_STALE, REFERRAL_STATE, REFERRAL_GATES {gates, texts, earliestOn}.
 */
export const submitReferral = (context: Context, target: { id: string; version: number }): Referral =>
  transact(context.db, (db) => {
    const row = referralIn(db, target, ['draft'])
    const permit = permitFor(db, row.permitNo)
    const { evaluation, stored } = judge(context, { id: row.id, permit, request: requestOf(row) })
    const failing = evaluation.outcomes.filter(({ result }) => result === 'fail')
    if (failing.length > 0) {
      throw new Fault('REFERRAL_GATES', {
        gates: failing.map(({ gate }) => gate), texts: failing.map(({ text }) => text), earliestOn: evaluation.earliestOn,
      })
    }
    markSubmitted(db, row.id, row.version, context.actor.username, stored)
    holdQuota(context, { referralId: row.id, year: stored.year, countyCode: permit.countyCode, amountRial: row.amountRial })
    appendEntry(context, {
      kind: 'referral.submit', aggregate: { type: 'BankReferral', id: row.id }, baseVersion: row.version,
      payload: { permit_no: row.permitNo, amount_rial: row.amountRial, year: stored.year, ...outcomesOf(evaluation) },
    })
    return readReferral(context, row.id)
  })
