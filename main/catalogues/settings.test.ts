import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { settingKeys, settingSpec, settingText } from '#contract/settings'
import { writeSetting } from '#db/catalogues/setting-repo'
import { settingsOf } from './settings'
import { createDesk, refusal } from './testing/desk'

test('every setting has a default that its own parser takes, and that is written as it is stored', () => {
  for (const key of settingKeys) expect(settingText(key, settingSpec(key).fallback), key).toBe(settingSpec(key).fallback)
})

test('a new office takes the defaults of the domain model', () => {
  expect(settingsOf(createDesk().db)).toMatchObject({
    skillEvidenceAtRegistration: 'grace', agencyDays: 7, objectionDays: 30, correctionReplyDays: null, draftDays: null, employmentCheckDays: 180,
    reportGraceDays: 10, anchorDays: 7, rollToWorkingDay: false, weeklyOffDays: ['friday'], returnedClock: 'resume', empowermentPausesClock: false,
    dayCount: 'all_days', monthArithmetic: 'calendar', coveredPermit: false, lateVisit: 'note', visitMustBePositive: false, ceilingCountBasis: 'accepted', ceilingScope: 'referral',
    referralSigner: 'director', bankSender: 'office', lapseAfterAbsorb: false, permitValidityMonths: null, minCovered: null,
  })
})

describe('what offices word for themselves', () => {
  test('S4-01: the unit\'s name and the letterhead are settings', () => {
    const { db, ask } = createDesk()
    expect(settingsOf(db)).toMatchObject({ serviceUnit: 'دبیرخانه کارگروه اشتغال و سرمایه‌گذاری استان', letterhead: expect.stringContaining('وزارت تعاون، کار و رفاه اجتماعی') })
    ask('changeSetting', { key: 'serviceUnit', value: 'ادارۀ اشتغال', before: settingsOf(db).serviceUnit })
    expect(settingsOf(db).serviceUnit).toBe('ادارۀ اشتغال')
  })

  test('S0-15, S0-26, S0-27: the portals\' addresses are settings with the sources\' own as defaults', () => {
    const { db, ask } = createDesk()
    expect(settingsOf(db)).toMatchObject({ registrationAddress: 'mashaghelkhanegi.ir', enquiryAddress: 'mkh.mcls.gov.ir', complaintAddress: 'zrm.mcls.gov.ir' })
    ask('changeSetting', { key: 'enquiryAddress', value: 'smkh.mcls.gov.ir', before: 'mkh.mcls.gov.ir' })
    expect(settingsOf(db).enquiryAddress).toBe('smkh.mcls.gov.ir')
  })

  test('S2-03, S2-07, S2-14: the aid portal and its telephone are settings', () => {
    expect(settingsOf(createDesk().db)).toMatchObject({ aidAddress: 'hemayat.mcls.gov.ir', aidPhone: '021-6369' })
  })

  test('S0-01: the legal basis is an editable text that names the instruction of 1389/08/23', () => {
    const { db, ask } = createDesk()
    expect(settingsOf(db).legalBasis).toContain('۱۳۸۹/۸/۲۳')
    ask('changeSetting', { key: 'legalBasis', value: 'خط یک\r\n\r\n\r\n\r\nخط دو', before: settingsOf(db).legalBasis })
    expect(settingsOf(db).legalBasis).toBe('خط یک\n\nخط دو')
  })

  test('S0-19: Article 7 of the instruction is the basis of the system itself', () => {
    expect(settingsOf(createDesk().db).systemLegalBasis).toContain('ماده ۷')
  })
})

