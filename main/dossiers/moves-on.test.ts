import { expect, test } from 'vitest'
import { dossierMoves } from '#contract/casework'
import { Fault } from '#main/app/fault'
import { acts, registered, supporter } from './testing/acts'
import { createCounter, type Counter } from './testing/counter'
import { draftOf, filedOf, zahra } from './testing/submissions'

const movesOf = async (counter: Counter, id: string): Promise<string[]> => (await counter.ask('read', { id })).moves

test('what a dossier offers is what its commands accept, from the draft to the objection', async () => {
  const counter = createCounter()
  const { opine, giveBack, answer, submit, object } = acts(counter)
  const draft = await draftOf(counter)
  expect(await movesOf(counter, draft.id)).toEqual(['withdraw', 'recordDeath'])
  await counter.ask('file', { id: draft.id, version: draft.version, declaration: true })
  expect(await movesOf(counter, draft.id)).toEqual(['recordOpinion', 'returnForCorrection', 'announceVisit', 'withdraw', 'recordDeath'])
  await giveBack(draft.id)
  expect(await movesOf(counter, draft.id)).toEqual(['resubmit', 'announceVisit', 'withdraw', 'recordDeath'])
  await answer(draft.id)
  await opine(draft.id)
  expect(await movesOf(counter, draft.id)).toEqual(['submitForSignature', 'returnForCorrection', 'announceVisit', 'withdraw', 'recordDeath'])
  await submit(draft.id)
  expect(await movesOf(counter, draft.id)).toEqual(['announceVisit', 'withdraw', 'recordDeath'])
  const refused = await filedOf(counter, { ...zahra, nationalId: '1990001238', mobile: '09160000001' })
  await opine(refused, { decision: 'reject', note: 'محل مناسب نیست' })
  expect(await movesOf(counter, refused)).toEqual(['object', 'recordDeath'])
  counter.setToday('2026-12-22')
  expect(await movesOf(counter, refused)).toEqual(['recordDeath'])
  await expect(object(refused)).rejects.toBeInstanceOf(Fault)
})

test('S1-B2: a registration-based supporter is offered the seal', async () => {
  const counter = createCounter()
  const id = await filedOf(counter, supporter, registered)
  expect(await movesOf(counter, id)).toEqual(['confirmAfterCheck', 'returnForCorrection', 'announceVisit', 'withdraw', 'recordDeath'])
})

test('S0-25: to the dead nothing more is offered', async () => {
  const counter = createCounter()
  const id = await filedOf(counter)
  await acts(counter).die()
  expect(await movesOf(counter, id)).toEqual([])
  expect(new Set(dossierMoves).size).toBe(dossierMoves.length)
})
