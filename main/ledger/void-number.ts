import type { Context } from '#main/app/ports'
import { appendEntry } from './append-entry'

/** Why a number that was given out stands on no document. */
export type VoidReason = 'dossier_ended' | 'referral_ended' | 'year_over'

/**
 * A number that was given out and will never be signed is said to be void: the only way a gap in the numbers comes about
 * (domain model §10). Series only grow, so it is never given out again. Joins the transaction that lets go of the number.
 */
export const voidNumber = (context: Pick<Context, 'db' | 'clock' | 'actor'>, type: 'Permit' | 'BankReferral', no: string, reason: VoidReason): void => {
  appendEntry(context, { kind: 'number.void', aggregate: { type, id: no }, baseVersion: 0, payload: { no, reason } })
}
