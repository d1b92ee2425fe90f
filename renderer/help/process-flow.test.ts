import { describe, expect, it } from 'vitest'
import type { ProcessStep } from '#contract/catalogues'
import { dossierStates, type DossierState } from '#contract/dossiers'
import { box, cornerOf, flowOf, places, size } from './process-flow'

const step = (id: string, from: DossierState | null, to: DossierState, command = `dossiers.${id}`): ProcessStep =>
  ({ id, from, to, command, who: ['expert'], clauses: [], told: false, clock: 'runs' })

describe('S4-20: the process diagram', () => {
  it('has a place of its own for every state, inside the drawing', () => {
    expect(new Set(Object.values(places).map(({ column, row }) => `${column} ${row}`)).size).toBe(dossierStates.length)
    for (const state of dossierStates) {
      const { x, y } = cornerOf(state)
      expect([x >= 0, y >= 0, x + box.width <= size.width, y + box.height <= size.height]).toEqual([true, true, true, true])
    }
  })

  it('runs from right to left', () => {
    expect(cornerOf('draft').x).toBeGreaterThan(cornerOf('filed').x)
    expect(cornerOf('filed').x).toBeGreaterThan(cornerOf('issued').x)
  })

  it('draws one line for a pair of states with the numbers of all its moves, and arrows both ways where both exist', () => {
    const { edges } = flowOf([step('T01', null, 'draft'), step('T02', 'draft', 'draft'), step('T04', 'draft', 'filed'), step('T08', 'filed', 'awaiting_correction'), step('T09', 'awaiting_correction', 'filed'), step('T05', 'filed', 'issued')])
    expect(edges.map(({ from, to, ids, both }) => [from, to, ids, both])).toEqual([
      ['draft', 'filed', ['T04'], false], ['filed', 'awaiting_correction', ['T08', 'T09'], true], ['filed', 'issued', ['T05'], false],
    ])
  })

  it('tells an ending that is reached from everywhere in words', () => {
    const open = ['draft', 'filed', 'at_agency', 'in_expert_review', 'awaiting_signature'] as const
    const { edges, anywhere } = flowOf(open.map((from) => step('T20', from, 'withdrawn', 'dossiers.withdraw')))
    expect([edges, anywhere]).toEqual([[], [{ command: 'dossiers.withdraw', to: 'withdrawn', id: 'T20', from: 5 }]])
  })
})
