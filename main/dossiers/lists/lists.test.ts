import { parse } from 'csv-parse/sync'
import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import type { InputOf } from '#contract'
import { createCounter } from '../testing/counter'
import { filedOf, tailoring, zahra } from '../testing/submissions'
import { writeXlsx } from './write-xlsx'

const all = { text: '', states: [], activityTypes: [], countyCode: null, fieldCode: null, filedFrom: null, filedTo: null }
const wanted = (change: Partial<InputOf<'dossiers.exportList'>> = {}): InputOf<'dossiers.exportList'> => ({
  filter: all, format: 'csv', words: { at_agency: 'نزد دستگاه', yes: 'بله' },
  columns: [{ id: 'trackingCode', title: 'کد رهگیری' }, { id: 'name', title: 'نام' }, { id: 'nationalIdMasked', title: 'کد ملی' }, { id: 'state', title: 'مرحله' },
    { id: 'filedOn', title: 'ثبت' }, { id: 'filedOnIso', title: 'ثبت، میلادی' }, { id: 'daysLeft', title: 'مانده' }, { id: 'loanWanted', title: 'تسهیلات' }],
  ...change,
})
const bytes = (base64: string): Buffer => Buffer.from(base64, 'base64')

describe('an exported list', () => {
  test('S0-02: has the screen’s words, masked IDs, both calendars, and the ledger says who took how many', async () => {
    const counter = createCounter()
    const id = await filedOf(counter, zahra, tailoring, '1405/08/20')
    const file = await counter.ask('exportList', wanted(), 'expert')
    expect(file).toMatchObject({ fileName: 'dossiers-14050830.csv', rows: 1 })
    const text = bytes(file.contentBase64).toString('utf8')
    expect(text.startsWith('\uFEFF"کد رهگیری","نام"')).toBe(true)
    expect(parse(text, { bom: true })[1]).toEqual([counter.row(id).trackingCode, 'زهرا نمونه‌پور', '174*****13', 'نزد دستگاه', '1405/08/20', '2026-11-11', '4', 'بله'])
    const entry = counter.db.prepare<[], { kind: string; payload: string }>('SELECT kind, payload FROM ledger_entries ORDER BY seq DESC LIMIT 1').get()!
    expect([entry.kind, JSON.parse(entry.payload)]).toEqual(['export.make', expect.objectContaining({ what: 'dossiers', format: 'csv', rows: 1 })])
    expect(entry.payload).not.toContain('زهرا')
  })

  test('as XLSX it is one right-to-left sheet whose texts are texts', async () => {
    const counter = createCounter()
    await filedOf(counter)
    const file = await counter.ask('exportList', wanted({ format: 'xlsx' }), 'expert')
    const parts = unzipSync(bytes(file.contentBase64))
    const sheet = strFromU8(parts['xl/worksheets/sheet1.xml']!)
    expect(sheet).toContain('rightToLeft="1"')
    expect(sheet).toMatch(/state="frozen"/)
    expect(sheet).not.toContain('<f>')
    expect(Object.values(parts).map((part) => strFromU8(part)).join('')).toContain('زهرا نمونه‌پور')
  })

  test('the filter decides what is in it, and an empty list is a heading alone', async () => {
    const counter = createCounter()
    await filedOf(counter)
    const file = await counter.ask('exportList', wanted({ filter: { ...all, states: ['refused'] } }), 'expert')
    expect([file.rows, bytes(file.contentBase64).toString('utf8').split('\r\n').length]).toEqual([0, 2])
  })
})

test('a number in a sheet is a number, a code with leading zeros a text', async () => {
  const sheet = strFromU8(unzipSync(await writeXlsx([['کد', 'روز'], ['0012', 4], ['=1+1', null]]))['xl/worksheets/sheet1.xml']!)
  expect(sheet).toMatch(/<v>4<\/v>/)
  expect(sheet).not.toMatch(/<v>12<\/v>|<f>/)
})

describe('saved filters', () => {
  test('are each person’s own, by name, and go when dropped', async () => {
    const counter = createCounter()
    const late = { ...all, states: ['at_agency' as const] }
    await counter.ask('saveFilter', { list: 'dossiers', name: 'نزد دستگاه', filter: late }, 'expert')
    await counter.ask('saveFilter', { list: 'dossiers', name: 'نزد دستگاه', filter: { ...late, countyCode: '0603' } }, 'expert')
    expect((await counter.ask('filters', { list: 'dossiers' }, 'expert')).items).toEqual([{ name: 'نزد دستگاه', filter: { ...late, countyCode: '0603' } }])
    expect((await counter.ask('filters', { list: 'dossiers' }, 'clerk')).items).toEqual([])
    expect((await counter.ask('filters', { list: 'permits' }, 'expert')).items).toEqual([])
    expect((await counter.ask('dropFilter', { list: 'dossiers', name: 'نزد دستگاه' }, 'expert')).items).toEqual([])
  })
})
