import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { clauses } from './clauses/list.mjs'
import { idsInTitles, scanTests } from './clauses/scan-tests.mjs'
import { rowsInTitles, signingFaults, signingRows, writeSigning } from './clauses/signing-rows.mjs'
import { missingClauses, unknownIds, writeReport } from './clauses/write-report.mjs'

test('ids are read from the titles of tests, groups and tables, and from nowhere else', () => {
  expect(idsInTitles(`
    test('S0-04, S0-10: routed', () => {})
    describe("S1-A9b and S2-01: both", () => {})
    test.each(['S9-01'])('S4-12: %s', () => {})
    test.each<[string, number]>([
      ['S3-01', 1],
    ])('S3-02: a table', () => {})
    // S0-99 in a comment, 'S0-98' in a text
    expect('S0-97: no title')
  `)).toEqual(['S0-04', 'S0-10', 'S1-A9b', 'S2-01', 'S4-12', 'S3-02'])
})

test('a clause without a test is missing, an id of no document is unknown, and both show', () => {
  const all = new Map(clauses.map(({ id }) => [id, new Map([['main/a.test.ts', 2]])]))
  expect(missingClauses(all)).toEqual([])
  const some = new Map([...all].filter(([id]) => id !== 'S2-07'))
  some.set('S0-77', new Map([['main/a.test.ts', 1]]))
  expect([missingClauses(some), unknownIds(some)]).toEqual([['S2-07'], ['S0-77']])
  expect(writeReport(some)).toContain('| S2-07 | guidance by a standard answer and phone | **none** |')
  expect(writeReport(all)).not.toContain('**none**')
})

test('every clause stands once', () => {
  expect(clauses).toHaveLength(113)
  expect(new Set(clauses.map(({ id }) => id)).size).toBe(113)
})

test('signing rows and goals are read from titles, one or many, beside other ids', () => {
  expect(rowsInTitles(`
    test('S1-B7, signing row 14: revoked', () => {})
    test('signing rows 9, 13: root, 7 days', () => {})
    describe('signing rows 19, 20 and goal 7: sealed', () => {})
    test(\`S1-B7, signing row 18: \${kind}\`, () => {})
    test('S0-07, signing rows 4, 8, 28 and goal 3: key (row 9)', () => {})
    test.each(all)('signing rows 11 and 12: %s', () => {})
    // signing row 30 in a comment
    expect('row 31: no title')
  `)).toEqual(['R14', 'R9', 'R13', 'R19', 'R20', 'G7', 'R18', 'R4', 'R8', 'R28', 'G3', 'R11', 'R12'])
})

test('a row that must be shown in a browser is missing without an end-to-end test, and an unknown one shows', () => {
  const all = new Map(signingRows.map(({ id }) => [id, new Map([['renderer/e2e/a.spec.ts', 1]])]))
  expect(signingFaults(all)).toEqual([])
  expect(writeSigning(all)).not.toContain('**none**')
  const some = new Map([...all, ['R4', new Map([['main/a.test.ts', 2]])], ['R30', new Map([['main/a.test.ts', 2]])], ['R77', new Map()]])
  some.delete('R31')
  some.delete('R26')
  expect(signingFaults(some)).toEqual(['signing R4 has no end-to-end test.', 'signing R31 has no test.', 'signing R77 is in a title but in no table.'])
  expect(writeSigning(some)).toContain('| 4 | what is signed is seen in the program that signs | **none** | main/a.test.ts (2) |')
})

test('every row and goal of the signing design that is ours has the test it must have', () => {
  expect(signingFaults(scanTests(resolve(import.meta.dirname, '..'), rowsInTitles))).toEqual([])
})
