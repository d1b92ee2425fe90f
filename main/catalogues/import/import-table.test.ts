import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { referenceNames, referenceTable } from '#contract/reference-tables'
import { findField } from '../index'
import { base64, createDesk, refusal, type Desk } from '../testing/desk'
import { fileColumns } from './columns'

const header = 'code,title,from,to,group,agencyCode,secondAgencies,path,hygiene,confirmations,loanAllowed,model'
const row = (code: string, title = 'رشته', more = ''): string => `${code},${title},,,تولیدی,industry,,approval,no,,yes,no${more}`
const file = (...rows: string[]): string => base64([header, ...rows].join('\n'))
const run = (desk: Desk, contentBase64: string, more: { whole?: boolean; store?: boolean; withoutRefused?: boolean } = {}) =>
  desk.ask('importTable', { table: 'fields', name: 'رشته‌ها.csv', contentBase64, whole: false, store: false, ...more })
const everything = ({ db }: Desk): string =>
  JSON.stringify(['fields', 'reference_history', 'reference_sets', 'ledger_entries', 'agencies', 'holidays'].map((table) => db.prepare(`SELECT * FROM ${table}`).all()))

test('first judged, then stored: judging changes nothing', () => {
  const desk = createDesk()
  const before = everything(desk)
  const content = file(row('3001', 'شمع‌سازی'), row('1001', 'خیاطی زنانه'), '1002,قالی‌بافی,,,صنایع دستی,heritage,,approval,no,,yes,no')
  const judged = run(desk, content)
  expect(judged).toMatchObject({ stored: false, rows: 3, counts: { new: 1, changed: 1, same: 1, refused: 0 }, ended: 0 })
  expect(judged.verdicts.map(({ outcome }) => outcome)).toEqual(['new', 'changed', 'same'])
  expect(everything(desk)).toBe(before)
  expect(run(desk, content, { store: true })).toMatchObject({ stored: true, counts: { new: 1, changed: 1, same: 1 } })
  expect([findField(desk.db, '3001')?.title, findField(desk.db, '1001')?.title]).toEqual(['شمع‌سازی', 'خیاطی زنانه'])
  expect(desk.ask('history', { table: 'fields', code: '1002' }).versions).toHaveLength(1)
  expect(desk.logged('reference.import').at(-1)).toMatchObject({ sets: [{ name: 'fields', sample: true, rows: 2, ended: 0, source: 'فایل رشته‌ها.csv' }] })
})

