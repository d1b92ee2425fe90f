import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import type { QueueItem } from '#contract/permits'
import { arranged, filterCounts, neighbourOf, queueFilters, urgencyOf } from './review-queue'

const item = (dossierId: string, daysLeft: number | null, more: Partial<QueueItem> = {}): QueueItem => ({
  dossierId, version: 1, trackingCode: 'T', name: 'نام', fieldTitle: 'خیاطی', countyTitle: 'اهواز', conditional: false, loanWanted: false,
  reviewedBy: 'expert', clock: { filedOn: '2026-11-07', lookUpOn: '2026-11-17', dueOn: '2026-11-21', daysLeft, pausedSince: null },
  activityType: 'independent', caseType: 'new', proposal: 'issue', reasons: [], fieldCode: '1001', countyCode: '0603', marks: [], look: 'new', delegation: null, ...more,
})

describe("S0-10: the Director's queue", () => {
  test('a day past the fourteen is overdue, the last three days and today are due soon', () => {
    expect([-1, 0, 3, 4, null].map((left) => urgencyOf(item('a', left)))).toEqual(['overdue', 'soon', 'soon', 'other', 'other'])
  })
  test('groups stand together, late ones first, and keep the given order inside', () => {
    const rows = [item('a', 9), item('b', -1), item('c', 2), item('d', -4), item('e', 1)]
    expect(arranged(rows, 'all').map((r) => r.dossierId)).toEqual(['b', 'd', 'c', 'e', 'a'])
  })
  test('a filter shows exactly as many rows as its chip says', () => {
    const any = fc.array(fc.record({ left: fc.integer({ min: -20, max: 14 }), conditional: fc.boolean(), loanWanted: fc.boolean(), proposal: fc.constantFrom('issue' as const, 'refuse' as const) }))
    fc.assert(fc.property(any, (rows) => {
      const items = rows.map(({ left, ...more }, i) => item(String(i), left, more))
      const counts = filterCounts(items)
      for (const filter of queueFilters) expect(arranged(items, filter)).toHaveLength(counts[filter])
    }))
  })
  test('after the last row the one before it is next; after the only one, none', () => {
    const rows = [item('a', 1), item('b', 2)]
    expect([neighbourOf(rows, 'a'), neighbourOf(rows, 'b'), neighbourOf([rows[0]!], 'a')]).toEqual(['b', 'a', null])
  })
})
