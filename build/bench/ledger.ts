import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fixedClock } from '#main/app/clock'
import type { Context } from '#main/app/ports'
import { appendEntry, verifyLedger } from '#main/ledger/index'
import { checkpointHandlers, growTree, inclusionPath, leafHash, refuseRolledBack, rootAt, RunningRoot, storedNodes } from '#main/checkpoints/index'
import type { Writer } from '#db/handle'
import { pageEntries } from '#db/ledger/ledger-repo'
import { migrations } from '#db/migrations/index'
import { migrate } from '#db/migrate'
import { openDatabase } from '#db/open'
import { transact } from '#db/transact'

type Line = { name: string; ratio: number; goal: string; met: boolean; parts: Record<string, number> }

const entries = Number(process.env['MOHR_BENCH_ENTRIES'] ?? 1_000_000)
const rounds = 5
const key = Buffer.alloc(32, 7)

/**
 * What it costs to read a ledger and believe none of it. Bare is the program's ordinary paged read of all columns with nothing
 * done to the rows; chain is `ledger.verify`, which reads the same bytes in a form of its own and lets others have the thread between two pages; register is `checkpoints.verify`, which counts the Merkle tree beside it. Rounds take turns, so that a busy
 * machine slows all of them; medians.
 */
const benchLedger = async (): Promise<Line[]> => {
  const folder = mkdtempSync(join(tmpdir(), 'mohr-bench-'))
  const db = openDatabase(join(folder, 'office.db'), key)
  migrate(db, migrations)
  const append = perSecond(entries, () => fill(db))
  const grow = perSecond(entries, () => void growTree(db))
  const measured: Record<'bare' | 'chain' | 'register', number>[] = []
  for (let round = 0; round < rounds; round += 1) {
    measured.push({
      bare: perSecond(entries, () => { for (const page of pageEntries(db)) if (page.length === 0) throw new Error('empty') }),
      chain: await perSecondOf(entries, async () => { if (!(await verifyLedger(db)).ok) throw new Error('broken') }),
      register: await perSecondOf(entries, async () => {
        const running = new RunningRoot()
        const { ok } = await verifyLedger(db, (text) => running.add(leafHash(text)))
        if (!ok || !running.root.equals(rootAt(db, entries))) throw new Error('broken')
      }),
    })
  }
  const proofs = 1000
  const proof = perSecond(proofs, () => { for (let i = 0; i < proofs; i += 1) inclusionPath(storedNodes(db), Math.floor((i * entries) / proofs), entries) })
  const guard = await timeGuard(db, folder)
  db.close()
  rmSync(folder, { recursive: true })
  const ratioOf = (name: 'chain' | 'register'): number => round3(median(measured.map((one) => one[name] / one.bare)))
  const rate = (name: 'bare' | 'chain' | 'register'): number => Math.round(median(measured.map((one) => one[name])))
  const chain = ratioOf('chain')
  const register = ratioOf('register')
  return [
    { name: `verify the chain of ${entries} entries / bare read`, ratio: chain, goal: '>= 0.5', met: chain >= 0.5, parts: { bare: rate('bare'), chain: rate('chain'), append: Math.round(append), rounds } },
    { name: `count the whole register anew (chain and tree) / bare read`, ratio: register, goal: '>= 0.25', met: register >= 0.25, parts: { register: rate('register'), grow: Math.round(grow) } },
    { name: `inclusion proofs a second at ${entries} entries`, ratio: Math.round(proof), goal: '>= 200', met: proof >= 200, parts: { proofs } },
    guard,
  ]
}

/**
 * What the question «did this ledger go back in time?» adds to a signature, with a year of nightly checkpoints known: beside
 * the 0.7 ms of one bare RSA-3072 signature it may take two hundredths of a list of ten.
 */
const timeGuard = async (db: Writer, home: string): Promise<Line> => {
  const context: Context = {
    db, home, clock: fixedClock('2026-11-21T06:00:00Z'), actor: { username: 'it', displayName: '', role: 'it' }, office: { name: '', unit: '0600', training: false },
    vault: { openUserKey: () => Buffer.alloc(32) }, emit: () => undefined, log: { write: () => undefined },
  }
  for (let i = 0; i < nights; i += 1) {
    transact(db, () => appendEntry(context, { kind: 'pd.view', aggregate: { type: 'Dossier', id: 'd' }, baseVersion: 0, payload: { i } }))
    await checkpointHandlers.seal(context, {})
  }
  const first = 1000 / perSecond(1, () => { refuseRolledBack(context) })
  const asked = 2000
  const again = 1000 / perSecond(asked, () => { for (let i = 0; i < asked; i += 1) refuseRolledBack(context) })
  return {
    name: `ms of the rollback question before a list is signed, ${nights} checkpoints known`, ratio: round3(again), goal: '<= 0.14', met: again <= 0.14,
    parts: { firstAfterOpeningMs: round3(first), nights },
  }
}

const nights = 365

/** Entries of an office's ordinary size: about five hundred bytes with their payload. */
const fill = (db: Writer): void => {
  const clock = fixedClock('2026-11-21T06:00:00Z')
  const actor = { username: 'expert', displayName: '', role: 'expert' } as const
  for (let at = 0; at < entries; at += 5000) {
    transact(db, () => {
      for (let i = at; i < Math.min(entries, at + 5000); i += 1) {
        appendEntry({ db, clock, actor }, {
          kind: 'pd.view', aggregate: { type: 'Dossier', id: `d-${i % 5000}` }, baseVersion: i % 7,
          payload: { what: 'document', dossier: `d-${i % 5000}`, note: 'رونوشت شناسنامۀ متقاضی دیده شد و با اصل آن برابر بود', count: i },
        })
      }
    })
  }
}

const perSecond = (count: number, work: () => void): number => {
  if (typeof globalThis.gc === 'function') globalThis.gc()
  const start = process.hrtime.bigint()
  work()
  return count / (Number(process.hrtime.bigint() - start) / 1e9)
}

const perSecondOf = async (count: number, work: () => Promise<void>): Promise<number> => {
  if (typeof globalThis.gc === 'function') globalThis.gc()
  const start = process.hrtime.bigint()
  await work()
  return count / (Number(process.hrtime.bigint() - start) / 1e9)
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
const round3 = (value: number): number => Math.round(value * 1000) / 1000

/** `npm run bench ledger`; `MOHR_BENCH_ENTRIES` for a smaller ledger. */
const main = async (): Promise<void> => {
  for (const { name, ratio, goal, met, parts } of await benchLedger()) {
    console.log(`${met ? 'ok  ' : 'MISS'} ${name}: ${ratio} (goal ${goal}) ${JSON.stringify(parts)}`)
    if (!met) process.exitCode = 1
  }
}

if (basename(process.argv[1] ?? '').startsWith('ledger.')) void main()
