import { expect, test } from 'vitest'
import { findField } from '../index'
import { createDesk, refusal } from '../testing/desk'

const field = { code: '3001', title: 'شمع‌سازی', group: 'تولیدی', agencyCode: 'industry', path: 'approval', hygiene: 'no', loanAllowed: 'yes', model: 'no' }
const fault = (name: string, reason: string) => ({ code: 'INPUT_INVALID', fields: [{ field: name, reason }] })

test('S0-04, S0-18, S3-09: a field has its owning agency, second agencies, confirmations and model; the sample has one of each', () => {
  const { db } = createDesk()
  expect(findField(db, '1014')).toMatchObject({ agencyCode: 'agriculture', secondAgencies: ['health'] })
  expect(findField(db, '1015')?.confirmations).toEqual(['تأییدیۀ بهداشتی دامپزشکی'])
  expect(findField(db, '1016')?.model).toBe(true)
})

test('a row is saved, changed and ended; each version stays readable and every step is in the ledger', () => {
  const { db, ask, logged } = createDesk()
  expect(ask('saveRow', { table: 'fields', cells: { ...field, from: '۱۴۰۵/۱/۱', secondAgencies: 'health|veterinary' } })).toMatchObject({
    code: '3001', version: 1, from: '2026-03-21', to: null, values: { secondAgencies: ['health', 'veterinary'], hygiene: false, loanAllowed: true },
  })
  ask('saveRow', { table: 'fields', version: 1, cells: { ...field, title: 'شمع‌سازی هنری', model: 'yes' } })
  expect(ask('endRow', { table: 'fields', code: '3001', version: 2, on: '1405/08/30' })).toMatchObject({ version: 3, to: '2026-11-21' })
  expect(findField(db, '3001')).toMatchObject({ title: 'شمع‌سازی هنری', model: true, to: '2026-11-21' })
  expect(ask('history', { table: 'fields', code: '3001' }).versions.map(({ row }) => [row.version, row.title, row.to])).toEqual([
    [3, 'شمع‌سازی هنری', '2026-11-21'], [2, 'شمع‌سازی هنری', null], [1, 'شمع‌سازی', null],
  ])
  expect([logged('reference.save').length, logged('reference.end').length]).toEqual([2, 1])
})

test('what is wrong is named by column, all at once, and nothing is stored', () => {
  const { db, ask } = createDesk()
  expect(refusal(() => ask('saveRow', { table: 'fields', cells: { ...field, code: 'الف', title: '=cmd|x', from: '1405/07/31', agencyCode: 'nobody', hygiene: 'شاید', path: 'x' } }))).toEqual({
    code: 'INPUT_INVALID', fields: [
      { field: 'code', reason: 'CODE_FORMAT' }, { field: 'title', reason: 'FORMULA_TEXT' }, { field: 'from', reason: 'DATE_IMPOSSIBLE' },
      { field: 'agencyCode', reason: 'AGENCY_UNKNOWN' }, { field: 'path', reason: 'UNKNOWN_VALUE' }, { field: 'hygiene', reason: 'FLAG_UNKNOWN' },
    ],
  })
  expect(refusal(() => ask('saveRow', { table: 'fields', cells: { ...field, from: '1405/02/01', to: '1405/01/01' } }))).toEqual(fault('to', 'DATE_ORDER'))
  expect(refusal(() => ask('saveRow', { table: 'banks', cells: { code: '015', title: 'سپه', shortTitle: 'بانک سپه ایرانیان' } }))).toEqual(fault('shortTitle', 'TOO_LONG'))
  expect(refusal(() => ask('saveRow', { table: 'counties', cells: { code: '9901', title: 'ناکجا' } }))).toEqual(fault('code', 'PROVINCE_UNKNOWN'))
  expect(refusal(() => ask('saveRow', { table: 'fields', cells: { ...field, title: 'شمع\u202Eسازی' } }))).toEqual(fault('title', 'BIDI_CONTROL'))
  expect(findField(db, '3001')).toBeUndefined()
})

test('a code is given once, and a change is made to the version that was seen', () => {
  const { ask } = createDesk()
  expect(refusal(() => ask('saveRow', { table: 'fields', cells: { ...field, code: '1001' } }))).toEqual(fault('code', 'CODE_DUPLICATE'))
  expect(refusal(() => ask('saveRow', { table: 'fields', version: 1, cells: field })).code).toBe('NOT_FOUND')
  expect(refusal(() => ask('saveRow', { table: 'fields', version: 2, cells: { ...field, code: '1001' } })).code).toBe('VERSION_STALE')
  expect(refusal(() => ask('endRow', { table: 'fields', code: '1001', version: 2, on: '1405/08/30' })).code).toBe('VERSION_STALE')
})

test('an ended row is not ended later, and none before it began', () => {
  const { ask } = createDesk()
  ask('saveRow', { table: 'refusalReasons', cells: { code: 'late', title: 'دیر', from: '1405/08/01' } })
  expect(refusal(() => ask('endRow', { table: 'refusalReasons', code: 'late', version: 1, on: '1405/07/30' }))).toEqual(fault('on', 'DATE_ORDER'))
  ask('endRow', { table: 'refusalReasons', code: 'late', version: 1, on: '1405/08/10' })
  expect(refusal(() => ask('endRow', { table: 'refusalReasons', code: 'late', version: 2, on: '1405/08/20' })).code).toBe('REFERENCE_ENDED')
})

test('S0-04: an agency that fields in force are routed to does not end under them', () => {
  const { ask } = createDesk()
  expect(refusal(() => ask('endRow', { table: 'agencies', code: 'health', version: 1, on: '1405/08/30' })).code).toBe('REFERENCE_IN_USE')
  expect(ask('endRow', { table: 'agencies', code: 'relief', version: 1, on: '1405/08/30' })).toMatchObject({ to: '2026-11-21' })
  expect(refusal(() => ask('saveRow', { table: 'agencies', version: 1, cells: { code: 'industry', title: 'صمت', kind: 'executive', level: 'province', to: '1405/08/30' } })).code).toBe('REFERENCE_IN_USE')
})

test('S1-A11: a resolution is kept with number, body, text, effective day and the rule sets it changes', () => {
  const { ask, logged } = createDesk()
  const cells = { code: '۱۲۳/ستاد', title: 'سقف تسهیلات ۱۴۰۵', from: '1405/02/01', issuedOn: '1405/01/20', body: 'ستاد ساماندهی مشاغل خانگی', text: 'سقف فردی دو میلیارد ریال', ruleSets: '1405.1' }
  expect(ask('saveResolution', { cells })).toMatchObject({
    code: '123/ستاد', from: '2026-04-21', version: 1, values: { issuedOn: '2026-04-09', body: 'ستاد ساماندهی مشاغل خانگی', ruleSets: ['1405.1'] },
  })
  ask('saveResolution', { version: 1, cells: { ...cells, text: 'سقف فردی دو و نیم میلیارد ریال' } })
  expect(ask('history', { table: 'resolutions', code: '123/ستاد' }).versions).toHaveLength(2)
  expect(logged('resolution.save')).toHaveLength(2)
  expect(ask('table', { table: 'resolutions' }).rows).toHaveLength(1)
})
