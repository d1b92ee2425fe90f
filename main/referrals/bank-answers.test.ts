import { expect, test } from 'vitest'
import { contract, type InputOf } from '#contract'
import type { Referral } from '#contract/referrals'
import { insertOpinion } from '#db/dossiers/decision-repo'
import { findDossier, setDossierState } from '#db/dossiers/dossier-repo'
import { findCountyQuota } from '#db/quotas/quota-repo'
import { entriesOf } from '#db/ledger/ledger-repo'
import type { PermitRow } from '#db/permits/permit-repo'
import { insertLink, markAccepted, markWorking } from '#db/supporters/link-repo'
import { createLoanOffice, type LoanOffice } from '#db/testing/loan-office'
import { transact } from '#db/transact'
import { referralHandlers } from './referral-handlers'
import { check, handOver, issued, letter, now, openYear, prepare, readyHolder } from './testing/ready-holder'

const million = 1_000_000
const officeWithYear = (): LoanOffice => {
  const at = createLoanOffice()
  openYear(at, 10_000 * million)
  return at
}
const answer = (at: LoanOffice, referral: Referral, change: Partial<InputOf<'referrals.recordBankAnswer'>>): Referral => now(referralHandlers.recordBankAnswer(at.as('expert'),
  contract.referrals.recordBankAnswer.input.parse({ id: referral.id, version: referral.version, answer: 'paid', on: '1405/08/01', ...letter, ...change })))
const ask = (at: LoanOffice, permitNo: string, change: object = {}) => now(referralHandlers.requestLoan(at.as('expert'),
  contract.referrals.requestLoan.input.parse({ permitNo, requestedOn: '1405/08/01', expansion: false, ...change })))
const county = (at: LoanOffice) => findCountyQuota(at.db, 1405, '0603')!
const told = (at: LoanOffice) => at.db.prepare<[], string>("SELECT key FROM messages WHERE key LIKE 'referral.%' ORDER BY rowid").pluck().all()
const candidates = (at: LoanOffice) => now(referralHandlers.candidates(at.as('expert'), {})).items
const failing = ({ evaluation }: Referral) => evaluation.outcomes.filter(({ result }) => result === 'fail').map(({ gate }) => gate)

/** A supporter of 2026-09-10 with `n` accepted persons, both checks, a visit and the agency's second confirmation. */
const readySupporter = (at: LoanOffice, n: number, change: object = {}): PermitRow => {
  const wanted = { nationalId: '0013542419', issuedOn: '2026-09-10', activityType: 'supporter_natural' as const, committed: 40, ...change }
  const permit = at.issuePermit(wanted)
  transact(at.db, () => {
    // The check was made while the request waited for it: the state is borrowed for a moment.
    const issuedRow = findDossier(at.db, permit.dossierId)!
    setDossierState(at.db, issuedRow.id, issuedRow.version, { state: 'in_expert_review' })
    check(at, { kind: 'pre_permit', dossierId: permit.dossierId }, '2026-09-05')
    const waiting = findDossier(at.db, permit.dossierId)!
    setDossierState(at.db, waiting.id, waiting.version, { state: 'issued' })
  })
  for (let i = 0; i < n; i += 1) {
    const covered = at.enterPool({ nationalId: String(1_750_000_000 + i), issuedOn: '2026-09-12' })
    transact(at.db, () => {
      const id = `${permit.no}-${i}`
      insertLink(at.db, { id, supporterNo: permit.no, dossierId: covered.id, introducedBy: 'agency', introducedOn: '2026-09-15', letterNo: '1', letterOn: '2026-09-15', unfitReason: null, at: 'x', by: 'expert' })
      markAccepted(at.db, id, '2026-09-20')
      setDossierState(at.db, covered.id, covered.version, { state: 'linked' })
    })
  }
  check(at, { kind: 'pre_loan', permitNo: permit.no }, '2026-10-02')
  check(at, { permitNo: permit.no }, '2026-10-03')
  transact(at.db, () => insertOpinion(at.db, permit.dossierId, {
    round: 1, agencyCode: 'industry', purpose: 'loan_confirmation', actor: 'agency_county', decision: 'approve', personalCompetence: true, technicalCompetence: true,
    conditionsMet: true, decidedOn: '2026-09-25', signerName: 'یوسف طرفی', signerPost: 'مدیرکل', isTopOfficial: true, source: 'letter', letterNo: '1', letterOn: '2026-09-25', note: '',
  }, 'x'))
  return permit
}

