import fc from 'fast-check'
import { expect, test } from 'vitest'
import { referenceNames } from '#contract/reference-tables'
import { writeRow } from '#db/catalogues/reference-repo'
import { base64, createDesk } from './testing/desk'

test('an exported table is CSV with a byte-order mark, Jalali days and every cell quoted, and its making is logged', () => {
  const { ask, logged } = createDesk()
  const { fileName, content } = ask('exportTable', { table: 'holidays' })
  expect(fileName).toBe('holidays-14050830.csv')
  expect(content.startsWith('\uFEFF"code","title","from","to","certainty","source","version"\r\n"1404/01/01","نوروز","","","official",')).toBe(true)
  expect(logged('export.make')).toEqual([{ what: 'reference', table: 'holidays', rows: 52 }])
})

test('what comes out goes in again: every table is its own import, without a change', () => {
  for (const table of referenceNames.filter((name) => name !== 'resolutions')) {
    const desk = createDesk()
    const { content } = desk.ask('exportTable', { table })
    const { counts, rows } = desk.ask('importTable', { table, name: 'same.csv', contentBase64: base64(content), whole: true, store: false })
    expect(counts, table).toEqual({ new: 0, changed: 0, same: rows, refused: 0 })
  }
})

test('no cell of an export begins as a formula, whatever stands in the table', () => {
  const desk = createDesk()
  const mark = { at: '', by: '' }
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'=+-@\t\r"\n,', 'الف'), minLength: 1, maxLength: 6 }), (title) => {
    const version = (desk.ask('history', { table: 'refusalReasons', code: 'x1' }).versions[0]?.row.version ?? 0) + 1
    writeRow(desk.db, 'refusalReasons', { code: 'x1', title, from: null, to: null, source: '', version, values: { shortTitle: title } }, mark)
    expect(desk.ask('exportTable', { table: 'refusalReasons' }).content).not.toMatch(/(?:^|,|\n)"[=+\-@\t\r]/)
  }), { numRuns: 100 })
})
