import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { readDevice, saveDevice } from '#db/registry/device-repo'
import { startRegistry } from '#registry/server/start-registry'
import { runSync } from './index'
import { appendOne, brokenBetween, calmPorts, clock, contextOf, control, enrolAt, newBench, openOffice, type Bench } from './testing/office'

const closers: (() => Promise<void> | void)[] = []
const bench = async (): Promise<Bench> => {
  const made = await newBench()
  closers.push(made.close)
  return made
}
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

/** The registry falls back to an older copy of itself, under a new epoch or (a careless operator) under the old one. */
const restored = async (office: Bench, copy: string, newEpoch: boolean): Promise<string> => {
  const registry = await startRegistry({ db: copy, port: 0, controlPort: 0, training: true, now: clock.now })
  closers.push(registry.close)
  if (newEpoch) await control(registry, 'epoch', {})
  saveDevice(office.db, { ...readDevice(office.db)!, url: registry.url })
  return copy
}

test.each([true, false])('a registry restored from an older copy gets back what it lost (new epoch: %s)', async (newEpoch) => {
  const office = await bench()
  const { append, sync, registry, db } = office
  const copy = join(office.registryFile, '../copy.db')
  for (let i = 0; i < 5; i += 1) append('dossier.open', `before${i}`, 0)
  await sync()
  await control(registry, 'copy', { file: copy })
  for (let i = 0; i < 5; i += 1) append('dossier.open', `after${i}`, 0)
  append('dossier.file', 'before0', 1)
  await registry.store.publish({ stream: 'dossiers', unit: '0600', op: 'upsert', type: 'note', id: 'n', body: {} })
  expect(await sync({ appliers: { note: () => {} } })).toMatchObject({ exitCode: 0, pulled: 1 })
  await restored(office, copy, newEpoch)
  append('dossier.open', 'later', 0)
  const report = await sync()
  expect(report).toMatchObject({ exitCode: 0, accepted: 7, remaining: 0, problems: [{ code: 'REGISTRY_RESTORED', detail: '6' }] })
  expect(brokenBetween(db, copy)).toEqual([])
  // The proofs of its former life are kept.
  expect(db.prepare('SELECT count(*) FROM former_receipts').pluck().get()).toBe(6)
  expect(await sync()).toMatchObject({ exitCode: 0, pushed: 0 })
})

test('the epoch rolls between handshake and push: the batch is refused, hands are shaken again, nothing is lost', async () => {
  const { append, sync, registry, broken } = await bench()
  append('dossier.open', 'd1', 0)
  await registry.store.publish({ stream: 'dossiers', unit: '0600', op: 'upsert', type: 'roll', id: 'r', body: {} })
  const appliers = { roll: () => void registry.store.rollEpoch() }
  expect(await sync({ appliers })).toMatchObject({ exitCode: 0, accepted: 1, remaining: 0 })
  expect(broken()).toEqual([])
})

test('an office restored from an older copy is recognised, sends nothing and brings home what it forgot', async () => {
  const office = await bench()
  const { append, sync, db, officeFile, registry } = office
  append('dossier.open', 'd1', 0)
  await sync()
  db.pragma('wal_checkpoint(TRUNCATE)')
  const old = `${officeFile}.old`
  copyFileSync(officeFile, old)
  const forgotten = append('dossier.open', 'd2', 0)
  await sync()
  const again = openOffice(old)
  closers.push(() => void again.close())
  const mine = appendOne(contextOf(again), 'dossier.open', 'd3', 0, {})
  expect(await runSync(contextOf(again), calmPorts())).toMatchObject({ exitCode: 60, pushed: 0, problems: [{ code: 'DEVICE_RESTORED' }] })
  expect(again.prepare('SELECT op_id FROM recovered_operations').pluck().all()).toEqual([forgotten])
  // The way back: a new device, whose sequences nobody used.
  await enrolAt(registry, contextOf(again))
  expect(await runSync(contextOf(again), calmPorts())).toMatchObject({ exitCode: 0, accepted: 1 })
  expect(again.prepare('SELECT state FROM deliveries WHERE op_id = ?').pluck().get(mine)).toBe('settled')
})

test('a copied office that went on by itself is a fork, even with more entries than the original', async () => {
  const { append, sync, db, officeFile } = await bench()
  append('dossier.open', 'd1', 0)
  await sync()
  db.pragma('wal_checkpoint(TRUNCATE)')
  copyFileSync(officeFile, `${officeFile}.clone`)
  append('dossier.open', 'd2', 0)
  await sync()
  await sync()
  const clone = openOffice(`${officeFile}.clone`)
  closers.push(() => void clone.close())
  for (let i = 0; i < 9; i += 1) appendOne(contextOf(clone), 'dossier.open', `x${i}`, 0, {})
  expect(await runSync(contextOf(clone), calmPorts())).toMatchObject({ exitCode: 60, pushed: 0, problems: [{ code: 'LEDGER_FORKED' }] })
})

test('a re-enrolled office does not look up its whole past at every run', async () => {
  const { append, sync, registry, context, broken } = await bench()
  for (let i = 0; i < 3; i += 1) append('dossier.open', `d${i}`, 0)
  await sync()
  await enrolAt(registry, context)
  append('dossier.file', 'd0', 1)
  expect(await sync()).toMatchObject({ exitCode: 0, accepted: 1, duplicates: 0 })
  expect(await sync()).toMatchObject({ exitCode: 0, requests: 1 })
  expect(broken()).toEqual([])
})
