import { expect, test } from 'vitest'
import { dossierMoves } from '#contract/casework'
import { movesFor } from './may'

test('S0-03: each role is offered its own moves, and never one that the dossier does not allow', () => {
  const all = { moves: [...dossierMoves] }
  expect(movesFor(all, ['clerk'])).toEqual(['resubmit', 'announceVisit', 'object', 'openRenewal', 'withdraw'])
  expect(movesFor(all, ['expert'])).toEqual([...dossierMoves])
  expect(movesFor(all, ['system_manager'])).toEqual(['recordDeath'])
  expect(movesFor(all, ['director', 'auditor', 'it', 'inspector'])).toEqual([])
  expect(movesFor({ moves: ['withdraw'] }, ['expert'])).toEqual(['withdraw'])
  expect(movesFor({ moves: [] }, ['expert', 'clerk'])).toEqual([])
})
