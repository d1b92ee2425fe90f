import fc from 'fast-check'
import { expect, test } from 'vitest'
import { contract } from '#contract'
import type { ProgrammeYear } from '#contract/quotas'
import type { Fault } from '#main/app/fault'
import { entriesOf } from '#db/ledger/ledger-repo'
import { createLoanOffice, type LoanOffice } from '#db/testing/loan-office'
import { transact } from '#db/transact'
import { holdQuota, releaseQuota } from './hold-quota'
import { quotaHandlers } from './quota-handlers'
import { allotShare } from './allot-share'
import { openYear } from './open-year'
import { saveYear } from './save-year'

const million = 1_000_000
const planned = (change: object = {}) => contract.quotas.saveYear.input.parse({
  year: '۱۴۰۵', provincialQuotaRial: '۱۲٬۰۰۰٬۰۰۰٬۰۰۰', independentCeilingRial: '1,000,000,000', absorbBy: '', bankCodes: ['022', '012'], ...change,
})
const share = (year: ProgrammeYear, allottedRial: number, countyCode = '0603') =>
  contract.quotas.allot.input.parse({ year: year.year, version: year.version, countyCode, allottedRial, employmentCommitment: '20' })

const planYear = (at: LoanOffice): ProgrammeYear => saveYear(at.as('expert'), planned())
const hold = (at: LoanOffice, referralId: string, amountRial: number): string =>
  transact(at.db, () => holdQuota(at.as('expert'), { referralId, year: 1405, countyCode: '0603', amountRial }))
const release = (at: LoanOffice, referralId: string): void => transact(at.db, () => releaseQuota(at.as('expert'), referralId, 'withdrawn'))
const ahvaz = (at: LoanOffice) => quotaHandlers.read(at.as('expert'), { year: 1405 }) as { year: ProgrammeYear }

test('S1-00, S1-A3: a year is planned, its settings change, a stale change is refused', () => {
  const at = createLoanOffice()
  const first = planYear(at)
  expect(first).toMatchObject({ year: 1405, version: 1, state: 'planned', absorbBy: null, bankCodes: ['012', '022'], ruleSet: '1405.1', counties: [] })
  expect(() => planYear(at)).toThrow('VERSION_STALE')
  const second = saveYear(at.as('expert'), planned({ version: 1, independentCeilingRial: 2_000 * million, absorbBy: '1405/04/31', bankCodes: ['060'] }))
  expect(second).toMatchObject({ version: 2, independentCeilingRial: 2_000 * million, absorbBy: '2026-07-22', bankCodes: ['060'] })
  expect(() => saveYear(at.as('expert'), planned({ version: 1 }))).toThrow('VERSION_STALE')
  expect(() => saveYear(at.as('expert'), planned({ version: 2, bankCodes: ['022', '999'] }))).toThrow('BANK_UNKNOWN')
  expect(quotaHandlers.read(at.as('expert'), { year: null })).toMatchObject({ year: { year: 1405 }, years: [1405] })
  expect(quotaHandlers.read(at.as('expert'), { year: 1400 })).toEqual({ year: null, years: [1405] })
  expect(entriesOf(at.db, 'ProgrammeYear', '1405').map(({ kind, base_version }) => [kind, base_version])).toEqual([['year.save', 0], ['year.save', 1]])
})

test('S1-A1: the counties together never pass the province, by command or by SQL', () => {
  const at = createLoanOffice()
  const one = allotShare(at.as('expert'), share(planYear(at), 10_000 * million))
  expect(one).toMatchObject({ version: 2, allottedRial: 10_000 * million, counties: [{ countyCode: '0603', countyTitle: 'اهواز', remainingRial: 10_000 * million }] })
  expect(() => allotShare(at.as('expert'), share(one, 2_000 * million + 1, '0604'))).toThrow('QUOTA_EXCEEDS_PROVINCE')
  const two = allotShare(at.as('expert'), share(one, 2_000 * million, '0604'))
  expect(() => allotShare(at.as('expert'), share(one, 1, '0605'))).toThrow('VERSION_STALE')
  expect(allotShare(at.as('expert'), share(two, 9_000 * million)).allottedRial).toBe(11_000 * million)
  expect(() => saveYear(at.as('expert'), planned({ version: 4, provincialQuotaRial: 11_000 * million - 1 }))).toThrow('QUOTA_BELOW_ALLOTTED')
  expect(() => at.db.prepare("UPDATE county_quotas SET allotted_rial = 11000000000 WHERE county_code = '0603'").run()).toThrow('pass the provincial quota')
  expect(() => at.db.prepare('UPDATE programme_years SET provincial_quota_rial = 1').run()).toThrow('falls below the counties')
})

test('S1-A1: the share is of our province and of a county that exists', () => {
  const at = createLoanOffice()
  const year = planYear(at)
  expect(() => allotShare(at.as('expert'), share(year, 1, '0703'))).toThrow('COUNTY_NOT_OURS')
  try {
    allotShare(at.as('expert'), share(year, 1, '0699'))
    expect.unreachable()
  } catch (error) {
    expect(error).toMatchObject({ code: 'INPUT_INVALID', fields: [{ field: 'countyCode', reason: 'COUNTY_UNKNOWN' }] } satisfies Partial<Fault>)
  }
  expect(() => allotShare(at.as('expert'), { ...share(year, 1), year: 1404 })).toThrow('NOT_FOUND')
})

