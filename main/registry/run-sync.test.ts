import { afterEach, expect, test } from 'vitest'
import { Fault } from '#main/app/fault'
import { appendEntry } from '#main/ledger/index'
import { registryHandlers } from './index'
import { takeLease } from './lease'
import { clock, contextOf, control, newBench, openOffice, newFolder, calmPorts, type Bench } from './testing/office'

const opened: Bench[] = []
const bench = async (...args: Parameters<typeof newBench>): Promise<Bench> => {
  const made = await newBench(...args)
  opened.push(made)
  return made
}
afterEach(async () => {
  for (const each of opened.splice(0).reverse()) await each.close()
})

const opinion = {
  tracking_code: 'T-1', decision: 'approve', personal_competence: true, technical_competence: true, conditions_met: true,
  decided_on: '2026-11-20', signer_name: 'نمونه', signer_post: 'رئیس', is_top_official: true, note: '',
} as const

test('queued operations are delivered, proven by receipts and settled against the ledger’s own bytes', async () => {
  const { append, sync, states, broken, db } = await bench()
  for (let i = 0; i < 450; i += 1) append('dossier.open', `d${i}`, 0, { tracking_code: `T-${i}`, name: 'زهرا نمونه‌پور' })
  append('dossier.file', 'd0', 1)
  const report = await sync()
  expect(report).toMatchObject({ exitCode: 0, pushed: 451, accepted: 451, receipts: 451, remaining: 0, problems: [] })
  expect(new Set(Object.values(states()))).toEqual(new Set(['settled']))
  expect(broken()).toEqual([])
  // Nothing to do: one request, and what the run wrote about itself stays here.
  expect(await sync()).toMatchObject({ exitCode: 0, pushed: 0, requests: 1 })
  expect(db.prepare("SELECT count(*) FROM ledger_entries WHERE kind = 'sync.run'").pluck().get()).toBe(1)
})

test('the agency’s opinion comes by the feed and is applied once, also when the feed is read again', async () => {
  const { append, sync, broken, registry, db } = await bench()
  append('dossier.open', 'd1', 0, { tracking_code: 'T-1' })
  await sync()
  expect(await control(registry, 'opinions', opinion)).toMatchObject({ http: 201, unit: '0600' })
  const seen: unknown[] = []
  const appliers = { agency_opinion: (_: unknown, item: { body: unknown }) => void seen.push(item.body) }
  expect(await sync({ appliers })).toMatchObject({ exitCode: 0, pulled: 1 })
  await control(registry, 'epoch', {})
  expect(await sync({ appliers })).toMatchObject({ exitCode: 0, pulled: 0 })
  expect(seen).toEqual([opinion])
  expect(db.prepare('SELECT count(*) FROM applied_changes').pluck().get()).toBe(1)
  expect(broken()).toEqual([])
})

test('what an applier writes is delivered in the same run', async () => {
  const { sync, registry, states } = await bench()
  await control(registry, 'opinions', { ...opinion, unit: '0600' })
  const report = await sync({ appliers: { agency_opinion: (inner) => {
    appendEntry(inner, { kind: 'opinion.record', aggregate: { type: 'Dossier', id: 'd1' }, baseVersion: 0, payload: { decision: 'approve' } })
  } } })
  expect(report).toMatchObject({ exitCode: 0, pulled: 1, pushed: 1 })
  expect(Object.values(states())).toEqual(['settled'])
})

test('an unknown type is kept verbatim; a change that does not fit yet is tried again and blocks nothing', async () => {
  const { sync, registry, db, broken } = await bench()
  await control(registry, 'changes', { stream: 'dossiers', unit: '0600', type: 'of_the_future', id: 'x', body: { deep: ['آینده'] } })
  await control(registry, 'opinions', { ...opinion, unit: '0600' })
  let ready = false
  const appliers = { agency_opinion: () => {
    if (!ready) throw new Fault('DOSSIER_ABSENT')
  } }
  expect(await sync({ appliers })).toMatchObject({ exitCode: 10, pulled: 0, unapplied: 2 })
  expect(db.prepare("SELECT reason, json_extract(item, '$.body.deep[0]') AS deep FROM unapplied_changes ORDER BY type").all())
    .toEqual([{ reason: 'DOSSIER_ABSENT', deep: null }, { reason: 'TYPE_UNKNOWN', deep: 'آینده' }])
  ready = true
  expect(await sync({ appliers })).toMatchObject({ exitCode: 0, pulled: 1, unapplied: 1 })
  expect(broken()).toEqual([])
})

test('more than fifty deletions in a page are held for a person', async () => {
  const { sync, registry } = await bench()
  for (let i = 0; i < 51; i += 1) await registry.store.publish({ stream: 'quotas', unit: null, op: 'tombstone', type: 'county', id: `c${i}`, body: {} })
  expect(await sync()).toMatchObject({ exitCode: 10, pulled: 0, unapplied: 0, problems: [{ code: 'DELETIONS_HELD', detail: 'quotas' }] })
})

