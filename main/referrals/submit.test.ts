import { expect, test } from 'vitest'
import type { Referral } from '#contract/referrals'
import { quotaHandlers } from '#main/quotas/index'
import { entriesOf } from '#db/ledger/ledger-repo'
import { createLoanOffice, type LoanOffice } from '#db/testing/loan-office'
import { referralHandlers } from './referral-handlers'
import { now, openYear, prepare, readyHolder, request, submit } from './testing/ready-holder'
import { insertStaff } from '#db/staff/staff-repo'

const rest = (at: LoanOffice): { heldRial: number; remainingRial: number } => {
  const { year } = now(quotaHandlers.read(at.as('expert'), { year: 1405 }))
  return { heldRial: year!.counties[0]!.heldRial, remainingRial: year!.counties[0]!.remainingRial }
}
const kinds = (at: LoanOffice, { id }: Referral): string[] => entriesOf(at.db, 'BankReferral', id).map(({ kind }) => kind)

test('R03: submitting holds the amount; asked again, the own hold is not counted twice', () => {
  const at = createLoanOffice()
  openYear(at, 800_000_000)
  insertStaff(at.db, { username: 'expert', displayName: 'سمیه ظهیری', post: '', roles: ['expert'], active: true }, at.clock.now().toISOString())
  const sent = submit(at, prepare(at, readyHolder(at, '0013542419').no))
  expect(sent).toMatchObject({ state: 'awaiting_signature', version: 2, submittedBy: 'expert', submittedByName: 'سمیه ظهیری', evaluation: { passed: true } })
  expect(rest(at)).toEqual({ heldRial: 800_000_000, remainingRial: 0 })
  expect(kinds(at, sent)).toEqual(['referral.prepare', 'referral.submit'])
  expect(() => submit(at, sent)).toThrow('REFERRAL_STATE')
  expect(() => now(referralHandlers.evaluate(at.as('expert'), { id: sent.id, version: sent.version, ...request({ amountRial: 5 }) }))).toThrow('REFERRAL_STATE')
})

test('S1-A1: what one submission holds the next one no longer finds, and a refused one changes nothing', () => {
  const at = createLoanOffice()
  openYear(at, 1_500_000_000)
  const first = prepare(at, readyHolder(at, '0013542419').no)
  const second = prepare(at, readyHolder(at, '0499370899').no)
  expect(second.evaluation.passed).toBe(true)
  submit(at, first)
  try {
    submit(at, second)
    expect.unreachable()
  } catch (error) {
    expect(error).toMatchObject({ code: 'REFERRAL_GATES', details: {
      gates: ['REF-12'], texts: ['سهمیۀ اهواز: مانده ۷۰۰٬۰۰۰٬۰۰۰ ریال، مبلغ ۸۰۰٬۰۰۰٬۰۰۰ ریال.'], earliestOn: null,
    } })
  }
  expect(now(referralHandlers.read(at.as('expert'), second))).toEqual(second)
  expect(rest(at).heldRial).toBe(800_000_000)
  expect(kinds(at, second)).toEqual(['referral.prepare'])
})

test('R04: the Director returns it with a reason, the hold comes back, and it may be changed and sent again', () => {
  const at = createLoanOffice()
  openYear(at)
  const sent = submit(at, prepare(at, readyHolder(at, '0013542419').no))
  const back = now(referralHandlers.returnToExpert(at.as('director'), { id: sent.id, version: sent.version, reason: 'شعبه اشتباه است' }))
  expect(back).toMatchObject({ state: 'draft', submittedBy: null, returnReason: 'شعبه اشتباه است' })
  expect(rest(at).heldRial).toBe(0)
  expect(() => now(referralHandlers.returnToExpert(at.as('director'), { ...back, reason: 'دوباره' }))).toThrow('REFERRAL_STATE')
  const changed = now(referralHandlers.evaluate(at.as('expert'), { id: back.id, version: back.version, ...request({ amountRial: 500_000_000, branch: '' }) }))
  expect(submit(at, changed)).toMatchObject({ state: 'awaiting_signature', amountRial: 500_000_000, returnReason: null })
  expect(rest(at).heldRial).toBe(500_000_000)
  expect(kinds(at, sent)).toEqual(['referral.prepare', 'referral.submit', 'referral.return', 'referral.evaluate', 'referral.submit'])
})

test('R11: withdrawing releases the hold and is final', () => {
  const at = createLoanOffice()
  openYear(at)
  const sent = submit(at, prepare(at, readyHolder(at, '0013542419').no))
  expect(() => now(referralHandlers.withdraw(at.as('expert'), { ...sent, version: 1, reason: 'انصراف' }))).toThrow('VERSION_STALE')
  const gone = now(referralHandlers.withdraw(at.as('expert'), { ...sent, reason: 'انصراف متقاضی' }))
  expect(gone.state).toBe('withdrawn')
  expect(rest(at).heldRial).toBe(0)
  expect(() => now(referralHandlers.withdraw(at.as('expert'), { ...gone, reason: 'دوباره' }))).toThrow('REFERRAL_STATE')
  expect(() => submit(at, gone)).toThrow('REFERRAL_STATE')
  expect(now(referralHandlers.list(at.as('expert'), { states: ['withdrawn'] })).items).toHaveLength(1)
  expect(now(referralHandlers.list(at.as('expert'), { states: ['draft', 'issued'] })).items).toHaveLength(0)
  expect(now(referralHandlers.list(at.as('expert'), { states: [] })).items).toHaveLength(1)
})
