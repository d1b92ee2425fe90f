import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import type { SyncReport } from '#contract/registry'
import type { IsoDay } from '#contract/values/jalali'
import type { Clock, Context } from '#main/app/ports'
import { appendEntry, type LedgerKind, type Plain } from '#main/ledger/index'
import type { Writer } from '#db/handle'
import { migrate } from '#db/migrate'
import { migrations } from '#db/migrations/index'
import { openDatabase } from '#db/open'
import { transact } from '#db/transact'
import { startRegistry, type RunningRegistry } from '#registry/server/start-registry'
import { checkInvariants } from '#registry/invariants'
import { runSync, syncPorts, type RegistryPorts } from '../index'
import { enrolDevice } from '../enrol-device'

const key = Buffer.alloc(32, 7)
let instant = '2026-11-21T06:00:00.000Z'
/** Stands still until a test moves it; office and registry share it. */
export const clock: Clock & { set(next: string): void } = {
  now: () => new Date(instant), today: () => '2026-11-21' as IsoDay, set: (next) => void (instant = next),
}

/** Everything a test needs of one registry and one office, on real files and real sockets; nothing ever sleeps. */
export const newFolder = (): string => mkdtempSync(join(tmpdir(), 'mohr-sync-'))

export const openOffice = (file: string): Writer => {
  const db = openDatabase(file, key)
  migrate(db, migrations)
  return db
}

export const contextOf = (db: Writer, emitted: string[] = []): Context => ({
  db, clock, actor: { username: 'it', displayName: 'فناوری', role: 'it' }, office: { name: 'آزمون', unit: '0600', training: true }, home: mkdtempSync(join(tmpdir(), 'mohr-home-')),
  vault: { openUserKey: () => Buffer.alloc(32) }, emit: (event) => void emitted.push(event), log: { write: () => {} },
})

/** Ports that remember waits instead of waiting, with middling chance. A killed test process counts as dead. */
export const calmPorts = (slept: number[] = [], over: Partial<RegistryPorts> = {}): ReturnType<typeof syncPorts> => syncPorts({
  appliers: {}, pace: { sleep: (ms) => Promise.resolve(void slept.push(ms)), random: () => 0.5 }, timeoutMs: 400, patienceMs: 3_600_000, ...over,
})

export type Bench = {
  registry: RunningRegistry
  registryFile: string
  officeFile: string
  db: Writer
  context: Context
  slept: number[]
  append(kind: LedgerKind, id: string, base: number, payload?: Record<string, Plain>, dependsOn?: string[]): string
  sync(over?: Partial<RegistryPorts>): Promise<SyncReport>
  states(): Record<string, string>
  broken(): string[]
  close(): Promise<void>
}

export const appendOne = (context: Context, kind: LedgerKind, id: string, base: number, payload: Record<string, Plain>, dependsOn: string[] = []): string =>
  transact(context.db, () => appendEntry(context, {
    kind, aggregate: { type: kind === 'key.enrol' ? 'Key' : 'Dossier', id }, baseVersion: base, payload, dependsOn,
  }))

/** A started registry and an enrolled office. */
export const newBench = async (options: { folder?: string; unit?: string; registry?: RunningRegistry } = {}): Promise<Bench> => {
  const officeFile = join(options.folder ?? newFolder(), `office-${Math.random().toString(36).slice(2)}.db`)
  const db = openOffice(officeFile)
  return benchOf(contextOf(db), officeFile, options)
}

/** The same around an office that a test has already. */
export const benchOf = async (context: Context, officeFile: string, options: { folder?: string; unit?: string; registry?: RunningRegistry } = {}): Promise<Bench> => {
  const { db } = context
  const registryFile = join(options.folder ?? dirname(officeFile), 'registry.db')
  const registry = options.registry ?? (await startRegistry({ db: registryFile, port: 0, controlPort: 0, training: true, now: clock.now }))
  const slept: number[] = []
  await enrolAt(registry, context, options.unit)
  return {
    registry, registryFile, officeFile, db, context, slept,
    append: (kind, id, base, payload = { note: `${id} ${base}` }, dependsOn = []) => appendOne(context, kind, id, base, payload, dependsOn),
    sync: (over) => runSync(context, calmPorts(slept, over)),
    states: () => Object.fromEntries(db.prepare<[], [string, string]>('SELECT op_id, state FROM deliveries ORDER BY seq').raw().all()),
    broken: () => brokenBetween(db, registryFile),
    close: async () => {
      db.close()
      if (!options.registry) await registry.close()
    },
  }
}

export const brokenBetween = (office: Writer, registryFile: string): string[] => {
  const registry = new Database(registryFile, { readonly: true })
  try {
    return checkInvariants(office, registry)
  } finally {
    registry.close()
  }
}

export const control = async (registry: { control: string }, path: string, body: unknown): Promise<Record<string, unknown>> => {
  const response = await fetch(`${registry.control}/control/${path}`, { method: 'POST', body: JSON.stringify(body) })
  return { http: response.status, ...(await response.json() as Record<string, unknown>) }
}

export const enrolAt = async (registry: { url: string; control: string }, context: Context, unit = '0600', caPem: string | null = null): Promise<void> => {
  const { code } = await control(registry, 'enrol-codes', { unit })
  await enrolDevice(context, calmPorts(), { url: registry.url, code: String(code), caPem })
}
