import type { Referral } from '#contract/referrals'
import { Fault } from '#main/app/fault'
import type { Context, DailyStep } from '#main/app/ports'
import { settingsOf } from '#main/catalogues/index'
import { appendEntry, voidNumber } from '#main/ledger/index'
import { releaseQuota } from '#main/quotas/index'
import { markState } from '#db/referrals/bank-repo'
import { dropFrozen, spoiledFrozen } from '#db/referrals/frozen-repo'
import { unsentAfterAbsorption } from '#db/referrals/referral-repo'
import { transact } from '#db/transact'
import { isPastAbsorption, lapseStates, readReferral, referralIn } from './describe-referral'
import { tellHolder } from './tell-holder'

const chunkSize = 50

/**
 * R13: the year's quota was to be absorbed before today (S1-A1, D07). The hold is released; the holder hears of a letter that
 * was signed; the permit may be referred anew.
 * @throws Fault NOT_FOUND, VERSION_STALE, REFERRAL_STATE, REFERRAL_NOT_LATE.
 */
export const lapseReferral = (context: Context, target: { id: string; version: number }): Referral =>
  transact(context.db, (db) => {
    const row = referralIn(db, target, lapseStates)
    if (!isPastAbsorption(context, row.year)) throw new Fault('REFERRAL_NOT_LATE')
    markState(db, row.id, row.version, 'lapsed')
    releaseQuota(context, row.id, 'lapsed')
    appendEntry(context, {
      kind: 'referral.lapse', aggregate: { type: 'BankReferral', id: row.id }, baseVersion: row.version,
      payload: { permit_no: row.permitNo, no: row.no, from: row.state, year: row.year },
    })
    if (row.no !== null) tellHolder(context, row.permitNo, 'referral.lapsed', { ref: row.no })
    return readReferral(context, row.id)
  })

/** What the calendar closes by itself, where the office wishes so: what never went to the bank. What lies there is the expert's to close. */
const lapseUnsent: DailyStep['chunk'] = (context, today, after) => {
  const { db } = context
  if (!settingsOf(db).lapseAfterAbsorb) return { done: 0, next: null }
  const late = transact(db, () => {
    const unsent = unsentAfterAbsorption(db, today, after, chunkSize)
    for (const target of unsent) lapseReferral(context, target)
    return unsent
  })
  return { done: late.length, next: late.length === chunkSize ? (late.at(-1)?.id ?? null) : null }
}

/** Numbers of letters that were made ready and will never be signed are void. */
const voidSpoiled: DailyStep['chunk'] = (context) => {
  const { db } = context
  const spoiled = transact(db, () => {
    const ended = spoiledFrozen(db, chunkSize)
    for (const { referralId, no } of ended) {
      dropFrozen(db, referralId)
      voidNumber(context, 'BankReferral', no, 'referral_ended')
    }
    return ended
  })
  return { done: spoiled.length, next: spoiled.length === chunkSize ? 'more' : null }
}

/** What the referrals have to do once a day (main/app/daily-round.ts). */
export const referralDailySteps: readonly DailyStep[] = [{ name: 'referrals.lapse', chunk: lapseUnsent }, { name: 'referrals.voidNumbers', chunk: voidSpoiled }]