test('S0-08, S4-08, S4-11: a signed referral goes to the bank by letter of the office or the agency, and the holder is told of each answer', async () => {
  const at = officeWithYear()
  const referral = await issued(at, readyHolder(at, '0013542419'))
  expect(() => answer(at, referral, { amountRial: 1 })).toThrow('REFERRAL_STATE')
  expect(() => handOver(at, referral, { letterOn: '1405/07/30' })).toThrow('BANK_DATE')
  expect(() => handOver(at, referral, { letterOn: '1405/08/02' })).toThrow('BANK_DATE')
  const atBank = handOver(at, referral, { sender: 'agency' })
  expect(atBank).toMatchObject({ state: 'at_bank', handover: { sender: 'agency', letterNo: '۸۸', letterOn: '2026-10-23' } })
  const asked = answer(at, atBank, { answer: 'more_needed', reason: 'ضامن' })
  expect(asked).toMatchObject({ state: 'more_needed', outcomes: [{ answer: 'more_needed', reason: 'ضامن', amountRial: null, actor: 'bank_branch' }] })
  expect(() => answer(at, asked, { answer: 'approved', amountRial: 1 })).toThrow('REFERRAL_STATE')
  const again = now(referralHandlers.resend(at.as('expert'), { id: asked.id, version: asked.version }))
  const approved = answer(at, again, { answer: 'approved', amountRial: 700 * million, actor: 'bank_supervision' })
  const paid = answer(at, approved, { amountRial: 700 * million })
  expect([approved.state, paid.state]).toEqual(['approved', 'paid'])
  expect(told(at)).toEqual(['referral.issued', 'referral.more_needed', 'referral.approved', 'referral.paid'])
  expect(entriesOf(at.db, 'BankReferral', referral.id).slice(-5).map(({ kind }) => kind)).toEqual(['referral.handOver', 'outcome.record', 'referral.resend', 'outcome.record', 'outcome.record'])
  expect(() => at.db.prepare("UPDATE referrals SET state = 'at_bank'").run()).toThrow('never edited')
  expect(() => at.db.prepare("UPDATE bank_outcomes SET reason = 'x'").run()).toThrow('only added')
})

test('S1-A1, worked: approved less gives the difference back, paid becomes absorption, refused gives all back', async () => {
  const at = officeWithYear()
  const one = handOver(at, await issued(at, readyHolder(at, '0013542419')))
  expect(county(at)).toMatchObject({ heldRial: 800 * million, remainingRial: 9_200 * million })
  const approved = answer(at, one, { answer: 'approved', amountRial: 750 * million })
  expect(county(at)).toMatchObject({ heldRial: 750 * million, paidRial: 0, remainingRial: 9_250 * million })
  expect(() => answer(at, approved, { amountRial: 750 * million + 1 })).toThrow('BANK_AMOUNT')
  answer(at, approved, { amountRial: 700 * million })
  expect(county(at)).toMatchObject({ heldRial: 0, paidRial: 700 * million, remainingRial: 9_300 * million })
  const two = handOver(at, await issued(at, readyHolder(at, '0499370899')))
  expect(() => answer(at, two, { answer: 'refused' })).toThrow('BANK_REASON')
  expect(() => answer(at, two, { amountRial: 800 * million + 1 })).toThrow('BANK_AMOUNT')
  expect(() => answer(at, two, { amountRial: null })).toThrow('BANK_AMOUNT')
  expect(answer(at, two, { answer: 'refused', reason: 'اعتبار شعبه نیست' }).state).toBe('refused_by_bank')
  expect(county(at)).toMatchObject({ heldRial: 0, paidRial: 700 * million, remainingRial: 9_300 * million })
  expect(told(at).at(-1)).toBe('referral.refused')
})

test('S1-A7: an independent with a paid loan asks in vain as independent; a new request begins round two', async () => {
  const at = officeWithYear()
  const permit = readyHolder(at, '0013542419')
  const paid = answer(at, handOver(at, await issued(at, permit)), { amountRial: 800 * million })
  expect(candidates(at)).toEqual([])
  expect(failing(prepare(at, permit.no))).toEqual(['REF-02', 'REF-08'])
  expect(ask(at, permit.no, { expansion: true, commitmentsFulfilled: true, commitmentsEvidence: 'نامۀ ۱۲' })).toMatchObject({ round: 2 })
  const [draft] = now(referralHandlers.list(at.as('expert'), { states: ['draft'] })).items
  const again = now(referralHandlers.evaluate(at.as('expert'), { ...contract.referrals.evaluate.input.parse({ ...draft, readiness: null }) }))
  expect(failing(again)).toEqual(['REF-08'])
  expect(again.evaluation.outcomes[8]!.text).toContain('تبدیل به پشتیبان')
  expect(again.evaluation.outcomes[8]!.text).toContain(paid.no)
})

