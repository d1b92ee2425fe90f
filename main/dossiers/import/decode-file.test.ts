import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { importColumns } from '#contract/dossiers'
import type { Fault } from '#main/app/fault'
import { cellsBy, type Column, type RawRow } from './columns'
import { decodeFile } from './decode-file'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const header = importColumns.join(',')
const cellsOf = (n: number | string): Record<Column, string> => cellsBy((column) => `${column}${n}`)
const line = (n: number | string): string => importColumns.map((column) => `${column}${n}`).join(',')
const good = (row: number, n: number | string = row): RawRow => ({ row, cells: cellsOf(n) })
const bad = (row: number): RawRow => ({ row, misshapen: true })
const faultOf = (file: Uint8Array): { code: string; details: unknown } => {
  try {
    decodeFile(file)
  } catch (fault) {
    return { code: (fault as Fault).code, details: (fault as Fault).details }
  }
  return { code: 'none', details: {} }
}

describe('a file as a whole', () => {
  test.each([
    ['Windows-1256', Buffer.from([...bytes(`${header}\n`), 0xc8, 0xe1, 0xe5]), 'IMPORT_NOT_UTF8'], ['UTF-16', Buffer.from(`\uFEFF${header}`, 'utf16le'), 'IMPORT_NOT_UTF8'],
    ['a cut character', Buffer.from([...bytes(header), 0xd8]), 'IMPORT_NOT_UTF8'], ['a picture', Buffer.from('PNG\0\0\0'), 'IMPORT_NOT_TABLE'],
    ['a letter', bytes('با سلام\nلطفاً ثبت شود'), 'IMPORT_NOT_TABLE'], ['some other table', bytes('نام,سن\nعلی,۳۰\n'), 'IMPORT_NOT_TABLE'],
    ['a JSON object', bytes('{"activityType":"independent"}'), 'IMPORT_NOT_TABLE'], ['broken JSON', bytes('[{"activityType":'), 'IMPORT_NOT_TABLE'],
    ['a JSON array of numbers', bytes('[1,2,3]'), 'IMPORT_NOT_TABLE'], ['nothing', bytes(''), 'IMPORT_EMPTY'], ['blank lines', bytes('\uFEFF \r\n\r\n'), 'IMPORT_EMPTY'],
    ['a header alone', bytes(`\uFEFF${header}\r\n`), 'IMPORT_EMPTY'], ['a header over blank rows', bytes(`${header}\n${','.repeat(20)}\n\n`), 'IMPORT_EMPTY'], ['an empty array', bytes(' [] '), 'IMPORT_EMPTY'],
    ['more than 16 MB', new Uint8Array(16 * 1024 * 1024 + 1).fill(32), 'IMPORT_TOO_LARGE'], ['more than 20,000 rows', bytes(`${header}\n${`${line(1)}\n`.repeat(20_001)}`), 'IMPORT_TOO_LARGE'],
  ])('%s is refused', (_what, file, code) => {
    expect(faultOf(file).code).toBe(code)
  })

  test('missing columns are named, case counts', () => {
    expect(faultOf(bytes(`${header.replace('sheba', 'Sheba').replace(',mobile', '')}\n${line(1)}`))).toEqual({ code: 'IMPORT_COLUMNS', details: { missing: ['mobile', 'sheba'] } })
    expect(faultOf(bytes('[{"activityType":"independent","nationalId":"1"}]'))).toMatchObject({ code: 'IMPORT_COLUMNS', details: { missing: expect.arrayContaining(['firstName', 'documents']) } })
  })
})

