import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { PermitPayload } from '#contract/permits'
import { alikeFacts, groupAlike, holderKey, repeatedHolders, traitsOf, type Traits } from './alike'

const permit = (change: Partial<PermitPayload> = {}): PermitPayload => ({
  v: 1, k: 'permit', no: 'P-0600-1405-01-00042-7', iss: '0600', on: '2026-11-21', at: '2026-11-21T06:12:09Z', post: 'director', name: 'زهرا نمونه‌پور',
  id4: '0013', act: 'independent', fld: '1001', fn: 'خیاطی', cty: '0603', cond: 1, face: 'f', st: '0600-1:1', ...change,
})
const groups = (...permits: PermitPayload[]) => groupAlike(permits, traitsOf)

describe('signing goal 4: nearly alike permits stand together, and only what differs is told', () => {
  test('five of a kind: the county they share is said once, the one elsewhere is marked as odd', () => {
    const [group, ...more] = groups(permit(), permit(), permit({ cty: '0606' }), permit(), permit())
    expect(more).toEqual([])
    expect(group!.common).toEqual(alikeFacts.filter((fact) => fact !== 'cty'))
    expect(group!.usual).toEqual([{ fact: 'cty', value: '0603' }])
    expect(group!.rows.map(({ differs }) => differs)).toEqual([[], [], [{ fact: 'cty', odd: true }], [], []])
  })
  test('where values are spread nothing is odd; in few rows neither', () => {
    const spread = groups(permit({ cty: '0601' }), permit({ cty: '0602' }), permit({ cty: '0603' }), permit({ cty: '0604' }))
    expect(spread[0]!.rows.every(({ differs }) => differs.every(({ odd }) => !odd))).toBe(true)
    expect(groups(permit(), permit(), permit({ cty: '0606' }))[0]!.rows[2]!.differs).toEqual([{ fact: 'cty', odd: false }])
  })
  test('a condition of skill, a last day, covered persons, a predecessor and an acting hand are told apart; another field is a group', () => {
    const list = [permit(), permit(), permit(), permit(), permit(), permit(), permit(), permit({ skl: '2027-05-20' }), permit({ till: '2029-01-01' }), permit({ prev: 'x' }), permit({ fld: '1002', fn: 'قالی‌بافی' })]
    const [sewing, carpets] = groups(...list)
    expect(sewing!.rows.at(-1)!.differs.filter(({ odd }) => odd).map(({ fact }) => fact)).toEqual(['prev'])
    expect(sewing!.rows.filter(({ differs }) => differs.some(({ odd }) => odd))).toHaveLength(3)
    expect(carpets).toMatchObject({ single: true, rows: [{ differs: [] }] })
    expect(sewing!.single).toBe(false)
  })
  test('the same holder twice in one list is seen', () => {
    const list = [permit(), permit({ fld: '1002' }), permit({ name: 'مریم' })]
    expect([...repeatedHolders(list)]).toEqual([[holderKey(list[0]!), 2]])
  })
  test('every permit stands in exactly one group, and common, usual and its own are everything', () => {
    const traits = fc.record(Object.fromEntries(alikeFacts.map((fact) => [fact, fc.constantFrom('a', 'b', '')])) as Record<(typeof alikeFacts)[number], fc.Arbitrary<string>>)
    fc.assert(fc.property(fc.array(traits, { maxLength: 30 }), (list: Traits[]) => {
      const found = groupAlike(list.map((one, at) => ({ one, at })), ({ one }) => one)
      expect(found.flatMap(({ rows }) => rows.map(({ item }) => item.at)).sort((a, b) => a - b)).toEqual(list.map((_, at) => at))
      for (const { rows, common, usual } of found) {
        for (const row of rows) {
          const asUsual = usual.filter(({ fact, value }) => row.traits[fact] === value).map(({ fact }) => fact)
          expect([...common, ...asUsual, ...row.differs.map(({ fact }) => fact)].sort()).toEqual([...alikeFacts].sort())
        }
        if (rows.length < 4) expect(rows.some(({ differs }) => differs.some(({ odd }) => odd))).toBe(false)
      }
    }))
  })
})
