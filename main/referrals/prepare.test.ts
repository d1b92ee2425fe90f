import { expect, test } from 'vitest'
import type { GateId, Referral } from '#contract/referrals'
import { entriesOf } from '#db/ledger/ledger-repo'
import { findReferral } from '#db/referrals/referral-repo'
import { createLoanOffice, type LoanOffice } from '#db/testing/loan-office'
import { evaluate } from './evaluate'
import type { Facts } from './facts'
import { referralHandlers } from './referral-handlers'
import { now, openYear, prepare, readyHolder, request, visit } from './testing/ready-holder'

const failing = (referral: Referral): GateId[] => referral.evaluation.outcomes.filter(({ result }) => result === 'fail').map(({ gate }) => gate)
const again = (at: LoanOffice, { id, version }: Referral, change: object = {}) =>
  now(referralHandlers.evaluate(at.as('expert'), { id, version, ...request(change) }))

test('R01: a request is stored with what all thirteen gates say, their sentences and the facts they looked at', () => {
  const at = createLoanOffice()
  openYear(at)
  const permit = readyHolder(at, '0013542419')
  const referral = prepare(at, permit.no)
  expect(failing(referral)).toEqual([])
  expect(referral).toMatchObject({
    state: 'draft', version: 1, no: null, permitNo: permit.no, name: permit.name, countyTitle: 'اهواز', bankTitle: 'توسعه تعاون', year: 1405,
    amountRial: 800_000_000, readiness: null, ageDays: 43, evaluation: { ruleSet: '1405.2', on: '2026-10-23', passed: true },
  })
  expect(referral.evaluation.outcomes).toHaveLength(13)
  const row = findReferral(at.db, referral.id)!
  expect(evaluate(JSON.parse(row.facts) as Facts, '2026-10-23')).toEqual(referral.evaluation)
  expect(entriesOf(at.db, 'BankReferral', referral.id).map(({ kind }) => kind)).toEqual(['referral.prepare'])
})

test('a refused request is stored too and names its gates and the day', () => {
  const at = createLoanOffice()
  openYear(at)
  const { no } = at.issuePermit({ nationalId: '0013542419', issuedOn: '2026-10-01', path: 'registration_based', readiness: null })
  const refused = prepare(at, no, { amountRial: 1_000_000_001, bankCode: '018' })
  expect(failing(refused)).toEqual(['REF-00', 'REF-03', 'REF-04', 'REF-05', 'REF-06'])
  expect(refused.evaluation).toMatchObject({ passed: false, earliestOn: null })
  expect(refused.evaluation.outcomes[4]).toMatchObject({ gate: 'REF-04', earliestOn: '2026-11-15', text: expect.stringContaining('۱۴۰۵/۰۸/۲۴') })
  expect(now(referralHandlers.read(at.as('expert'), { id: refused.id }))).toEqual(refused)

  visit(at, no, '2026-10-20', true)
  const waiting = again(at, refused, { readiness: 'ready' })
  expect(failing(waiting)).toEqual(['REF-04'])
  expect(waiting.evaluation.earliestOn).toBe('2026-11-15')
  at.clock.set('2026-11-14T06:00:00Z')
  expect(failing(again(at, waiting))).toEqual(['REF-04'])
  at.clock.set('2026-11-15T06:00:00Z')
  const passed = again(at, { ...waiting, version: 3 })
  expect(passed).toMatchObject({ version: 4, readiness: 'ready', evaluation: { passed: true, on: '2026-11-15' } })
})

test('S1-A8: the last assessment counts; an expert may assess anew with the request', () => {
  const at = createLoanOffice()
  openYear(at)
  const permit = readyHolder(at, '0013542419', { readiness: 'not_ready' })
  const referral = prepare(at, permit.no)
  expect(failing(referral)).toEqual(['REF-06'])
  const ready = again(at, referral, { readiness: 'ready' })
  expect(failing(ready)).toEqual([])
  expect(failing(again(at, ready, { readiness: null }))).toEqual(['REF-06'])
})

