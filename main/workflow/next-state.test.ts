import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findOperation } from '#contract'
import { dossierStates, type DossierState } from '#contract/dossiers'
import { Fault } from '#main/app/fault'
import { assertMay, isDecided, moveOf, movesOf } from './next-state'
import { transitions } from './transitions'

const commands = [...new Set(transitions.map((row) => row.command))]
const states: (DossierState | null)[] = [null, ...dossierStates]

describe('the transition table', () => {
  test.each(transitions)('$id: $command leads from $from to $to', ({ from, command, to }) => {
    expect(moveOf(from, command, to).to).toBe(to)
    expect(() => { assertMay(from, command) }).not.toThrow()
  })

  test('every pair that the table does not name is refused with DOSSIER_STATE, its state and command', () => {
    for (const from of states) {
      for (const command of commands) {
        if (movesOf(from, command).length > 0) continue
        expect(() => moveOf(from, command), `${from} ${command}`).toThrow(Fault)
        try {
          moveOf(from, command)
        } catch (fault) {
          expect(fault).toMatchObject({ code: 'DOSSIER_STATE', details: { from, command } })
        }
      }
    }
  })

  test('who may give a command is who the door lets in; what only the system does has no door', () => {
    for (const row of transitions) {
      const people = row.who.filter((who) => who !== 'system')
      const operation = findOperation(row.command)
      if (people.length === 0) expect(operation, row.command).toBeUndefined()
      else expect(new Set(operation?.access), row.command).toEqual(new Set(people))
    }
  })

  test('every state is reached, and from every state but the decided ones there is a way on', () => {
    expect(new Set(transitions.map((row) => row.to))).toEqual(new Set(dossierStates))
    expect(dossierStates.filter(isDecided)).toEqual(['issued', 'refused'])
  })

  test('no walk of any length leaves the table, and issued or refused end it (S0-07)', () => {
    fc.assert(fc.property(fc.array(fc.nat(30), { maxLength: 40 }), (choices) => {
      let state: DossierState | null = null
      for (const choice of choices) {
        const rows = transitions.filter((row) => row.from === state)
        if (rows.length === 0) {
          expect(['issued', 'refused']).toContain(state)
          return
        }
        const row = rows[choice % rows.length]!
        state = moveOf(state, row.command, row.to).to
      }
    }))
  })

  test('a command with two outcomes must be told which', () => {
    expect(() => moveOf('at_agency', 'dossiers.recordOpinion')).toThrow('say which')
  })
})