describe('each row is answered for itself', () => {
  test.each([
    ['a duplicate code', [row('3001'), row('3001', 'دیگر')], 2, [{ field: 'code', reason: 'CODE_DUPLICATE' }]],
    ['an agency that is not known', [row('3001').replace('industry', 'nobody')], 1, [{ field: 'agencyCode', reason: 'AGENCY_UNKNOWN' }]],
    ['a second agency that is not known', [row('3001').replace('industry,,', 'industry,health|nobody,')], 1, [{ field: 'secondAgencies', reason: 'AGENCY_UNKNOWN' }]],
    ['a bidi control', [row('3001', 'خیا\u202Eطی')], 1, [{ field: 'title', reason: 'BIDI_CONTROL' }]],
    ['a date that does not exist', [row('3001').replace(',,,', ',1404/12/30,,')], 1, [{ field: 'from', reason: 'DATE_IMPOSSIBLE' }]],
    ['a Gregorian date in Jalali form', [row('3001').replace(',,,', ',2026/03/21,,')], 1, [{ field: 'from', reason: 'DATE_IMPOSSIBLE' }]],
    ['an end before its beginning', [row('3001').replace(',,,', ',1405/02/01,1405/01/01,')], 1, [{ field: 'to', reason: 'DATE_ORDER' }]],
    ['a title too long', [row('3001', 'ا'.repeat(151))], 1, [{ field: 'title', reason: 'TOO_LONG' }]],
    ['a formula', [row('3001', '"=HYPERLINK(""x"")"')], 1, [{ field: 'title', reason: 'FORMULA_TEXT' }]],
    ['a formula behind marks', [row('3001', '\u200E+1')], 1, [{ field: 'title', reason: 'FORMULA_TEXT' }]],
    ['an empty code', [row('')], 1, [{ field: 'code', reason: 'REQUIRED' }]],
    ['a cell too many', [row('3001', 'رشته', ',x')], 1, [{ field: 'row', reason: 'ROW_SHAPE' }]],
    ['an unknown flag', [row('3001').replace('no,,yes', 'شاید,,yes')], 1, [{ field: 'hygiene', reason: 'FLAG_UNKNOWN' }]],
  ])('%s', (_what, rows, at, faults) => {
    const desk = createDesk()
    const before = everything(desk)
    const report = run(desk, file(row('2999'), ...rows))
    expect(report.verdicts[at]).toMatchObject({ row: at + 1, outcome: 'refused', faults })
    expect(report.verdicts[0]?.outcome).toBe('new')
    expect(refusal(() => run(desk, file(row('2999'), ...rows), { store: true })).code).toBe('REFERENCE_REFUSED')
    expect(everything(desk)).toBe(before)
    expect(run(desk, file(row('2999'), ...rows), { store: true, withoutRefused: true }).stored).toBe(true)
    expect(findField(desk.db, '2999')?.title).toBe('رشته')
  })

  test('a stray quote spoils its own row only', () => {
    const report = run(createDesk(), file(row('3001'), row('3002', '"باز'), row('3003')))
    expect(report.verdicts.map(({ outcome }) => outcome)).toEqual(['new', 'refused', 'new'])
  })

  test('a file of which nothing can be taken is not stored at all', () => {
    const desk = createDesk()
    expect(refusal(() => run(desk, file(row('')), { store: true, withoutRefused: true, whole: true })).code).toBe('REFERENCE_REFUSED')
    expect(findField(desk.db, '1001')?.to).toBeNull()
  })
})

describe('a file is read by its content', () => {
  const persian = `\uFEFF${header}\r\n"۳۰۰۱";x`.slice(0, header.length + 1)
  test.each([
    ['a byte-order mark and CRLF', `\uFEFF${header}\r\n${row('3001')}\r\n`], ['Persian digits', `${header}\n${row('۳۰۰۱')}`], ['Arabic digits', `${header}\n${row('٣٠٠١')}`],
    ['semicolons', `${persian}\n${row('3001')}`.replaceAll(',', ';')], ['tabs', `${header}\n${row('3001')}`.replaceAll(',', '\t')],
    ['Persian words for choices and flags', `${header}\n3001,رشته,,,تولیدی,industry,,تأییدمحور,خیر,,بله,خیر`],
    ['JSON', JSON.stringify([{ code: 3001, title: 'رشته', group: 'تولیدی', agencyCode: 'industry', path: 'approval', hygiene: false, loanAllowed: true, model: false }])],
    ['JSON with ISO days', JSON.stringify([{ code: '3001', title: 'رشته', from: '2026-03-21', group: 'تولیدی', agencyCode: 'industry', secondAgencies: [], path: 'approval', hygiene: false, loanAllowed: true, model: false }])],
  ])('%s makes no difference', (_what, text) => {
    const desk = createDesk()
    run(desk, base64(text), { store: true })
    expect(findField(desk.db, '3001')).toMatchObject({ title: 'رشته', agencyCode: 'industry', path: 'approval', hygiene: false, loanAllowed: true, model: false })
  })

  test.each([
    ['UTF-16', Buffer.from(`\uFEFF${header}`, 'utf16le'), 'IMPORT_NOT_UTF8'], ['a picture', Buffer.from('PNG\0\0'), 'IMPORT_NOT_TABLE'], ['nothing', '', 'IMPORT_EMPTY'],
    ['a letter', 'با سلام', 'IMPORT_NOT_TABLE'], ['a header alone', header, 'IMPORT_EMPTY'], ['missing columns', 'code,title\n1,x', 'IMPORT_COLUMNS'],
    ['broken JSON', '[{"code":', 'IMPORT_NOT_TABLE'], ['too much', 'a'.repeat(16 * 1024 * 1024 + 1), 'IMPORT_TOO_LARGE'], ['too many rows', `${header}\n${`${row('1')}\n`.repeat(20_001)}`, 'IMPORT_TOO_LARGE'],
  ])('%s is refused whole', (_what, content, code) => {
    expect(refusal(() => run(createDesk(), base64(content))).code).toBe(code)
  })
})

