import { expect, test } from 'vitest'
import { appliers } from '#main/app/appliers'
import { findField } from './index'
import { createDesk, refusal, type Desk } from './testing/desk'

const field = { code: '3001', title: 'شمع‌سازی', group: 'تولیدی', agencyCode: 'industry', path: 'approval', hygiene: false, loanAllowed: true, model: true, confirmations: ['پروانۀ ایمنی'] }
const apply = (desk: Desk, body: unknown): void => {
  appliers['reference_table']!(desk.context, { seq: 1, op: 'upsert', type: 'reference_table', id: 'fields', version: 1, hash: '', body })
}

test('the centre\'s table replaces ours: its rows are in force, ours that it does not name end, none is deleted', () => {
  const desk = createDesk()
  apply(desk, { table: 'fields', version: '1405-2', rows: [field, { ...field, code: '1001', title: 'خیاطی', model: false, confirmations: [] }] })
  const { sample, source, rows } = desk.ask('table', { table: 'fields' })
  expect([sample, source, rows.length, rows.filter(({ to }) => to === null).length]).toEqual([false, 'registry 1405-2', 20, 2])
  expect(findField(desk.db, '3001')).toMatchObject({ model: true, confirmations: ['پروانۀ ایمنی'], from: null })
  expect(desk.logged('reference.import').at(-1)).toMatchObject({ sets: [{ name: 'fields', source: 'registry 1405-2', ended: 18 }] })
})

test.each([
  ['no table', {}], ['a table nobody knows', { table: 'staff', version: '1', rows: [field] }], ['no rows', { table: 'fields', version: '1', rows: [] }],
  ['one bad row among good', { table: 'fields', version: '1', rows: [field, { ...field, code: '3002', agencyCode: 'nobody' }] }],
  ['one code twice', { table: 'fields', version: '1', rows: [field, field] }], ['an object for a cell', { table: 'fields', version: '1', rows: [{ ...field, title: {} }] }],
])('%s changes nothing at all', (_what, body) => {
  const desk = createDesk()
  const before = JSON.stringify(desk.ask('table', { table: 'fields' }))
  expect(refusal(() => { apply(desk, body) }).code).toBe('CHANGE_MALFORMED')
  expect(JSON.stringify(desk.ask('table', { table: 'fields' }))).toBe(before)
})
