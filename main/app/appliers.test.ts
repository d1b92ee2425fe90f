import { afterAll, beforeAll, expect, test } from 'vitest'
import { composeNumber } from '#contract/values/tracking-code'
import { seedSampleCatalogues } from '#main/catalogues/index'
import { livelihoodHandlers } from '#main/livelihood/index'
import { joinAs } from '#db/office/machine-repo'
import { transact } from '#db/transact'
import { appliers } from './appliers'
import { control, newBench, type Bench } from '../registry/testing/office'

const head = '1234567891'
const result = {
  unit: '0600', national_id: head, standing: 'recipient', eligible: 'yes', body: 'سازمان بهزیستی', introduced_on: '2026-10-01', result_told_on: '2026-10-11',
  objection: null, died_on: null, mobile: null, as_of: '2026-11-20T06:00:00Z',
} as const

let bench: Bench
beforeAll(async () => {
  bench = await newBench()
  transact(bench.db, () => { seedSampleCatalogues(bench.context) })
})
afterAll(() => bench.close())
const seen = async () => (await livelihoodHandlers.lookUp({ ...bench.context, actor: { username: 'c', displayName: 'c', role: 'clerk' } }, { nationalId: head })).found

test('S2-02, S2-08: the centre\'s result comes by the feed of the office\'s own unit, is shown as told and sends nothing back', async () => {
  expect(await control(bench.registry, 'aid-cases', result)).toMatchObject({ http: 201, version: 1 })
  expect(await control(bench.registry, 'aid-cases', { ...result, unit: '0700', national_id: '1741960013' })).toMatchObject({ http: 201 })
  expect(await control(bench.registry, 'aid-cases', { ...result, eligible: 'perhaps' })).toMatchObject({ http: 400 })
  expect(await bench.sync({ appliers })).toMatchObject({ exitCode: 0, pulled: 1, unapplied: 0 })
  expect(await seen()).toMatchObject({ standing: 'recipient', eligible: 'yes', body: 'سازمان بهزیستی', mobileKnown: false })
  expect(bench.db.prepare("SELECT count(*) FROM deliveries WHERE stream = 'livelihood'").pluck().get()).toBe(0)
  expect(bench.db.prepare('SELECT count(*) FROM aid_cases').pluck().get()).toBe(1)
})

test('S2-03, S2-13: a later result of the same case replaces it; a feed read again in a new epoch changes nothing', async () => {
  await control(bench.registry, 'aid-cases', { ...result, objection: { no: '1405/9', on: '2026-11-01', state: 'filed' }, died_on: '2026-11-19', as_of: '2026-11-21T05:00:00Z' })
  expect(await bench.sync({ appliers })).toMatchObject({ exitCode: 0, pulled: 1 })
  const after = await seen()
  expect(after).toMatchObject({ objection: { no: '1405/9', state: 'filed' }, closedOn: '2026-11-19' })
  await control(bench.registry, 'epoch', {})
  expect(await bench.sync({ appliers })).toMatchObject({ exitCode: 0, pulled: 0 })
  expect(await seen()).toEqual(after)
})

test('a result that is malformed or gives a case to somebody else is kept for a person and stops nothing behind it', async () => {
  await control(bench.registry, 'changes', { stream: 'livelihood', unit: '0600', type: 'aid_case', id: 'broken', body: { national_id: '12' } })
  await control(bench.registry, 'aid-cases', { ...result, id: 'moved', national_id: '1741960013' })
  await control(bench.registry, 'aid-cases', { ...result, id: 'moved', national_id: '0499370899' })
  expect(await bench.sync({ appliers })).toMatchObject({ exitCode: 10, pulled: 1, unapplied: 2 })
  expect(bench.db.prepare('SELECT reason FROM unapplied_changes ORDER BY reason').pluck().all()).toEqual(['AID_TRANSFER', 'CHANGE_MALFORMED'])
  expect(bench.broken()).toEqual([])
})

test('sync design: of two machines of an office each takes its own dossiers’ changes, and only the first what has none yet', () => {
  const { context } = bench
  const body = { tracking_code: composeNumber('T', '0603', 1405, 2, 7), decision: 'approve', personal_competence: true, technical_competence: true, conditions_met: true, decided_on: '2026-11-20', signer_name: 'ی', signer_post: 'ر', is_top_official: true }
  const change = { seq: 1, op: 'upsert' as const, type: 'agency_opinion', id: 'o', version: 1, hash: '', body }
  expect(() => appliers['agency_opinion']?.(context, change)).not.toThrow()
  expect(() => appliers['agency_opinion']?.(context, { ...change, body: { ...body, tracking_code: composeNumber('T', '0603', 1405, 1, 7) } })).toThrow('DOSSIER_UNKNOWN')
  expect(() => appliers['online_dossier']?.(context, { ...change, body: {} })).toThrow('CHANGE_MALFORMED')
  joinAs(bench.db, { slot: 2, trust: '{}', registry: null, joinedAt: '2026-11-21T06:00:00.000Z' })
  expect(() => appliers['online_dossier']?.(context, { ...change, body: {} })).not.toThrow()
  expect(() => appliers['agency_opinion']?.(context, change)).toThrow('DOSSIER_UNKNOWN')
})
