import { copyFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { z } from 'zod'
import { readDevice, saveDevice } from '#db/registry/device-repo'
import { startRegistry, type RunningRegistry } from '#registry/server/start-registry'
import { runSync } from './index'
import { ending, firstLine, startProgram } from '#main/app/testing/child-process'
import { dyingDb } from '#db/testing/dying-db'
import { appendOne, brokenBetween, calmPorts, clock, contextOf, control, enrolAt, newBench, newFolder, openOffice, type Bench } from './testing/office'

const closers: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

const notes = { note: () => {} }
/** Three operations out, one of them refused, and one change in. */
const prepared = async (): Promise<Bench> => {
  const made = await newBench()
  closers.push(made.close)
  const { append, registry } = made
  append('dossier.open', 'd1', 0)
  append('dossier.file', 'd1', 1)
  append('dossier.open', 'd2', 0)
  await registry.store.publish({ stream: 'dossiers', unit: '0600', op: 'upsert', type: 'note', id: 'n', body: {} })
  made.db.pragma('wal_checkpoint(TRUNCATE)')
  return made
}

class Crash extends Error {}

/** The same two databases as they were before the run, as often as one likes: each death has its own. */
const rewound = async (bench: Bench, copy: string, at: number): Promise<{ db: Bench['db']; file: string; registry: RunningRegistry; end(): Promise<void> }> => {
  const [file, officeFile] = [`${copy}.${at}`, `${bench.officeFile}.${at}`]
  copyFileSync(copy, file)
  copyFileSync(bench.officeFile, officeFile)
  const registry = await startRegistry({ db: file, port: 0, controlPort: 0, training: true, now: clock.now })
  const db = openOffice(officeFile)
  saveDevice(db, { ...readDevice(db)!, url: registry.url })
  return { db, file, registry, end: async () => {
    db.close()
    await registry.close()
    for (const name of [file, officeFile]) rmSync(name)
  } }
}

test.each(['no other fault', 'drop_after_commit'] as const)('the client dies at every single statement of a run (%s): the next run ends it, nothing lost, nothing twice', async (fault) => {
  const bench = await prepared()
  const copy = `${bench.registryFile}.copy`
  await bench.registry.store.copyTo(copy)
  let deaths = 0

  for (let at = 1, dead = true; dead; at += 1) {
    const { db, file, registry, end } = await rewound(bench, copy, at)
    if (fault === 'drop_after_commit') registry.setFaults([{ request: 1, path: '/v1/operations:batch', fault }])
    dead = false
    const dying = dyingDb(db, at, () => {
      dead = true
      throw new Crash()
    })
    await runSync(contextOf(dying.db), calmPorts([], { appliers: notes })).catch(() => undefined)
    deaths += dead ? 1 : 0
    const report = await runSync(contextOf(db), calmPorts([], { appliers: notes, isAlive: () => false }))
    expect([at, report.exitCode, report.remaining, brokenBetween(db, file)]).toEqual([at, 0, 0, []])
    expect(db.prepare('SELECT count(*) FROM applied_changes').pluck().get()).toBe(1)
    expect(await registry.store.counts()).toMatchObject({ operations: 3 })
    await end()
  }
  expect(deaths).toBeGreaterThan(20)
}, 60_000)

test('SIGKILL to a real client process at several points: the lease is free at once, the next run delivers', async () => {
  const { registry, db, officeFile, broken, append, sync } = await prepared()
  for (const at of [12, 22, 32, 42, 52]) {
    append('dossier.open', `killed${at}`, 0)
    const child = startProgram('main/registry/testing/sync-child.ts', officeFile, String(at))
    expect([at, await ending(child)]).toEqual([at, 'SIGKILL'])
  }
  expect(await sync({ appliers: notes })).toMatchObject({ exitCode: 0, remaining: 0 })
  expect(broken()).toEqual([])
  expect(await registry.store.counts()).toMatchObject({ operations: 8 })
  expect(db.prepare("SELECT count(*) FROM deliveries WHERE state = 'settled'").pluck().get()).toBe(8)
}, 60_000)

const announced = z.object({ listening: z.string(), control: z.string() })
const startServer = async (file: string): Promise<{ url: string; control: string; child: ReturnType<typeof startProgram> }> => {
  const child = startProgram('registry/server-main.ts', '--db', file, '--training')
  closers.push(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const ended = ending(child)
    child.kill('SIGTERM')
    await ended
  })
  const line = announced.parse(JSON.parse(await firstLine(child)))
  return { url: line.listening, control: line.control, child }
}

test.each(['crash_before_commit', 'crash_after_commit'])('SIGKILL to the registry itself in a batch (%s): all of it or nothing, and delivered by the next run', async (fault) => {
  const folder = newFolder()
  const registryFile = join(folder, 'registry.db')
  const db = openOffice(join(folder, 'office.db'))
  closers.push(() => void db.close())
  const context = { ...contextOf(db), clock: { now: () => new Date(), today: () => '2026-11-21' as never } }
  const first = await startServer(registryFile)
  await enrolAt(first, context)
  for (let i = 0; i < 20; i += 1) appendOne(context, 'dossier.open', `d${i}`, 0, {})
  await control(first, 'faults', { plan: [{ request: 1, path: '/v1/operations:batch', fault }] })
  const killed = ending(first.child)
  expect(await runSync(context, calmPorts([], { timeoutMs: 5_000 }))).toMatchObject({ exitCode: 20, remaining: 20 })
  expect(await killed).toBe('SIGKILL')
  const second = await startServer(registryFile)
  expect(await control(second, 'counts', {})).toMatchObject({ operations: fault === 'crash_before_commit' ? 0 : 20 })
  saveDevice(db, { ...readDevice(db)!, url: second.url })
  expect(await runSync(context, calmPorts([], { timeoutMs: 5_000 }))).toMatchObject({ exitCode: 0, accepted: 20, duplicates: 0, receipts: 20 })
  expect(brokenBetween(db, registryFile)).toEqual([])
}, 60_000)
