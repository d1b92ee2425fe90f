import type { BankOutcome, Sender } from '#contract/bank-answers'
import type { ReferralState } from '#contract/referrals'
import type { IsoDay } from '#contract/values/jalali'
import { RowStale } from '../faults'
import type { Reader, Writer } from '../handle'
import { prepared } from '../prepared'

/** What the bank answered, oldest first. */
export const outcomesOfReferral = (db: Reader, referralId: string): BankOutcome[] =>
  prepared<[string], BankOutcome>(db, `
    SELECT answer, actor, amount_rial AS amountRial, on_day AS "on", reason, letter_no AS letterNo, letter_on AS letterOn
    FROM bank_outcomes WHERE referral_id = ? ORDER BY seq
  `).all(referralId)

/** Only ever added. */
export const insertOutcome = (db: Writer, referralId: string, outcome: BankOutcome, at: string, by: string): void => {
  prepared(db, `
    INSERT INTO bank_outcomes VALUES (
      @referralId, (SELECT count(*) + 1 FROM bank_outcomes WHERE referral_id = @referralId), @answer, @actor, @amountRial, @on, @reason,
      @letterNo, @letterOn, @at, @by)
  `).run({ ...outcome, referralId, at, by })
}

/** R07–R10, R12, R13. @throws RowStale. */
export const markState = (db: Writer, id: string, version: number, state: ReferralState): void => {
  const { changes } = prepared(db, 'UPDATE referrals SET version = version + 1, state = ? WHERE id = ? AND version = ?').run(state, id, version)
  if (changes === 0) throw new RowStale(id)
}

/** R06. @throws RowStale. */
export const markHandedOver = (db: Writer, id: string, version: number, handover: { sender: Sender; letterNo: string; letterOn: IsoDay }): void => {
  const { changes } = prepared(db, `
    UPDATE referrals SET version = version + 1, state = 'at_bank', sender = ?, handover_no = ?, handover_on = ? WHERE id = ? AND version = ? AND state = 'issued'
  `).run(handover.sender, handover.letterNo, handover.letterOn, id, version)
  if (changes === 0) throw new RowStale(id)
}

export type EarlierLoan = { ref: string; on: IsoDay; state: 'paid' | 'under_way'; act: string }

/**
 * The holder's newest earlier loan (S1-A6, S1-A7): paid on whatever permit, or a signed referral still under way on another
 * one. CROSS keeps the order: few permits a holder.
 */
export const earlierLoanOf = (db: Reader, holderId: string, permitNo: string, exceptId: string | null): EarlierLoan | undefined =>
  prepared<[string, string, string], EarlierLoan>(db, `
    SELECT r.no AS ref, coalesce((SELECT max(on_day) FROM bank_outcomes b WHERE b.referral_id = r.id AND b.answer = 'paid'), r.issued_on) AS "on",
      iif(r.state = 'paid', 'paid', 'under_way') AS state, json_extract(p.bytes, '$.act') AS act
    FROM permits p CROSS JOIN referrals r ON r.permit_no = p.no
    WHERE p.national_id = ? AND r.id <> ? AND (r.state = 'paid' OR (p.no <> ? AND r.state IN ('issued', 'at_bank', 'more_needed', 'approved')))
    ORDER BY 3 DESC, 2 DESC, r.no DESC LIMIT 1
  `).get(holderId, exceptId ?? '', permitNo)

/** What a holder's other referrals of a year ask or have been paid (setting ceilingScope: outstanding). */
export const outstandingOf = (db: Reader, holderId: string, year: number, exceptId: string | null): number =>
  prepared<[string, number, string], number>(db, `
    SELECT coalesce(sum(iif(r.state = 'paid', (SELECT sum(b.amount_rial) FROM bank_outcomes b WHERE b.referral_id = r.id AND b.answer = 'paid'), r.amount_rial)), 0)
    FROM permits p CROSS JOIN referrals r ON r.permit_no = p.no
    WHERE p.national_id = ? AND r.year = ? AND r.id <> ? AND r.state IN ('awaiting_signature', 'issued', 'at_bank', 'more_needed', 'approved', 'paid')
  `).pluck().get(holderId, year, exceptId ?? '') ?? 0
