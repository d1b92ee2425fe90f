import { expect, test } from 'vitest'
import { messageKeys } from '#contract/messages'
import { messages } from '#contract/messages'
import { shippedTemplates } from './shipped-templates'
import { currentTemplate, listTemplates, saveTemplate, templateFaults } from './templates'
import { createOffice } from './testing/message-office'

const key = 'dossier.correction'

test('every shipped text is without fault, and says what it must and may hold', () => {
  for (const each of messageKeys) expect([each, templateFaults(each, shippedTemplates[each])]).toEqual([each, { unknown: [], missing: [], looseBrace: false }])
  expect(listTemplates(createOffice().db).find((one) => one.key === key)).toEqual({
    key, kind: 'correction', version: 1, text: shippedTemplates[key], shipped: shippedTemplates[key], required: ['code', 'why'],
    allowed: ['code', 'why', 'phone', 'url'], by: null, at: null,
  })
})

test('S3-12: a changed text is a new version, told from then on; what was written keeps its text and version', () => {
  const office = createOffice()
  const before = office.tell(key, { why: 'عکس' })
  expect(saveTemplate(office.as('system_manager'), { key, version: 1, text: 'لطفا پرونده {code} را اصلاح کنید: {why}' })).toEqual({ version: 2 })
  const after = office.tell(key, { why: 'عکس' })
  expect([before.templateVersion, after.templateVersion, after.sms]).toEqual([1, 2, 'لطفا پرونده T۰۶۰۳۰۵۰۲۰۰۱۲۳۵ را اصلاح کنید: عکس'])
  expect(office.of()[0]!.sms).toBe(before.sms)
  expect(currentTemplate(office.db, key)).toMatchObject({ version: 2, by: 'system_manager' })
  expect(office.payloads('template.save')).toMatchObject([{ key, version: 2 }])
})

test.each([
  ['an unknown placeholder', 'پرونده {code}: {why} {name}', { unknown: ['name'], missing: [] }],
  ['one that this message has no value for', 'پرونده {code}: {why} تا {due}', { unknown: ['due'], missing: [] }],
  ['a missing one', 'پرونده شما اصلاح می‌خواهد', { unknown: [], missing: ['code', 'why'] }],
  ['a brace too many', 'پرونده {code}: {why}}', { unknown: ['{ }'], missing: [] }],
])('a text with %s is refused and named, and nothing is stored', (_, text, details) => {
  const office = createOffice()
  expect(() => saveTemplate(office.as('system_manager'), { key, version: 1, text })).toThrow(expect.objectContaining({ code: 'TEMPLATE_PLACEHOLDERS', details }) as Error)
  expect(office.kinds()).toEqual([])
})

test('two managers at once: the second is told; the same text again is no version', () => {
  const office = createOffice()
  const save = (version: number, text: string) => saveTemplate(office.as('system_manager'), { key, version, text })
  save(1, 'الف {code} {why}')
  expect(() => save(1, 'ب {code} {why}')).toThrow(expect.objectContaining({ name: 'RowStale' }) as Error)
  expect(() => save(2, 'الف {code} {why}')).toThrow(expect.objectContaining({ code: 'TEMPLATE_UNCHANGED' }) as Error)
})

test.each([['', 'REQUIRED'], ['پرونده \u202E{code}', 'BIDI_CONTROL'], ['ا'.repeat(201), 'TOO_LONG'], ['\uD83D {code}', 'INVALID']])('the form refuses %j as %s', (text, reason) => {
  const parsed = messages.saveTemplate.input.safeParse({ key, version: 1, text })
  expect(parsed.error?.issues[0]?.message).toBe(reason)
})
