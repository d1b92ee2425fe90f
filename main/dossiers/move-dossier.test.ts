import { expect, test } from 'vitest'
import { transact } from '#db/transact'
import { moveDossier } from './move-dossier'
import { createCounter } from './testing/counter'
import { filedOf } from './testing/submissions'

test('S0-12: a move writes the state, the entry and the message together, or none of them', async () => {
  const counter = createCounter()
  const id = await filedOf(counter)
  const told = counter.told().length
  const row = counter.row(id)
  expect(() => transact(counter.db, () => {
    moveDossier(counter.context, row, 'dossiers.withdraw', { kind: 'dossier.withdraw' })
    throw new Error('the last step fails')
  })).toThrow('the last step')
  expect([counter.row(id).state, counter.told().length]).toEqual(['at_agency', told])
  transact(counter.db, () => moveDossier(counter.context, row, 'dossiers.withdraw', { kind: 'dossier.withdraw' }))
  expect(counter.row(id)).toMatchObject({ state: 'withdrawn', version: row.version + 1, dueOn: null, agencyDueOn: null, stateSince: '2026-11-21' })
  expect(counter.told().at(-1)).toBe('dossier.withdrawn')
  expect(counter.kinds().at(-1)).toBe('dossier.withdraw')
})

test('S0-11: the fourteen days stand still while the applicant is asked, and go on with what was left', async () => {
  const counter = createCounter()
  const id = await filedOf(counter)
  expect(counter.row(id).dueOn).toBe('2026-12-05')
  counter.setToday('2026-11-25')
  transact(counter.db, () => moveDossier(counter.context, counter.row(id), 'dossiers.returnForCorrection', {
    kind: 'dossier.returnForCorrection', pause: { kind: 'documents', reason: 'کارت بهداشت' }, set: { returnTo: 'at_agency', asked: '{}' }, say: 'dossier.documents', vars: { why: 'کارت بهداشت' },
  }))
  expect(counter.row(id)).toMatchObject({ state: 'awaiting_correction', dueOn: null, agencyDueOn: null })
  counter.setToday('2026-12-02')
  const paused = await counter.ask('read', { id })
  expect(paused.clock).toMatchObject({ pausedSince: '2026-11-25', daysLeft: 10 })
  transact(counter.db, () => moveDossier(counter.context, counter.row(id), 'dossiers.resubmit', { kind: 'dossier.resubmit', to: 'at_agency' }))
  expect(counter.row(id)).toMatchObject({ state: 'at_agency', dueOn: '2026-12-12', returnTo: null, asked: null, agencyDueOn: '2026-12-09' })
  expect((await counter.ask('read', { id })).pauses).toEqual([{ fromDay: '2026-11-25', toDay: '2026-12-02', kind: 'documents', reason: 'کارت بهداشت', restarted: false }])
})