describe('changing a setting', () => {
  test('takes effect at once, is in the ledger, and what it was stays readable', () => {
    const { db, ask, logged } = createDesk()
    const changed = ask('changeSetting', { key: 'agencyDays', value: ' ۱۰ ', before: '7' })
    expect(changed).toMatchObject({ value: '10', fallback: '7', history: [{ value: '10', by: 'manager' }] })
    expect(settingsOf(db).agencyDays).toBe(10)
    expect(logged('setting.change')).toEqual([{ key: 'agencyDays', from: '7', to: '10' }])
    ask('changeSetting', { key: 'agencyDays', value: '12', before: '10' })
    expect(ask('settings', {}).settings.find(({ key }) => key === 'agencyDays')?.history.map(({ value }) => value)).toEqual(['12', '10'])
  })

  test('the same value again is no change', () => {
    const { ask, logged } = createDesk()
    ask('changeSetting', { key: 'rollToWorkingDay', value: 'no', before: 'no' })
    expect(logged('setting.change')).toEqual([])
  })

  test('over somebody else\'s change it is refused', () => {
    const { ask } = createDesk()
    ask('changeSetting', { key: 'agencyDays', value: '9', before: '7' })
    expect(refusal(() => ask('changeSetting', { key: 'agencyDays', value: '8', before: '7' }))).toMatchObject({ code: 'VERSION_STALE' })
  })

  test.each([
    ['agencyDays', '0', 'NUMBER_TOO_SMALL'], ['agencyDays', 'هفت', 'NOT_A_NUMBER'], ['agencyDays', '', 'REQUIRED'], ['draftDays', '366', 'NUMBER_TOO_LARGE'],
    ['returnedClock', 'stop', 'UNKNOWN_VALUE'], ['rollToWorkingDay', 'maybe', 'FLAG_UNKNOWN'], ['weeklyOffDays', 'friday|doomsday', 'UNKNOWN_VALUE'],
    ['weeklyOffDays', 'saturday|sunday|monday|tuesday|wednesday|thursday|friday', 'TOO_LONG'],
    ['complaintAddress', 'javascript:alert(1)', 'ADDRESS_FORMAT'], ['complaintAddress', 'http://zrm.mcls.gov.ir', 'ADDRESS_FORMAT'], ['complaintAddress', 'https://a@b.ir', 'ADDRESS_FORMAT'],
    ['officePhone', '۰۶۱-abc', 'PHONE_INVALID'], ['letterhead', '\u202Eالف', 'BIDI_CONTROL'], ['letterhead', 'ا'.repeat(161), 'TOO_LONG'],
  ] as const)('%s refuses %s: %s, and keeps what it was', (key, value, reason) => {
    const { db, ask } = createDesk()
    const before = settingsOf(db)
    const { fallback } = settingSpec(key)
    expect(refusal(() => ask('changeSetting', { key, value, before: fallback }))).toEqual({ code: 'INPUT_INVALID', fields: [{ field: 'value', reason }] })
    expect(settingsOf(db)).toEqual(before)
  })

  test('whatever is typed, a key gives its value or reasons, never anything else, and a taken value survives the store', () => {
    fc.assert(fc.property(fc.constantFrom(...settingKeys), fc.string({ unit: fc.constantFrom(...'۱2٣|.-/:a', 'friday', 'yes', 'grace', '\u202E', '\n', '\uD800', 'ی'), maxLength: 30 }), (key, typed) => {
      try {
        const text = settingText(key, typed)
        expect(settingText(key, text)).toBe(text)
      } catch (error) {
        expect(error).toBeInstanceOf(z.ZodError)
      }
    }), { numRuns: 2000 })
  })
})

test('a stored text that this program can\'t read counts as never set', () => {
  const { db } = createDesk()
  writeSetting(db, 'agencyDays', 'a week', '')
  writeSetting(db, 'of a later program', '1', '')
  expect(settingsOf(db).agencyDays).toBe(7)
})

test('settings taken back with their transaction are not in force', () => {
  const { db } = createDesk()
  expect(() => db.transaction(() => {
    writeSetting(db, 'agencyDays', '20', '')
    expect(settingsOf(db).agencyDays).toBe(20)
    throw new Error('back')
  })()).toThrow('back')
  expect(settingsOf(db).agencyDays).toBe(7)
})
