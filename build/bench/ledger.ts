import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fixedClock } from '#main/app/clock'
import { appendEntry, entryText, verifyChain } from '#main/ledger/index'
import { growTree, inclusionPath, leafHash, rootAt, RunningRoot, storedNodes } from '#main/checkpoints/index'
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
 * What it costs to read a ledger and believe none of it. Bare is the same paged read with nothing done to the rows; chain is
 * `ledger.verify`; register is `checkpoints.verify`, which counts the Merkle tree beside it. Rounds take turns, so that a busy
 * machine slows all of them; medians.
 */
const benchLedger = (): Line[] => {
  const folder = mkdtempSync(join(tmpdir(), 'mohr-bench-'))
  const db = openDatabase(join(folder, 'office.db'), key)
  migrate(db, migrations)
  const append = perSecond(entries, () => fill(db))
  const grow = perSecond(entries, () => void growTree(db))
  const measured = Array.from({ length: rounds }, () => ({
    bare: perSecond(entries, () => { for (const page of pageEntries(db)) if (page.length === 0) throw new Error('empty') }),
    chain: perSecond(entries, () => { if (!verifyChain(pageEntries(db)).ok) throw new Error('broken') }),
    register: perSecond(entries, () => {
      const running = new RunningRoot()
      const { ok } = verifyChain(pageEntries(db), (row) => running.add(leafHash(entryText(row))))
      if (!ok || !running.root.equals(rootAt(db, entries))) throw new Error('broken')
    }),
  }))
  const proofs = 1000
  const proof = perSecond(proofs, () => { for (let i = 0; i < proofs; i += 1) inclusionPath(storedNodes(db), Math.floor((i * entries) / proofs), entries) })
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
  ]
}

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

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
const round3 = (value: number): number => Math.round(value * 1000) / 1000

/** `npm run bench ledger`; `MOHR_BENCH_ENTRIES` for a smaller ledger. */
const main = (): void => {
  for (const { name, ratio, goal, met, parts } of benchLedger()) {
    console.log(`${met ? 'ok  ' : 'MISS'} ${name}: ${ratio} (goal ${goal}) ${JSON.stringify(parts)}`)
    if (!met) process.exitCode = 1
  }
}

if (basename(process.argv[1] ?? '').startsWith('ledger.')) main()
