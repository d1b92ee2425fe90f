import { expect, test } from 'vitest'
import { dossierStates } from '#contract/dossiers'
import { createDesk } from './testing/desk'

test('S4-20: the process is told as the state machine has it: every state, who, and by which clauses', () => {
  const { steps } = createDesk().ask('process', {})
  expect(new Set(steps.map(({ to }) => to))).toEqual(new Set(dossierStates))
  expect(steps.filter(({ from }) => from === null).map(({ to }) => to)).toContain('draft')
  expect(steps.every(({ id, command, who }) => /^T\d\d$/.test(id) && command.includes('.') && who.length > 0)).toBe(true)
  expect(steps.find(({ command }) => command === 'permits.sign')).toMatchObject({ from: 'awaiting_signature', to: 'issued', clauses: expect.arrayContaining(['S0-07']) })
})