test('a second device that changed the dossier first is a conflict with both versions; only that lane waits', async () => {
  const one = await bench()
  const two = await bench({ registry: one.registry, folder: newFolder() })
  const theirs = two.append('dossier.savePlan', 'shared', 3, { plan: 'آنها' })
  await two.sync()
  const ours = one.append('dossier.savePlan', 'shared', 2, { plan: 'ما' })
  const behind = one.append('dossier.file', 'shared', 3)
  const other = one.append('dossier.open', 'other', 0)
  const report = await one.sync()
  expect(report).toMatchObject({ exitCode: 10, conflicts: 1, accepted: 1, deferred: 1 })
  expect(one.states()).toEqual({ [ours]: 'conflict', [behind]: 'deferred', [other]: 'settled' })
  const list = registryHandlers({ appliers: {} }).operations(one.context, { state: 'conflict', aggregateId: null, after: null, limit: 10 })
  expect(await list).toMatchObject({ items: [{ opId: ours, error: { code: 'version_conflict', current: { opId: theirs, version: 4 } } }] })
  expect(await one.sync()).toMatchObject({ exitCode: 10, pushed: 0 })
  expect(one.broken()).toEqual([])
})

test('a poison operation first in the queue stops only its own lane', async () => {
  const { append, sync, states, broken } = await bench()
  const poison = append('permit.sign', 'p1', 0, { jws: 'not a jws' })
  const enrol = append('key.enrol', 'k1', 0, { kid: 'k1', public_pem: 'broken' })
  const bad = append('permit.sign', 'p2', 0, { jws: 'not a jws' })
  const good = append('dossier.open', 'd1', 0)
  expect(await sync()).toMatchObject({ exitCode: 10, rejected: 1, accepted: 3 })
  // Before the unit's first key nothing can be said of its documents.
  expect(states()).toEqual({ [poison]: 'settled', [enrol]: 'settled', [bad]: 'rejected', [good]: 'settled' })
  expect(broken()).toEqual([])
})

test('an operation whose dependency is missing is deferred, and due as soon as that one is delivered', async () => {
  const { append, sync, states } = await bench()
  const first = append('dossier.open', 'd1', 0)
  const second = append('dossier.open', 'd2', 0, {}, [first])
  expect(await sync()).toMatchObject({ exitCode: 0, accepted: 2 })
  const orphan = append('dossier.open', 'd3', 0, {}, ['0192f0c1-0000-7000-8000-000000000000'])
  expect(await sync()).toMatchObject({ exitCode: 21, deferred: 1, remaining: 1 })
  expect(states()).toMatchObject({ [second]: 'settled', [orphan]: 'deferred' })
  clock.set('2026-11-21T06:02:00.000Z')
  expect(await sync()).toMatchObject({ exitCode: 21, deferred: 1 })
  clock.set('2026-11-21T06:00:00.000Z')
})

test('one run at a time: a living holder means 75, a dead one is taken over', async () => {
  const { db, sync, append } = await bench()
  append('dossier.open', 'd1', 0)
  expect(takeLease(db, { clock, isAlive: () => true })).toBeDefined()
  expect(await sync()).toMatchObject({ exitCode: 75, pushed: 0, remaining: 1 })
  expect(await sync({ isAlive: () => false })).toMatchObject({ exitCode: 0, pushed: 1 })
})

test('a lease that a full disk did not let its own program drop stands in nobody’s way', async () => {
  const { db, sync, append } = await bench()
  append('dossier.open', 'd1', 0)
  db.exec("CREATE TEMP TRIGGER full BEFORE DELETE ON sync_lease BEGIN SELECT RAISE(ABORT, 'full'); END")
  await expect(sync()).rejects.toThrow('full')
  db.exec('DROP TRIGGER full')
  append('dossier.open', 'd2', 0)
  expect(await sync()).toMatchObject({ exitCode: 0, pushed: 1 })
})

test('status and the report say what the rows say', async () => {
  const { context, append, sync } = await bench()
  append('dossier.open', 'd1', 0)
  const handlers = registryHandlers(calmPorts())
  expect(await handlers.status(context, {})).toMatchObject({ enrolled: { unit: '0600', training: true }, running: false, counts: { queued: 1 }, oldest: { kind: 'dossier.open' }, lastRun: null })
  await sync()
  expect(await handlers.status(context, {})).toMatchObject({ counts: { queued: 0, settled: 1 }, oldest: null, lastRun: { exitCode: 0, pushed: 1 } })
})

test('an office without a device does not sync', async () => {
  const db = openOffice(`${newFolder()}/office.db`)
  await expect(registryHandlers({ appliers: {} }).sync(contextOf(db), {})).rejects.toMatchObject({ code: 'DEVICE_NOT_ENROLLED' })
  db.close()
})
