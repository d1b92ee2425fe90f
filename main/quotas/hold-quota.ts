import { uuidv7 } from 'uuidv7'
import type { Context } from '#main/app/ports'
import { appendEntry } from '#main/ledger/index'
import { heldBy, insertReservation, payReservation, releaseReservation } from '#db/quotas/reservation-repo'

export type Hold = { referralId: string; year: number; countyCode: string; amountRial: number }

const mustBeInside = ({ db }: Context): void => {
  if (!db.inTransaction) throw new Error('quota is held and released with the referral that asks for it')
}

/**
 * Takes a referral's amount out of its county's rest (R03). Inside the caller's transaction, after the gates:
 * the table refuses more than is left whatever the caller believed.
 * @returns the operation id of the ledger entry, for entries that depend on it.
 */
export const holdQuota = (context: Context, hold: Hold): string => {
  mustBeInside(context)
  const id = uuidv7()
  insertReservation(context.db, { id, ...hold }, context.clock.now().toISOString())
  return appendEntry(context, {
    kind: 'quota.hold', aggregate: { type: 'QuotaReservation', id }, baseVersion: 0,
    payload: { referral_id: hold.referralId, year: hold.year, county: hold.countyCode, amount_rial: hold.amountRial },
  })
}

/** Why a hold comes back: R04, R11, R09 (a smaller one follows), R12, R13. */
export type ReleaseReason = 'returned' | 'withdrawn' | 'approved_less' | 'refused' | 'lapsed'

/** Gives the whole hold of a referral back, if it has one. Inside the caller's transaction. */
export const releaseQuota = (context: Context, referralId: string, reason: ReleaseReason): void => {
  mustBeInside(context)
  const held = heldBy(context.db, referralId)
  if (!held) return
  releaseReservation(context.db, held.id, reason, context.clock.now().toISOString())
  appendEntry(context, {
    kind: 'quota.release', aggregate: { type: 'QuotaReservation', id: held.id }, baseVersion: 1,
    payload: { referral_id: referralId, year: held.year, county: held.countyCode, amount_rial: held.amountRial, reason },
  })
}

/** R09: the bank approved less than is held: the difference is free again, the rest stays held. Inside the caller's transaction. */
export const shrinkHold = (context: Context, referralId: string, amountRial: number): void => {
  mustBeInside(context)
  const held = heldBy(context.db, referralId)
  if (!held || amountRial >= held.amountRial) return
  releaseQuota(context, referralId, 'approved_less')
  holdQuota(context, { referralId, year: held.year, countyCode: held.countyCode, amountRial })
}

/**
 * R10: the hold becomes paid, the rest is free again. Inside the caller's transaction.
 * @throws TypeError without a hold or above it: the caller has compared the amount with the referral's.
 */
export const payQuota = (context: Context, referralId: string, paidRial: number): void => {
  mustBeInside(context)
  const held = heldBy(context.db, referralId)
  if (!held || paidRial > held.amountRial || paidRial <= 0) throw new TypeError('paid is what was held, or a part of it')
  payReservation(context.db, held.id, paidRial)
  appendEntry(context, {
    kind: 'quota.pay', aggregate: { type: 'QuotaReservation', id: held.id }, baseVersion: 1,
    payload: {
      referral_id: referralId, year: held.year, county: held.countyCode, amount_rial: held.amountRial, paid_rial: paidRial,
      released_rial: held.amountRial - paidRial,
    },
  })
}
