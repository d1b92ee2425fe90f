import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { OutputOf } from '#contract'
import type { DossierState } from '#contract/dossiers'
import { minimumCost } from '#main/staff/index'
import { fixedClock } from './clock'
import { createApp, type App, type Connection } from './create-app'
import { trainingUsers } from './training-staff'

let app: App
let expert: Connection

const ask = async <T>(name: string, input: unknown): Promise<T> => {
  const answer = await expert.call(name, input)
  if (!answer.ok) throw new Error(`${name}: ${answer.error.code}`)
  // The door answers an operation with that operation's output.
  return answer.value as T
}

beforeAll(async () => {
  app = createApp({
    home: mkdtempSync(join(tmpdir(), 'mohr-training-')), host: { kind: 'cli', capabilities: {} },
    clock: fixedClock('2026-11-21T06:00:00Z'), kdfCost: minimumCost,
  })
  expert = app.connect()
  const made = await expert.call('office.createTraining', {})
  if (!made.ok) throw new Error(made.error.code)
  await ask('staff.signIn', { username: 'expert', passphrase: trainingUsers[0]!.passphrase })
}, 120_000)
afterAll(() => app.close())

test('S0-16: an office to practise in has somebody in every state that people work on', async () => {
  const states: DossierState[] = ['at_agency', 'awaiting_correction', 'in_empowerment', 'in_expert_review', 'awaiting_signature', 'in_pool', 'introduced', 'linked', 'issued', 'withdrawn', 'handed_over']
  for (const state of states) {
    const found = await ask<OutputOf<'dossiers.find'>>('dossiers.find', { states: [state] })
    expect(found.total, state).toBeGreaterThan(0)
  }
})

test('S4-09, S4-10, S4-11: its supporter has one person taken on, one offered, and two wait', async () => {
  const { items } = await ask<OutputOf<'supporters.list'>>('supporters.list', {})
  expect(items).toMatchObject([{ committed: 20, introduced: 1, accepted: 1, working: 0, shortfall: 20 }])
  expect((await ask<OutputOf<'supporters.listPool'>>('supporters.listPool', {})).total).toBe(2)
})

test('S0-04, S3-09: one dossier waits for its second agency, one is half through its empowerment', async () => {
  const { items } = await ask<OutputOf<'dossiers.find'>>('dossiers.find', { fieldCode: '1014' })
  const detail = await ask<OutputOf<'dossiers.read'>>('dossiers.read', { id: items[0]!.id })
  expect(detail.agencies.map(({ signed }) => signed)).toEqual([true, false])
  const [developing] = (await ask<OutputOf<'dossiers.find'>>('dossiers.find', { states: ['in_empowerment'] })).items
  expect((await ask<OutputOf<'dossiers.read'>>('dossiers.read', { id: developing!.id })).empowerment).toHaveLength(2)
})
