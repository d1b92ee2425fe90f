import { beforeAll, describe, expect, test } from 'vitest'
import type { Award } from '#contract/incentives'
import { createPermitOffice, isoOf, now, passphrase, type PermitOffice } from '#main/permits/testing/permit-office'
import { permitHandlers } from '#main/permits/index'
import { verifyJws, signingKeys } from '#main/signing/index'
import { sha256 } from '#main/ledger/index'
import { incentiveHandlers } from './index'

const text = 'با فراهم کردن کار برای چهل نفر از بانوان روستا در یک سال'
let office: PermitOffice
let supporter: string
beforeAll(async () => {
  office = createPermitOffice()
  supporter = await office.issue(1, { type: 'supporter_legal', covered: 40 })
}, 40_000)

const prepare = (permitNo: string): Award => now(incentiveHandlers.prepareAward(office.as('expert'), { permitNo, text }))
const sign = (award: Award, secret = passphrase): Award => now(incentiveHandlers.signAward(office.as('director'), { id: award.id, version: award.version, passphrase: secret }))
const record = (award: Award, level: 'deputy' | 'minister', signedOn = '2026-11-21'): Award =>
  now(incentiveHandlers.recordSignature(office.as('expert'), { id: award.id, version: award.version, level, signerName: 'حسین نمونه', letterNo: '۱۴۰۵/۱۲', signedOn }))
const kinds = (id: string): string[] =>
  office.db.prepare<[string], string>("SELECT kind FROM ledger_entries WHERE aggregate_type = 'Award' AND aggregate_id = ? ORDER BY seq").pluck().all(id)

describe('S1-D2: a letter of commendation for a successful supporter', () => {
  test('who has no supporter’s permit in force gets none, and one letter at a time is on its way', async () => {
    const single = await office.issue(2)
    expect(() => prepare(single)).toThrow(expect.objectContaining({ code: 'AWARD_NOT_SUPPORTER' }))
    expect(() => prepare('P-0600-1405-01-99999-0')).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }))
    const other = await office.issue(3, { type: 'supporter_natural', covered: 10 })
    await permitHandlers.suspend(office.as('director'), { no: other, reason: 'بررسی' })
    expect(() => prepare(other)).toThrow(expect.objectContaining({ code: 'PERMIT_STATE' }))
  })

  test('three signatures in their order, then it is given; each step stands in the ledger', () => {
    const draft = prepare(supporter)
    expect(draft).toMatchObject({ state: 'draft', name: 'شرکت نمونه‌بافان جنوب', director: null })
    expect(draft.no).toMatch(/^A-0600-1405-01-00001-\d$/)
    expect(() => prepare(supporter)).toThrow(expect.objectContaining({ code: 'AWARD_OPEN' }))
    expect(() => record(draft, 'deputy')).toThrow(expect.objectContaining({ code: 'AWARD_STATE' }))
    expect(() => sign(draft, 'not the passphrase')).toThrow(expect.objectContaining({ code: 'PASSPHRASE_WRONG' }))
    const signed = sign(draft)
    const check = verifyJws(signed.director!.jws, 'commendation+jws', signingKeys(office.as('director')))
    expect(check).toMatchObject({ ok: true, value: { k: 'commendation', no: draft.no, name: draft.name, id4: '4790', txt: sha256(text) }, key: { use: 'director' } })
    expect(signed.director!.digest).toBe(check.ok ? sha256(check.text) : '')
    // The same token is no permit, whoever signed it.
    expect(verifyJws(signed.director!.jws, 'permit+jws', signingKeys(office.as('director')))).toEqual({ ok: false, reason: 'type' })
    expect(() => record(signed, 'minister')).toThrow(expect.objectContaining({ code: 'AWARD_STATE' }))
    expect(() => record(signed, 'deputy', '2026-11-20')).toThrow(expect.objectContaining({ code: 'AWARD_DATE' }))
    expect(() => record(signed, 'deputy', '2026-11-22')).toThrow(expect.objectContaining({ code: 'AWARD_DATE' }))
    const deputy = record(signed, 'deputy')
    expect(() => record({ ...deputy, version: 1 }, 'minister')).toThrow(expect.objectContaining({ name: 'RowStale' }))
    const minister = record(deputy, 'minister')
    const given = now(incentiveHandlers.giveAward(office.as('expert'), { id: minister.id, version: minister.version, givenOn: isoOf('1405/08/30') }))
    expect(given).toMatchObject({ state: 'given', givenOn: '2026-11-21', deputy: { signerName: 'حسین نمونه' }, minister: { recordedBy: 'expert' } })
    expect(kinds(given.id)).toEqual(['award.prepare', 'award.sign', 'award.record', 'award.record', 'award.give'])
    expect(prepare(supporter).no).toMatch(/^A-0600-1405-01-00002-\d$/)
  })

  test('who wrote a letter does not sign it, and a letter whose permit has ended is not signed', async () => {
    const no = await office.issue(4, { type: 'supporter_natural', covered: 12 })
    const own = now(incentiveHandlers.prepareAward(office.as('expert', 'director'), { permitNo: no, text }))
    expect(() => sign(own)).toThrow(expect.objectContaining({ code: 'SAME_PERSON' }))
    const second = await office.issue(5, { type: 'supporter_natural', covered: 12 })
    const award = prepare(second)
    await permitHandlers.suspend(office.as('director'), { no: second, reason: 'بررسی' })
    expect(() => sign(award)).toThrow(expect.objectContaining({ code: 'PERMIT_STATE' }))
    expect(kinds(award.id)).toEqual(['award.prepare'])
  })
})