describe('a whole table', () => {
  test('S3-01: the real list of fields replaces the sample: the label goes, sample rows end and stay readable', () => {
    const desk = createDesk()
    expect(desk.ask('table', { table: 'fields' }).sample).toBe(true)
    const report = run(desk, file(row('3001'), row('1001', 'خیاطی')), { whole: true, store: true })
    expect(report.ended).toBe(18)
    const { sample, source, rows } = desk.ask('table', { table: 'fields' })
    expect([sample, source, rows.length]).toEqual([false, 'فایل رشته‌ها.csv', 20])
    expect(rows.filter(({ to }) => to === null).map(({ code }) => code)).toEqual(['1001', '3001'])
    expect(findField(desk.db, '1002')?.to).toBe('2026-11-20')
  })

  test('rows added to a sample leave it a sample', () => {
    const desk = createDesk()
    run(desk, file(row('3001')), { store: true })
    expect(desk.ask('table', { table: 'fields' }).sample).toBe(true)
  })

  test('a refused row does not end what it stands for', () => {
    const desk = createDesk()
    run(desk, file(row('3001'), row('1001', '=x')), { whole: true, store: true, withoutRefused: true })
    expect(findField(desk.db, '1001')).toMatchObject({ title: 'خیاطی', to: null })
  })

  test('agencies that fields stand on stay though the file does not name them', () => {
    const desk = createDesk()
    const report = desk.ask('importTable', { table: 'agencies', name: 'a.csv', contentBase64: base64('code,title,kind,level\nindustry,صمت,اجرایی,استانی'), whole: true, store: true })
    expect(report).toMatchObject({ ended: 3, kept: ['agriculture', 'culture', 'health', 'heritage'] })
  })

  test('a year\'s official calendar leaves other years alone', () => {
    const desk = createDesk()
    const calendar = 'code,title,certainty\n1405/01/01,نوروز,رسمی\n۱۴۰۵/۵/۱۳,اربعین,official'
    const report = desk.ask('importTable', { table: 'holidays', name: 'تقویم.csv', contentBase64: base64(calendar), whole: true, store: true })
    expect(report).toMatchObject({ counts: { new: 1, same: 1 }, ended: 24 })
    expect(desk.ask('table', { table: 'holidays' }).rows.filter(({ code, to }) => code < '2026-03-21' && to !== null)).toEqual([])
  })
})

test('whatever a file holds: a verdict for each row or one refusal, and never half of it stored', () => {
  const bit = fc.constantFrom(header, row('3001'), row('3002', '=1'), row('1001'), '\n', '\r\n', '"', ',', ';', '[', '{"code":1}', ']', '\u202E', '۱۴۰۵/۱/۱', '\uFEFF', '__proto__', 'a')
  const desk = createDesk()
  fc.assert(fc.property(fc.constantFrom(...referenceNames), fc.array(bit, { maxLength: 12 }), fc.boolean(), fc.boolean(), (table, bits, whole, headed) => {
    const text = `${headed ? `${fileColumns(table).known.join(',')}\n` : ''}${bits.join('')}`
    const before = everything(desk)
    const outcome = refusal(() => desk.ask('importTable', { table, name: 'f', contentBase64: base64(text), whole, store: true }))
    if (outcome.code !== 'none') expect(everything(desk)).toBe(before)
    expect(['none', 'IMPORT_EMPTY', 'IMPORT_NOT_TABLE', 'IMPORT_COLUMNS', 'REFERENCE_REFUSED']).toContain(outcome.code)
  }), { numRuns: 300 })
})

test('every table has columns that its own template names, and no column twice', () => {
  for (const name of referenceNames) {
    const { known } = fileColumns(name)
    expect(new Set(known).size).toBe(known.length)
    expect(known).toEqual(expect.arrayContaining(referenceTable(name).columns.map(({ id }) => id)))
  }
})
