import { expect, test } from 'vitest'
import { clauses } from './clauses/list.mjs'
import { idsInTitles } from './clauses/scan-tests.mjs'
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
