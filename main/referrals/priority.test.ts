import fc from 'fast-check'
import { expect, test } from 'vitest'
import { activityTypes } from '#contract/applicants'
import { byPriority, priorityOf, type PriorityFacts } from './priority'
import { day } from './testing/good-facts'

const facts = (change: Partial<PriorityFacts>): PriorityFacts => ({ activity: 'supporter_legal', entityKind: null, activeSupporter: false, expansion: true, ...change })

test('S1-A4: women\'s cooperatives that expand come first, then other cooperatives and active supporters, then the rest', () => {
  expect(priorityOf(facts({ entityKind: 'womens_cooperative' })).rank).toBe(1)
  expect(priorityOf(facts({ entityKind: 'cooperative' })).rank).toBe(2)
  expect(priorityOf(facts({ activity: 'supporter_natural', activeSupporter: true })).rank).toBe(2)
  expect(priorityOf(facts({ activity: 'supporter_natural' })).rank).toBe(3)
  expect(priorityOf(facts({ entityKind: 'womens_cooperative', expansion: false })).rank).toBe(3)
  expect(priorityOf(facts({ activity: 'independent' })).rank).toBe(3)
})

test('S1-A4, worked: C, B, D, A', () => {
  const row = (code: string, requested: string, change: Partial<PriorityFacts>) =>
    ({ code, priority: priorityOf(facts(change)), requestedOn: day(requested), filedOn: day('1405/01/01') })
  const queue = [
    row('A', '1405/07/01', { activity: 'independent', expansion: false }), row('B', '1405/08/10', { activity: 'supporter_natural', activeSupporter: true }),
    row('C', '1405/08/20', { entityKind: 'womens_cooperative' }), row('D', '1405/06/15', { activity: 'supporter_natural', activeSupporter: true, expansion: false }),
  ]
  expect(queue.sort(byPriority).map(({ code }) => code)).toEqual(['C', 'B', 'D', 'A'])
})

test('S1-A4: every rank has its reason, and only who expands is before the rest', () => {
  const any = fc.record({
    activity: fc.constantFrom(...activityTypes), entityKind: fc.constantFrom(null, 'company', 'cooperative', 'womens_cooperative'),
    activeSupporter: fc.boolean(), expansion: fc.boolean(),
  }) as fc.Arbitrary<PriorityFacts>
  fc.assert(fc.property(any, (one) => {
    const { rank, reason } = priorityOf(one)
    expect(reason).not.toBe('')
    if (rank < 3) expect(one.expansion && one.activity.startsWith('supporter')).toBe(true)
  }))
})