test('the Director opens a year that has shares, once', () => {
  const at = createLoanOffice()
  const year = planYear(at)
  expect(() => openYear(at.as('director'), year)).toThrow('YEAR_EMPTY')
  const allotted = allotShare(at.as('expert'), share(year, 5 * million))
  expect(() => openYear(at.as('director'), year)).toThrow('VERSION_STALE')
  const open = openYear(at.as('director'), allotted)
  expect(open).toMatchObject({ state: 'open', version: 3 })
  expect(() => openYear(at.as('director'), open)).toThrow('YEAR_STATE')
  expect(allotShare(at.as('expert'), share(open, 6 * million))).toMatchObject({ state: 'open', allottedRial: 6 * million })
})

test('S1-A1, worked: held and paid are counted, remaining is what is left, and the whole hold comes back', () => {
  const at = createLoanOffice()
  const year = allotShare(at.as('expert'), share(planYear(at), 10_000 * million))
  hold(at, 'a', 6_000 * million)
  hold(at, 'b', 3_200 * million)
  at.db.prepare("UPDATE quota_reservations SET state = 'paid', paid_rial = amount_rial WHERE referral_id = 'b'").run()
  expect(ahvaz(at).year.counties[0]).toMatchObject({ heldRial: 6_000 * million, paidRial: 3_200 * million, remainingRial: 800 * million })
  hold(at, 'c', 800 * million)
  expect(ahvaz(at).year.counties[0]!.remainingRial).toBe(0)
  expect(() => hold(at, 'd', 1)).toThrow('CHECK constraint failed')
  at.db.prepare("UPDATE quota_reservations SET state = 'paid', paid_rial = 700000000 WHERE referral_id = 'c'").run()
  expect(ahvaz(at).year.counties[0]).toMatchObject({ heldRial: 6_000 * million, paidRial: 3_900 * million, remainingRial: 100 * million })
  expect(() => allotShare(at.as('expert'), share(year, 9_900 * million - 1))).toThrow('QUOTA_BELOW_USED')
  expect(() => at.db.prepare("UPDATE county_quotas SET allotted_rial = 9899999999 WHERE county_code = '0603'").run()).toThrow('CHECK constraint failed')
  expect(allotShare(at.as('expert'), share(year, 9_900 * million)).counties[0]!.remainingRial).toBe(0)
  release(at, 'a')
  release(at, 'a')
  expect(ahvaz(at).year.counties[0]).toMatchObject({ heldRial: 0, remainingRial: 6_000 * million })
})

test('a hold belongs to one referral, is made inside its change, and never alters afterwards', () => {
  const at = createLoanOffice()
  allotShare(at.as('expert'), share(planYear(at), 10 * million))
  expect(() => holdQuota(at.as('expert'), { referralId: 'a', year: 1405, countyCode: '0603', amountRial: 1 })).toThrow('held and released with')
  hold(at, 'a', 4 * million)
  expect(() => hold(at, 'a', 1)).toThrow('UNIQUE')
  expect(() => hold(at, 'z', 0)).toThrow('CHECK constraint failed')
  expect(() => at.db.prepare('UPDATE quota_reservations SET amount_rial = 1').run()).toThrow('keeps its amount')
  expect(() => at.db.prepare('DELETE FROM quota_reservations').run()).toThrow('never deleted')
  release(at, 'a')
  expect(() => at.db.prepare("UPDATE quota_reservations SET state = 'held', released_at = NULL").run()).toThrow('ends once')
  const [reservation] = at.db.prepare<[], { id: string }>('SELECT id FROM quota_reservations').all()
  expect(entriesOf(at.db, 'QuotaReservation', reservation!.id).map(({ kind, base_version }) => [kind, base_version]))
    .toEqual([['quota.hold', 0], ['quota.release', 1]])
  hold(at, 'a', 10 * million)
})

test('S1-A9a: no column or input of a quota knows an agency', () => {
  const at = createLoanOffice()
  const columns = at.db.prepare<[], { name: string }>("SELECT name FROM pragma_table_info('county_quotas') UNION SELECT name FROM pragma_table_info('quota_reservations')").all()
  expect(columns.filter(({ name }) => name.includes('agency'))).toEqual([])
  expect(Object.keys(contract.quotas.allot.input.shape).filter((name) => /agency/i.test(name))).toEqual([])
})

test('whatever is held and released in whatever order, the counters are the sums and nothing is overdrawn', () => {
  const at = createLoanOffice()
  allotShare(at.as('expert'), share(planYear(at), 1_000))
  let round = 0
  const step = fc.record({ referral: fc.nat(5), amount: fc.integer({ min: 1, max: 600 }), back: fc.boolean() })
  fc.assert(fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
    round += 1
    const held = new Map<string, number>()
    for (const { referral, amount, back } of steps) {
      const id = `${round}-${referral}`
      const left = 1_000 - [...held.values()].reduce((sum, one) => sum + one, 0)
      if (back) {
        release(at, id)
        held.delete(id)
      } else if (held.has(id) || amount > left) {
        expect(() => hold(at, id, amount)).toThrow('constraint failed')
      } else {
        hold(at, id, amount)
        held.set(id, amount)
      }
    }
    const sum = [...held.values()].reduce((total, one) => total + one, 0)
    expect(ahvaz(at).year.counties[0]).toMatchObject({ heldRial: sum, remainingRial: 1_000 - sum })
    for (const id of held.keys()) release(at, id)
  }), { numRuns: 25 })
})
