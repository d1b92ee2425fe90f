import { describe, expect, it } from 'vitest'
import { referralStates } from '#contract/referrals'
import { answersFrom, isOpen, mostRial } from './bank'

describe('answers of a bank', () => {
  it('are offered only while the bank has the referral', () => {
    expect(referralStates.filter((state) => answersFrom(state).length > 0)).toEqual(['at_bank', 'more_needed', 'approved'])
    expect(answersFrom('approved')).not.toContain('approved')
  })

  it('S1-A3: no more is paid than was approved, and no more approved than was asked', () => {
    const outcome = { actor: 'bank_branch', on: '2026-11-01', reason: '', letterNo: '1', letterOn: '2026-11-01' } as const
    expect(mostRial({ amountRial: 9, outcomes: [] })).toBe(9)
    expect(mostRial({ amountRial: 9, outcomes: [{ ...outcome, answer: 'approved', amountRial: 7 }, { ...outcome, answer: 'more_needed', amountRial: null }] })).toBe(7)
  })

  it('leave nothing to take back once the bank is done', () => {
    expect(referralStates.filter((state) => !isOpen(state))).toEqual(['paid', 'refused_by_bank', 'withdrawn', 'lapsed'])
  })
})