test.each([
  ['S1-A9b: a government employee', 'REF-07', { governmentEmployee: true }],
  ['S1-A9b: a check older than 180 days', 'REF-07', { filedOn: '2026-04-25' }],
  ['S1-B7: skill pending past its six months', 'REF-11', { issuedOn: '2026-03-01', filedOn: '2026-05-20', skillEvidence: 'pending' }],
  ['S0-08: no loan wanted', 'REF-02', { loanWanted: false }],
] as const)('%s is refused by %s', (_name, gate, change) => {
  const at = createLoanOffice()
  openYear(at)
  expect(failing(prepare(at, readyHolder(at, '0013542419', change).no))).toEqual([gate])
})

test('S1-B7: skill pending within its six months is no obstacle', () => {
  const at = createLoanOffice()
  openYear(at)
  expect(failing(prepare(at, readyHolder(at, '0013542419', { skillEvidence: 'pending' }).no))).toEqual([])
})

test('S0-08: a permit whose stored bytes are not what was signed opens no gate', () => {
  const at = createLoanOffice()
  openYear(at)
  const permit = readyHolder(at, '0013542419')
  at.db.exec('DROP TRIGGER permits_fixed')
  at.db.prepare('UPDATE permits SET bytes = ? WHERE no = ?').run(permit.bytes.replace('زهرا', 'زهره'), permit.no)
  expect(failing(prepare(at, permit.no))).toEqual(['REF-01'])
})

test('S1-00: no year, a planned year, an open year', () => {
  const at = createLoanOffice()
  const permit = readyHolder(at, '0013542419')
  expect(() => prepare(at, permit.no)).toThrow('YEAR_CLOSED')
  openYear(at)
  at.db.prepare("UPDATE programme_years SET state = 'planned'").run()
  const referral = prepare(at, permit.no)
  expect(failing(referral)).toEqual(['REF-12'])
  expect(referral.evaluation.outcomes[12]!.text).toBe('سال برنامۀ ۱۴۰۵ هنوز باز نشده است.')
})

test('the year is that of the referral day: after Nowruz the old year opens nothing', () => {
  const at = createLoanOffice('2027-03-19T06:00:00Z')
  openYear(at)
  const permit = at.issuePermit({ nationalId: '0013542419', issuedOn: '2026-12-01' })
  visit(at, permit.no, '2026-12-20')
  const referral = prepare(at, permit.no)
  expect(failing(referral)).toEqual([])
  at.clock.set('2027-03-21T06:00:00Z')
  const later = again(at, referral)
  expect(later).toMatchObject({ year: 1406, evaluation: { ruleSet: '1406.2' } })
  expect(failing(later)).toEqual(['REF-00', 'REF-05', 'REF-12'])
})

test('one open referral per permit; unknown permits and banks are refused', () => {
  const at = createLoanOffice()
  openYear(at)
  const permit = readyHolder(at, '0013542419')
  const first = prepare(at, permit.no)
  expect(() => prepare(at, permit.no)).toThrow('REFERRAL_OPEN')
  expect(() => prepare(at, 'P-0600-1405-01-99999-0')).toThrow('NOT_FOUND')
  expect(() => again(at, first, { bankCode: '999' })).toThrow('INPUT_INVALID')
  expect(() => again(at, { ...first, version: 7 })).toThrow('VERSION_STALE')
  now(referralHandlers.withdraw(at.as('expert'), { ...first, reason: 'انصراف' }))
  expect(prepare(at, permit.no).state).toBe('draft')
})

test('S1-A2: candidates want a loan and have no open referral, the longest waiting first', () => {
  const at = createLoanOffice()
  openYear(at)
  const younger = readyHolder(at, '0013542419', { issuedOn: '2026-09-20' })
  const older = readyHolder(at, '0499370899', { issuedOn: '2026-09-01' })
  readyHolder(at, '0790419904', { loanWanted: false })
  const items = () => now(referralHandlers.candidates(at.as('expert'), {})).items
  expect(items()).toMatchObject([
    { permitNo: older.no, ageDays: 52, wantedRial: 800_000_000, shebaBankCode: '022' }, { permitNo: younger.no, ageDays: 33 },
  ])
  const referral = prepare(at, older.no)
  expect(items().map(({ permitNo }) => permitNo)).toEqual([younger.no])
  now(referralHandlers.withdraw(at.as('expert'), { ...referral, reason: 'انصراف' }))
  expect(items()).toHaveLength(2)
})
