import { beforeEach, expect, test } from 'vitest'
import type { Referral } from '#contract/referrals'
import { writeSetting } from '#db/catalogues/setting-repo'
import { entriesOf } from '#db/ledger/ledger-repo'
import { findCountyQuota } from '#db/quotas/quota-repo'
import { unsentSql } from '#db/referrals/referral-repo'
import { createLoanOffice, type LoanOffice } from '#db/testing/loan-office'
import { queryPlan } from '#db/testing/memory-db'
import { referralDailySteps } from './lapse-referral'
import { referralHandlers } from './referral-handlers'
import { handOver, issued, now, openYear, prepare, readyHolder, submit } from './testing/ready-holder'

let at: LoanOffice
beforeEach(() => {
  at = createLoanOffice()
  openYear(at)
  at.db.prepare('UPDATE programme_years SET absorb_by = ?').run('2026-11-01')
})
const wish = (on: boolean): void => { writeSetting(at.db, 'lapseAfterAbsorb', on ? 'yes' : 'no', 'x') }
const read = (id: string): Referral => now(referralHandlers.read(at.as('expert'), { id }))
const lapse = (referral: Referral): Referral => now(referralHandlers.lapse(at.as('expert'), { id: referral.id, version: referral.version }))
const passDay = (): number => referralDailySteps[0]!.chunk(at.as('system_manager'), at.clock.today(), '').done
const told = (): string[] => at.db.prepare<[], string>("SELECT key FROM messages WHERE key LIKE 'referral.%' ORDER BY rowid").pluck().all()
const held = (): number => findCountyQuota(at.db, 1405, '0603')!.heldRial
const late = (): void => { at.clock.set('2026-11-02T06:00:00Z') }

test('R13, S1-A1: the day after the absorption day what never went to the bank is closed by itself, its hold is free and the holder is told', async () => {
  const signed = await issued(at, readyHolder(at, '0013542419'))
  const waiting = submit(at, prepare(at, readyHolder(at, '1741960010').no, { amountRial: 100_000_000 }))
  wish(true)
  at.clock.set('2026-11-01T06:00:00Z')
  expect(passDay(), 'the day itself still counts').toBe(0)
  expect(held()).toBe(900_000_000)
  late()
  expect(passDay()).toBe(2)
  expect([read(signed.id).state, read(waiting.id).state]).toEqual(['lapsed', 'lapsed'])
  expect(held()).toBe(0)
  expect(entriesOf(at.db, 'BankReferral', signed.id).at(-1)).toMatchObject({ kind: 'referral.lapse' })
  expect(told(), 'of a letter that nobody signed nobody had heard').toEqual(['referral.issued', 'referral.lapsed'])
  expect(passDay()).toBe(0)
})

test('R13: what lies at the bank is closed by the expert, not by the calendar', async () => {
  const atBank = handOver(at, await issued(at, readyHolder(at, '0013542419')))
  wish(true)
  expect(read(atBank.id).mayLapse).toBe(false)
  expect(() => lapse(atBank)).toThrow('REFERRAL_NOT_LATE')
  late()
  expect(passDay()).toBe(0)
  expect(read(atBank.id).mayLapse).toBe(true)
  expect(lapse(atBank)).toMatchObject({ state: 'lapsed', mayLapse: false })
  expect(held()).toBe(0)
  expect(() => lapse(read(atBank.id))).toThrow('REFERRAL_STATE')
})

test('R13: where the office did not choose it, nothing lapses; neither does a draft, nor a year without such a day', async () => {
  const signed = await issued(at, readyHolder(at, '0013542419'))
  const draft = prepare(at, readyHolder(at, '1741960010').no, { amountRial: 100_000_000 })
  late()
  expect(passDay()).toBe(0)
  expect(() => lapse(signed)).toThrow('REFERRAL_NOT_LATE')
  wish(true)
  expect(() => lapse(draft)).toThrow('REFERRAL_STATE')
  at.db.exec('UPDATE programme_years SET absorb_by = NULL')
  expect(passDay()).toBe(0)
  expect(read(signed.id)).toMatchObject({ state: 'issued', mayLapse: false })
})

test('R13: the list of the unsent goes by its state', () => {
  expect(queryPlan(at.db, unsentSql, '', '2026-11-02', 50)).toContain('referrals_by_state')
})

test('domain model §10: the number of a letter that was made ready and then taken back unsigned is void, once', () => {
  const waiting = submit(at, prepare(at, readyHolder(at, '1741960010').no, { amountRial: 100_000_000 }))
  const { items: [frozen] } = now(referralHandlers.freeze(at.as('director'), { ids: [waiting.id] }))
  const voidStep = (): number => referralDailySteps[1]!.chunk(at.as('system_manager'), at.clock.today(), '').done
  expect(voidStep()).toBe(0)
  now(referralHandlers.withdraw(at.as('expert'), { id: waiting.id, version: read(waiting.id).version, reason: 'متقاضی نخواست' }))
  expect([voidStep(), voidStep()]).toEqual([1, 0])
  const entry = entriesOf(at.db, 'BankReferral', frozen!.no).at(-1)!
  expect([entry.kind, JSON.parse(entry.payload)]).toEqual(['number.void', { no: frozen!.no, reason: 'referral_ended' }])
})