describe('CSV', () => {
  test.each([['a byte-order mark', `\uFEFF${header}\r\n${line(1)}\r\n`], ['no last line end', `${header}\n${line(1)}`], ['old Mac line ends', `${header}\r${line(1)}\r`],
    ['semicolons', `${header}\n${line(1)}`.replaceAll(',', ';')], ['tabs', `${header}\n${line(1)}`.replaceAll(',', '\t')], ['quotes', `${header}\n${line(1).replace(/[^,]+/g, '"$&"')}`],
    ['blank lines before', `\n\n${header}\n${line(1)}`], ['spaces around names', `${header.replaceAll(',', ' , ')}\n${line(1)}`]])('%s makes no difference', (_what, text) => {
    expect(decodeFile(bytes(text))).toEqual([good(1)])
  })

  test('columns may stand in any order and others beside them', () => {
    const shuffled = [...importColumns].reverse()
    const text = `${[...shuffled, 'note'].join(',')}\n${[...shuffled.map((column) => `${column}1`), 'x'].join(',')}`
    expect(decodeFile(bytes(text))).toEqual([good(1)])
  })

  test('blank rows are no submissions but keep their number', () => {
    expect(decodeFile(bytes(`${header}\n${line(1)}\n\n${','.repeat(20)}\n${line(4)}\n`))).toEqual([good(1), good(4)])
  })

  test('a row with a cell too many or too few spoils itself only', () => {
    expect(decodeFile(bytes(`${header}\n${line(1)}\n${line(2)},x\na,b\n${line(4)}`))).toEqual([good(1), bad(2), bad(3), good(4)])
  })

  test('a quote that is never closed, or closed rows later, spoils its own row only', () => {
    const open = line(2).replace('address2', '"address2')
    expect(decodeFile(bytes([header, line(1), open, line(3), line(4)].join('\n')))).toEqual([good(1), bad(2), good(3), good(4)])
    expect(decodeFile(bytes([header, line(1), open, line(3), line(4).replace('mobile4', '"mobile4"'), line(5)].join('\n')))).toEqual([good(1), bad(2), good(3), good(4), good(5)])
    expect(decodeFile(bytes([header, line(1).replace('address1', 'a "b" c'), line(2)].join('\n')))).toEqual([bad(1), good(2)])
  })

  test('a quoted cell may hold delimiters, quotes and line breaks, sound rows and spoilt ones beside it', () => {
    const address = 'خیابان ۵, پلاک "۷"\nواحد ۲'
    const quoted = line(1).replace('address1', `"${address.replaceAll('"', '""')}"`)
    const expected: RawRow = { row: 1, cells: { ...cellsOf(1), address } }
    expect(decodeFile(bytes([header, quoted, line(2)].join('\n')))).toEqual([expected, good(2)])
    expect(decodeFile(bytes([header, quoted, line(2), 'a,"b', line(4)].join('\n')))).toEqual([expected, good(2), bad(3), good(4)])
  })

  test('whatever cells are written, the same are read', () => {
    const text = fc.string({ unit: fc.constantFrom(...'ابپ ۱1,;"\'|\n\t=@', '\u200C'), maxLength: 8 }).filter((cell) => !cell.includes('\r'))
    const quote = (cell: string): string => `"${cell.replaceAll('"', '""')}"`
    fc.assert(fc.property(fc.array(fc.array(text, { minLength: 21, maxLength: 21 }), { minLength: 1, maxLength: 5 }), (table) => {
      const written = [header, ...table.map((cells) => cells.map(quote).join(','))].join('\n')
      if (table.every((cells) => cells.every((cell) => cell.trim() === ''))) return
      const expected = table.flatMap((cells, i) => (cells.every((cell) => cell.trim() === '') ? [] : [{ row: i + 1, cells: Object.fromEntries(importColumns.map((c, k) => [c, cells[k]])) }]))
      expect(decodeFile(bytes(written))).toEqual(expected)
    }), { numRuns: 200 })
  })

  test('no text whatever does anything but give rows or one of the refusals', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'a,"\n\r;\t[]{}:1', header, 'sheba'), maxLength: 40 }), (text) => {
      expect(['none', 'IMPORT_EMPTY', 'IMPORT_NOT_TABLE', 'IMPORT_COLUMNS']).toContain(faultOf(bytes(text)).code)
    }), { numRuns: 500 })
  })
})

describe('JSON', () => {
  test('texts, numbers, flags, nulls and lists become what a clerk would have typed', () => {
    const row = { ...cellsOf(1), nationalId: 499370899, mobile: 9161234567, governmentEmployee: true, loanWanted: false, loanAmountRial: 5e8, sheba: null, documents: ['skill', 'photos'] }
    expect(decodeFile(bytes(JSON.stringify([row])))).toEqual([{ row: 1, cells: {
      ...cellsOf(1), nationalId: '499370899', mobile: '9161234567', governmentEmployee: 'yes', loanWanted: 'no', loanAmountRial: '500000000', sheba: '', documents: 'skill|photos',
    } }])
  })

  test('members that are empty may be left out; an item that is no object spoils itself only', () => {
    const { sheba: _s, loanAmountRial: _l, militaryStatus: _m, ...rest } = cellsOf(1)
    expect(decodeFile(bytes(`\uFEFF${JSON.stringify([rest, 5, { ...cellsOf(3), address: { street: 'x' } }, cellsOf(4)])}`))).toEqual([
      { row: 1, cells: { ...cellsOf(1), sheba: '', loanAmountRial: '', militaryStatus: '' } }, bad(2), bad(3), good(4),
    ])
  })
})
