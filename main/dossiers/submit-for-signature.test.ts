import { expect, test } from 'vitest'
import { latestReview, setDossierState } from '#db/dossiers/dossier-repo'
import { createCounter, type Counter } from './testing/counter'
import { approval, filedOf } from './testing/submissions'

const reviewed = async (counter: Counter): Promise<string> => {
  const id = await filedOf(counter)
  await counter.ask('recordOpinion', { id, version: counter.row(id).version, opinion: approval }, 'expert')
  return id
}
const submit = (counter: Counter, id: string, change: { readiness?: 'ready' | 'not_ready'; documentsSeen?: boolean; note?: string } = {}) =>
  counter.ask('submitForSignature', { id, version: counter.row(id).version, readiness: 'ready', documentsSeen: true, ...change }, 'expert')

test('S0-17: the office\'s re-examination sends the dossier to the Director and is kept', async () => {
  const counter = createCounter()
  const id = await reviewed(counter)
  expect(await submit(counter, id, { note: 'محل دیده شد' })).toEqual({ version: counter.row(id).version, state: 'awaiting_signature' })
  expect(latestReview(counter.db, id)).toEqual({ round: 1, expert: 'expert', proposal: 'issue', reasons: [], readiness: 'ready', note: 'محل دیده شد', at: '2026-11-21T06:00:00.000Z' })
  await expect(submit(counter, id)).rejects.toMatchObject({ code: 'DOSSIER_STATE', details: { from: 'awaiting_signature' } })
})

test('S1-A8: not ready for the labour market bars the loan, not the permit', async () => {
  const counter = createCounter()
  const id = await reviewed(counter)
  expect(await submit(counter, id, { readiness: 'not_ready' })).toMatchObject({ state: 'awaiting_signature' })
})

test('documents nobody looked at are not sent on', async () => {
  const counter = createCounter()
  const id = await reviewed(counter)
  await expect(submit(counter, id, { documentsSeen: false })).rejects.toMatchObject({ code: 'REVIEW_DOCUMENTS' })
  expect(counter.row(id).state).toBe('in_expert_review')
})

test('S0-06: without the agency\'s first signature nothing goes to the Director', async () => {
  const counter = createCounter()
  const id = await filedOf(counter)
  await expect(submit(counter, id)).rejects.toMatchObject({ code: 'DOSSIER_STATE' })
  // As if the state had been set past the opinion: the signature itself is asked for, not the state alone.
  setDossierState(counter.db, id, counter.row(id).version, { state: 'in_expert_review' })
  await expect(submit(counter, id)).rejects.toMatchObject({ code: 'AGENCY_SIGNATURE_MISSING' })
})

test('a returned dossier is submitted again as a new round, and its reason is spent', async () => {
  const counter = createCounter()
  const id = await reviewed(counter)
  await submit(counter, id)
  setDossierState(counter.db, id, counter.row(id).version, { state: 'in_expert_review', returnReason: 'نشانی ناقص است' })
  expect((await counter.ask('read', { id })).returnReason).toBe('نشانی ناقص است')
  await submit(counter, id)
  expect(counter.row(id).returnReason).toBeNull()
  expect((await counter.ask('read', { id })).reviews.map((review) => review.round)).toEqual([1, 2])
})
