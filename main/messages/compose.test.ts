import fc from 'fast-check'
import { expect, test } from 'vitest'
import { messageKeys, type MessageKey, type MessageVars } from '#contract/messages'
import { fillTemplate, onePart, placeholderNames, placeholdersOf, sampleValues, smsParts } from '#contract/values/sms'
import { compose, previewOf } from './compose'
import { kindOf } from './kind-of'
import { shippedTemplates } from './shipped-templates'
import { createOffice, trackingCode } from './testing/message-office'

/** Units of each shipped text with the sample values, as counted when the texts were agreed. */
const agreed: Record<MessageKey, number> = {
  'dossier.code_issued': 59, 'dossier.filed': 69, 'dossier.central_code': 36, 'dossier.handed_over': 68, 'dossier.at_agency': 55, 'dossier.correction':
  54, 'dossier.documents': 58, 'dossier.resubmitted': 61, 'dossier.agency_approved': 50, 'dossier.empowerment': 61, 'dossier.expert_review': 52,
  'dossier.at_director': 48, 'dossier.back_to_expert': 57, 'dossier.refused': 54, 'dossier.objection': 44, 'dossier.withdrawn': 44, 'dossier.lapsed':
  52, 'dossier.in_pool': 57, 'dossier.visit_needed': 60, 'dossier.overdue': 59, 'dossier.correction_due': 61, 'support.introduced': 44, 'support.accepted': 41, 'support.declined':
  57, 'permit.issued': 66, 'permit.confirmed': 64, 'permit.renewed': 41, 'permit.corrected': 53, 'permit.skill_reminder': 59, 'permit.skill_accepted':
  42, 'permit.renewal_due': 62, 'permit.suspended': 55, 'permit.reinstated': 44, 'permit.revoked': 54, 'permit.expired': 49, 'inspection.appointment':
  52, 'referral.issued': 66, 'referral.more_needed': 40, 'referral.approved': 42, 'referral.paid': 49, 'referral.refused': 44, 'referral.withdrawn': 67,
  'referral.lapsed': 64, 'enquiry.answered': 54,
}

test('S0-12: every agreed text is shipped with its agreed length, and each fits one part', () => {
  const lengths = Object.fromEntries(messageKeys.map((key) => [key, fillTemplate(shippedTemplates[key], sampleValues).length]))
  expect(lengths).toEqual(agreed)
  expect(Math.max(...Object.values(lengths))).toBeLessThanOrEqual(onePart)
})

test('S3-12: corrections, documents and visits are kinds of their own, everything else tells a stage', () => {
  const asking = messageKeys.filter((key) => kindOf(key) !== 'stage').map((key) => [key, kindOf(key)])
  expect(asking).toEqual([['dossier.correction', 'correction'], ['dossier.documents', 'documents'], ['dossier.visit_needed', 'visit']])
})

test('codes stand without hyphens, days are Jalali, digits Persian', () => {
  const { db } = createOffice()
  expect(compose(db, 'dossier.filed', trackingCode, { date: '2026-12-01' })).toEqual({
    sms: 'درخواست ثبت شد. کد T۰۶۰۳۰۵۰۲۰۰۱۲۳۵؛ پیگیری از ۱۴۰۵/۰۹/۱۰. رایگان است.',
    text: 'درخواست ثبت شد. کد T۰۶۰۳۰۵۰۲۰۰۱۲۳۵؛ پیگیری از ۱۴۰۵/۰۹/۱۰. رایگان است.', parts: 1, templateVersion: 1,
  })
  expect(compose(db, 'dossier.central_code', 'ABC-12/7', {}).sms).toBe('کد رهگیری مرکزی شما: ABC-12/7')
})

test('S3-12: a reason too long for one part is cut in the SMS and stands whole in the system', () => {
  const { db } = createOffice()
  const why = 'اصل شناسنامه، کارت پایان خدمت، سند مالکیت یا اجاره‌نامه و گواهی مهارت تازه را بیاورید'
  const { sms, text, parts } = compose(db, 'dossier.documents', trackingCode, { why })
  expect(text).toContain(why)
  expect([parts, sms.length <= onePart, sms.endsWith('…')]).toEqual([1, true, true])
  expect(text.startsWith(sms.slice(0, -1))).toBe(true)
})

test('S0-12: no national ID and no amount goes into an SMS, whatever the reason says', () => {
  const { db } = createOffice()
  const tell = (why: string) => compose(db, 'dossier.refused', trackingCode, { why })
  expect(tell('کد ملی ۱۷۴۰۰۰۰۰۱۳ نمی‌خواند')).toMatchObject({ sms: expect.not.stringContaining('۱۷۴۰۰۰۰۰۱۳') as string, text: expect.stringContaining('۱۷۴۰۰۰۰۰۱۳') as string })
  expect(tell('وام ۵۰۰ میلیون تومان دارد').sms).toBe('درخواست T۰۶۰۳۰۵۰۲۰۰۱۲۳۵ پذیرفته نشد. دلیل: وام … دارد')
  expect(tell('مبلغ 800,000,000').sms).not.toMatch(/۸۰۰/)
})

const anyText = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 120 }), fc.string({ unit: 'binary', maxLength: 40 }), fc.constantFrom('{code}', '{', '😀'.repeat(60), '1405/09/10', '2026-12-01', ''))
const anyVars: fc.Arbitrary<MessageVars> = fc.record(
  Object.fromEntries(placeholderNames.filter((name) => name !== 'code').map((name) => [name, anyText])), { requiredKeys: [] })

test('S0-12: whatever values a message is given, no raw placeholder is left and the parts hold the whole text', () => {
  const { db } = createOffice()
  fc.assert(fc.property(fc.constantFrom(...messageKeys), anyVars, (key, vars) => {
    const { sms, text, parts } = compose(db, key, trackingCode, vars)
    for (const told of [sms, text]) {
      expect(placeholdersOf(told)).toEqual([])
      expect(told).not.toMatch(/[{}\n\r]/)
    }
    expect(smsParts(sms)).toHaveLength(parts)
    expect(text.length).toBeGreaterThanOrEqual(shippedTemplates[key].replace(/\{\w+\}/g, '').length)
  }), { numRuns: 300 })
})

test('a preview counts what would go out and names what is wrong with it', () => {
  const { db } = createOffice()
  expect(previewOf(db, { key: 'dossier.correction', text: shippedTemplates['dossier.correction'], why: '' })).toMatchObject({ units: 54, parts: 1, unknown: [], missing: [], looseBrace: false })
  expect(previewOf(db, { key: 'dossier.correction', text: 'پرونده {code} {name} }', why: '' })).toMatchObject({ unknown: ['name'], missing: ['why'], looseBrace: true })
  expect(previewOf(db, { key: 'dossier.lapsed', text: `پرونده {code} ${'بسته '.repeat(20)}`, why: '' })).toMatchObject({ parts: 2 })
})