test('S1-A7, S1-A6: the same person as a supporter passes with commitments done; a supporter\'s second loan needs expansion', async () => {
  const at = officeWithYear()
  answer(at, handOver(at, await issued(at, readyHolder(at, '0013542419'))), { amountRial: 800 * million })
  const permit = readySupporter(at, 3, { fieldCode: '1002' })
  expect(failing(prepare(at, permit.no, { amountRial: 1_500 * million }))).toEqual(['REF-08'])
  ask(at, permit.no, { requestedOn: '1405/07/10', commitmentsFulfilled: true, commitmentsEvidence: 'نامۀ ۱۲' })
  const [draft] = now(referralHandlers.list(at.as('expert'), { states: ['draft'] })).items
  const first = now(referralHandlers.evaluate(at.as('expert'), contract.referrals.evaluate.input.parse({ ...draft, readiness: null })))
  expect(first.evaluation.outcomes.map(({ result }) => result[0]).join('')).toBe('pppp' + 'n' + 'pppppppp')
  expect(first.evaluation.passed).toBe(true)
})

test('S1-A3, S4-11: a supporter asks up to 500 million for each accepted person', () => {
  const at = officeWithYear()
  const permit = readySupporter(at, 2)
  const referral = prepare(at, permit.no, { amountRial: 1_000 * million })
  expect(failing(referral)).toEqual([])
  const more = now(referralHandlers.evaluate(at.as('expert'), contract.referrals.evaluate.input.parse({ ...referral, amountRial: 1_000 * million + 1 })))
  expect(failing(more)).toEqual(['REF-05'])
  expect(more.evaluation.outcomes[5]!.text).toContain('برای ۲ نفر')
})

test('S1-B2: a check before the loan that is older than what is asked now does not count', () => {
  const at = officeWithYear()
  const permit = readySupporter(at, 1)
  ask(at, permit.no, { requestedOn: '1405/07/20' })
  const referral = prepare(at, permit.no, { amountRial: 500 * million })
  expect(failing(referral)).toEqual(['REF-09'])
  check(at, { kind: 'pre_loan', permitNo: permit.no }, '2026-10-20')
  expect(failing(now(referralHandlers.evaluate(at.as('expert'), contract.referrals.evaluate.input.parse({ ...referral }))))).toEqual([])
})

test('S1-A4: an active supporter who expands is before an older independent, and the reason is said', () => {
  const at = officeWithYear()
  const older = at.issuePermit({ nationalId: '0499370899', issuedOn: '2026-08-01' })
  const permit = readySupporter(at, 1)
  expect(candidates(at).map(({ permitNo }) => permitNo)).toEqual([older.no, permit.no])
  ask(at, permit.no, { expansion: true })
  expect(candidates(at)[1]).toMatchObject({ permitNo: permit.no, priority: { rank: 3 } })
  transact(at.db, () => { markWorking(at.db, `${permit.no}-0`, true) })
  expect(candidates(at)[0]).toMatchObject({ permitNo: permit.no, expansion: true, priority: { rank: 2, reason: 'پشتیبان فعال با قصد توسعه' } })
})

test('S1-A9b: a stale or changed employment is checked anew, and the newest check speaks', () => {
  const at = officeWithYear()
  const permit = readyHolder(at, '0013542419', { filedOn: '2026-01-01' })
  const referral = prepare(at, permit.no)
  expect(failing(referral)).toEqual(['REF-07'])
  const record = (governmentEmployee: boolean, on: string) => now(referralHandlers.recordEmploymentCheck(at.as('expert'),
    contract.referrals.recordEmploymentCheck.input.parse({ permitNo: permit.no, governmentEmployee, on, source: 'سامانۀ کارمندان' })))
  expect(() => record(false, '1405/08/02')).toThrow('CHECK_DATE')
  record(false, '1405/07/25')
  const judged = () => now(referralHandlers.read(at.as('expert'), { id: referral.id }))
  const evaluate = () => now(referralHandlers.evaluate(at.as('expert'), contract.referrals.evaluate.input.parse({ ...judged() })))
  expect(failing(evaluate())).toEqual([])
  record(true, '1405/07/28')
  expect(failing(evaluate())).toEqual(['REF-07'])
  record(false, '1405/07/20')
  expect(failing(evaluate())).toEqual(['REF-07'])
})

test('R11: a referral at the bank may still be taken back; its request is fixed while it is on its way', async () => {
  const at = officeWithYear()
  const permit = readyHolder(at, '0013542419')
  const atBank = handOver(at, await issued(at, permit))
  expect(() => ask(at, permit.no)).toThrow('REFERRAL_STATE')
  const back = now(referralHandlers.withdraw(at.as('director'), { id: atBank.id, version: atBank.version, reason: 'به خواست متقاضی' }))
  expect(back.state).toBe('withdrawn')
  expect(county(at).heldRial).toBe(0)
  expect(told(at)).toEqual(['referral.issued', 'referral.withdrawn'])
})
