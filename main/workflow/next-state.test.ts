import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findOperation } from '#contract'
import { dossierStates, type DossierState } from '#contract/dossiers'
import { Fault } from '#main/app/fault'
import { assertMay, isDecided, isOpen, moveOf, movesOf } from './next-state'
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

  test('every state is reached, and from every open state there is a way on', () => {
    expect(new Set(transitions.map((row) => row.to))).toEqual(new Set(dossierStates))
    const ends = dossierStates.filter((state) => !transitions.some((row) => row.from === state))
    expect(ends).toEqual(['issued', 'withdrawn', 'lapsed', 'handed_over', 'closed_by_death'])
    expect(dossierStates.filter((state) => isOpen(state)).every((state) => !ends.includes(state))).toBe(true)
  })

  test('S0-10, S0-11: the fourteen days run only while the request waits for an office', () => {
    expect(dossierStates.filter((state) => isOpen(state) && isDecided(state))).toEqual(['in_pool', 'introduced', 'linked'])
    expect(transitions.filter((row) => row.clock === 'pause').every((row) => row.to === 'awaiting_correction')).toBe(true)
    expect(transitions.filter((row) => row.clock === 'resume').every((row) => row.from === 'awaiting_correction')).toBe(true)
  })

  test('S0-12: every move into another state tells the applicant, but a death', () => {
    const silent = transitions.filter((row) => row.from !== row.to && row.message === null).map((row) => row.id)
    expect(new Set(silent)).toEqual(new Set(['T22', 'T31']))
  })

  test('S0-22, S3-02, S0-24: no state needs presence and no command hands a permit to another', () => {
    expect(transitions.filter((row) => /presence|transfer|attend/i.test(`${row.command} ${row.to}`))).toEqual([])
  })

  test('no walk of any length leaves the table, and only a closed state ends it (S0-07)', () => {
    fc.assert(fc.property(fc.array(fc.nat(30), { maxLength: 40 }), (choices) => {
      let state: DossierState | null = null
      for (const choice of choices) {
        const rows = transitions.filter((row) => row.from === state)
        if (rows.length === 0) {
          expect(['issued', 'withdrawn', 'lapsed', 'handed_over', 'closed_by_death']).toContain(state)
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
