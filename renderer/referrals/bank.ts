import type { BankAnswer } from '#contract/bank-answers'
import type { Referral, ReferralState } from '#contract/referrals'

/** Domain model §3.3: what a bank may answer while a referral stands there. */
export const answersFrom = (state: ReferralState): BankAnswer[] => {
  switch (state) {
    case 'at_bank': return ['more_needed', 'approved', 'paid', 'refused']
    case 'more_needed': return ['refused']
    case 'approved': return ['more_needed', 'paid', 'refused']
    default: return []
  }
}

export const needsAmount = (answer: BankAnswer): boolean => answer === 'approved' || answer === 'paid'

/** What the bank may pay: what it approved, else what was asked. */
export const mostRial = ({ amountRial, outcomes }: Pick<Referral, 'amountRial' | 'outcomes'>): number =>
  outcomes.filter((one) => one.answer === 'approved').at(-1)?.amountRial ?? amountRial

const open: readonly ReferralState[] = ['draft', 'awaiting_signature', 'issued', 'at_bank', 'more_needed', 'approved']

/** Whether a referral may still be taken back (R11). */
export const isOpen = (state: ReferralState): boolean => open.includes(state)
