import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import type { DeskFilter } from '#contract/desk'
import type { QueueItem } from '#contract/permits'
import { arranged, choiceMembers, narrowing, neighbourOf, nextUnread, noFilter, pressed, quickCounts, quickFilters, urgencyOf, valuesOf } from './review-queue'

const item = (dossierId: string, daysLeft: number | null, more: Partial<QueueItem> = {}): QueueItem => ({
  dossierId, version: 1, trackingCode: 'T', name: 'نام', fieldTitle: 'خیاطی', countyTitle: 'اهواز', conditional: false, loanWanted: false,
  reviewedBy: 'expert', clock: { filedOn: '2026-11-07', lookUpOn: '2026-11-17', dueOn: '2026-11-21', daysLeft, pausedSince: null },
  activityType: 'independent', caseType: 'new', proposal: 'issue', reasons: [], fieldCode: '1001', countyCode: '0603', marks: [], look: 'new', delegation: null, ...more,
})
const ids = (rows: readonly QueueItem[]): string[] => rows.map((row) => row.dossierId)

const rowsOf = fc.array(fc.record({
  left: fc.option(fc.integer({ min: -20, max: 14 })), conditional: fc.boolean(), loanWanted: fc.boolean(), proposal: fc.constantFrom('issue' as const, 'refuse' as const),
  look: fc.constantFrom('new' as const, 'same' as const, 'changed' as const), marks: fc.constantFrom<QueueItem['marks']>([], ['loan_far']), fieldCode: fc.constantFrom('1001', '1002'),
  countyCode: fc.constantFrom('0603', '0604'), activityType: fc.constantFrom('independent' as const, 'covered' as const), caseType: fc.constantFrom('new' as const, 'renewal' as const),
  reviewedBy: fc.constantFrom('a', 'b'), name: fc.constantFrom('زهرا علی‌پور', 'مريم كعبي'),
}), { maxLength: 40 }).map((rows) => rows.map(({ left, ...more }, i) => item(String(i), left, more)))
const filters: fc.Arbitrary<DeskFilter> = fc.record({
  text: fc.constantFrom('', 'کعبی', 'علي پور'), urgency: fc.option(fc.constantFrom('overdue' as const, 'soon' as const, 'other' as const)), look: fc.option(fc.constantFrom('unread' as const, 'changed' as const)),
  marked: fc.option(fc.boolean()), conditional: fc.option(fc.boolean()), loanWanted: fc.option(fc.boolean()), proposal: fc.option(fc.constantFrom('issue' as const, 'refuse' as const)),
  fieldCode: fc.option(fc.constantFrom('1001', '1002')), countyCode: fc.option(fc.constantFrom('0603', '0604')), activityType: fc.option(fc.constantFrom('independent' as const, 'covered' as const)),
  caseType: fc.option(fc.constantFrom('new' as const, 'renewal' as const)), reviewer: fc.option(fc.constantFrom('a', 'b')),
})

describe("S0-10: the Director's queue", () => {
  test('a day past the fourteen is overdue, the last three days and today are due soon', () => {
    expect([-1, 0, 3, 4, null].map((left) => urgencyOf(item('a', left)))).toEqual(['overdue', 'soon', 'soon', 'other', 'other'])
  })
  test('groups stand together, late ones first, and keep the given order inside', () => {
    const rows = [item('a', 9), item('b', -1), item('c', 2), item('d', -4), item('e', 1)]
    expect(ids(arranged(rows, noFilter))).toEqual(['b', 'd', 'c', 'e', 'a'])
  })
  test('a chip shows exactly as many rows as it says, whatever narrows beside it', () => {
    fc.assert(fc.property(rowsOf, filters, (rows, filter) => {
      const counts = quickCounts(rows, filter)
      for (const quick of quickFilters) expect(arranged(rows, pressed(filter, quick))).toHaveLength(counts[quick.id])
    }))
  })
  test('a choice shows exactly as many rows as it says, and the chosen one stays offered', () => {
    fc.assert(fc.property(rowsOf, filters, fc.constantFrom(...choiceMembers), (rows, filter, member) => {
      for (const { value, count } of valuesOf(rows, filter, member)) expect(arranged(rows, { ...filter, [member]: value })).toHaveLength(count)
      const chosen = filter[member]
      const offered = valuesOf(rows, filter, member).map(({ value }) => value)
      if (chosen !== null && rows.some((row) => (member === 'reviewer' ? row.reviewedBy : row[member]) === chosen)) expect(offered).toContain(chosen)
    }))
  })
  test('every filter narrows: what it shows is in the whole queue, and nothing narrows the empty one', () => {
    fc.assert(fc.property(rowsOf, filters, (rows, filter) => {
      expect(ids(arranged(rows, noFilter))).toEqual(expect.arrayContaining(ids(arranged(rows, filter))))
      if (narrowing(filter) === 0) expect(arranged(rows, filter)).toHaveLength(rows.length)
    }))
    expect(narrowing(noFilter)).toBe(0)
  })
  test('a text is found in any spelling of ی and ک, with or without the half-space', () => {
    const rows = [item('a', 1, { name: 'زهرا علی‌پور' }), item('b', 1, { name: 'مريم كعبي' })]
    expect(['علي پور', 'کعبی', 'T', 'نیست'].map((text) => ids(arranged(rows, { ...noFilter, text })).join(''))).toEqual(['a', 'b', 'ab', ''])
  })
  test('the row she stands on stays while it becomes read, and goes when another filter leaves it out', () => {
    const rows = [item('a', 1, { look: 'same' }), item('b', 1)]
    expect(ids(arranged(rows, { ...noFilter, look: 'unread' }))).toEqual(['b'])
    expect(ids(arranged(rows, { ...noFilter, look: 'unread' }, { id: 'a', look: 'new' }))).toEqual(['a', 'b'])
    expect(ids(arranged(rows, { ...noFilter, look: 'changed' }, { id: 'a', look: 'new' }))).toEqual([])
    expect(ids(arranged(rows, { ...noFilter, look: 'unread', marked: true }, { id: 'a', look: 'new' }))).toEqual([])
  })
  test('after the last row the one before it is next; after the only one, none', () => {
    const rows = [item('a', 1), item('b', 2)]
    expect([neighbourOf(rows, 'a'), neighbourOf(rows, 'b'), neighbourOf([rows[0]!], 'a')]).toEqual(['b', 'a', null])
  })
  test('the next unread is below, then from the top; what was put aside is passed over', () => {
    const rows = [item('a', 1), item('b', 1, { look: 'same' }), item('c', 1, { look: 'changed' }), item('d', 1, { look: 'same' })]
    expect([nextUnread(rows, 'a'), nextUnread(rows, 'c'), nextUnread(rows, 'd'), nextUnread(rows, null)]).toEqual(['c', 'a', 'a', 'a'])
    expect(nextUnread(rows, 'a', new Set(['c']))).toBeNull()
    expect(nextUnread([rows[1]!], 'b')).toBeNull()
  })
})
