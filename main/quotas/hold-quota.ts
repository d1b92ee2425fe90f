import { uuidv7 } from 'uuidv7'
import type { Context } from '#main/app/ports'
import { appendEntry } from '#main/ledger/index'
import { heldBy, insertReservation, releaseReservation } from '#db/quotas/reservation-repo'

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

/** Gives the whole hold of a referral back, if it has one (R04, R11). Inside the caller's transaction. */
export const releaseQuota = (context: Context, referralId: string, reason: 'returned' | 'withdrawn'): void => {
  mustBeInside(context)
  const held = heldBy(context.db, referralId)
  if (!held) return
  releaseReservation(context.db, held.id, reason, context.clock.now().toISOString())
  appendEntry(context, {
    kind: 'quota.release', aggregate: { type: 'QuotaReservation', id: held.id }, baseVersion: 1,
    payload: { referral_id: referralId, year: held.year, county: held.countyCode, amount_rial: held.amountRial, reason },
  })
}
