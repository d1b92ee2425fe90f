import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { transact } from '#db/transact'
import { acknowledge, dueOperations, hold, markInFlight, requeue } from '#db/registry/outbox-repo'
import { queryPlan } from '#db/testing/memory-db'
import { dueSql } from '#db/registry/outbox-repo'
import { appendOne, contextOf, newBench, newFolder, openOffice, type Bench } from './testing/office'

const closers: (() => Promise<void> | void)[] = []
afterAll(async () => {
  for (const close of closers.reverse()) await close()
})

const span = { now: '2026-11-21T06:00:00.000Z', horizon: '2026-11-21T08:00:00.000Z' }
const times = { none: null, past: '2026-11-21T05:00:00.000Z', soon: '2026-11-21T06:30:00.000Z', absurd: '2030-01-01T00:00:00.000Z' } as const
type Row = { lane: number; state: 'queued' | 'in_flight' | 'acknowledged' | 'conflict' | 'rejected' | 'deferred'; next: keyof typeof times }

/** The rule in words, without SQL: ready itself, and nothing before it in its lane that holds the lane up. */
const expectedDue = (rows: readonly Row[]): number[] => {
  const ready = ({ state, next }: Row) => (state === 'queued' || state === 'deferred') && next !== 'soon'
  const holdsUp = ({ state, next }: Row) => ['conflict', 'rejected', 'in_flight'].includes(state) || ((state === 'queued' || state === 'deferred') && next === 'soon')
  return rows.flatMap((row, i) => (ready(row) && !rows.slice(0, i).some((before) => before.lane === row.lane && holdsUp(before)) ? [i] : []))
}

test('what is due is derived from the rows alone, for any mixture of states, lanes and waits', () => {
  const db = openOffice(join(newFolder(), 'office.db'))
  closers.push(() => void db.close())
  const context = contextOf(db)
  const row = fc.record({
    lane: fc.integer({ min: 0, max: 3 }),
    state: fc.constantFrom<Row['state'][]>('queued', 'in_flight', 'acknowledged', 'conflict', 'rejected', 'deferred'),
    next: fc.constantFrom<Row['next'][]>('none', 'past', 'soon', 'absurd'),
  })
  fc.assert(fc.property(fc.array(row, { maxLength: 14 }), (rows) => {
    db.exec('DELETE FROM deliveries')
    transact(db, () => {
      const ids = rows.map(({ lane }, i) => appendOne(context, 'dossier.open', `lane${lane}`, i, {}))
      for (const [i, { state, next }] of rows.entries()) {
        db.prepare('UPDATE deliveries SET state = ?, next_at = ?, receipt = ? WHERE op_id = ?').run(state, times[next], state === 'acknowledged' ? '{}' : null, ids[i])
      }
      expect(dueOperations(db, span, 100).map(({ op_id }) => ids.indexOf(op_id))).toEqual(expectedDue(rows))
    })
  }), { numRuns: 150 })
})

test('the queue’s question goes by its indexes, however long the history', () => {
  const db = openOffice(join(newFolder(), 'office.db'))
  closers.push(() => void db.close())
  const plan = queryPlan(db, dueSql.replaceAll(/@\w+/g, '1'))
  expect(plan).toContain('deliveries_by_state')
  expect(plan).toContain('deliveries_by_lane')
  expect(plan).not.toMatch(/SCAN (d|b|e)\b/)
})

test('no order of answers, repeats and restarts takes an acknowledgement back', () => {
  const db = openOffice(join(newFolder(), 'office.db'))
  closers.push(() => void db.close())
  const context = contextOf(db)
  const event = fc.constantFrom('send', 'lost', 'accepted', 'rejected', 'restart')
  fc.assert(fc.property(fc.array(event, { maxLength: 12 }), (events) => {
    const opId = appendOne(context, 'dossier.open', randomUUID(), 0, {})
    let proven = false
    for (const each of events) {
      const state = db.prepare<[string], string>('SELECT state FROM deliveries WHERE op_id = ?').pluck().get(opId)
      if (each === 'send' && (state === 'queued' || state === 'deferred')) markInFlight(db, [opId])
      if (each === 'lost' || each === 'restart') requeue(db, [opId], null, null)
      if (each === 'accepted') proven = acknowledge(db, opId, 1, '{"proof":1}') || proven
      if (each === 'rejected' && state === 'in_flight') hold(db, opId, 'rejected', '{"code":"x"}', null)
      const now = db.prepare<[string], { state: string; receipt: string | null }>('SELECT state, receipt FROM deliveries WHERE op_id = ?').get(opId)!
      expect(now.receipt !== null).toBe(proven)
      if (proven) expect(now.state).toBe('acknowledged')
    }
  }), { numRuns: 100 })
})

const faults = ['drop_before_read', 'drop_mid_body', 'drop_after_commit', 'cut_answer', 'truncated_gzip', 'wrong_digest', '503', '429'] as const
type Step = { append: number; lane: number; faults: { request: number; fault: (typeof faults)[number] }[] }

test('any sequence of writes and faults converges: after one quiet run both sides agree, each effect once', async () => {
  const step = fc.record<Step>({
    append: fc.integer({ min: 0, max: 3 }), lane: fc.integer({ min: 0, max: 2 }),
    faults: fc.array(fc.record({ request: fc.integer({ min: 1, max: 6 }), fault: fc.constantFrom(...faults) }), { maxLength: 4 }),
  })
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 5 }), async (steps) => {
    const bench: Bench = await newBench()
    const versions = new Map<number, number>()
    let written = 0
    try {
      for (const { append, lane, faults: plan } of steps) {
        for (let i = 0; i < append; i += 1) {
          const base = versions.get(lane) ?? 0
          bench.append('dossier.savePlan', `lane${lane}`, base)
          versions.set(lane, base + 1)
          written += 1
        }
        bench.registry.setFaults(plan)
        await bench.sync()
        expect(bench.broken()).toEqual([])
      }
      bench.registry.setFaults([])
      expect(await bench.sync()).toMatchObject({ exitCode: 0, remaining: 0 })
      expect(await bench.registry.store.counts()).toMatchObject({ operations: written })
      expect(bench.broken()).toEqual([])
    } finally {
      await bench.close()
    }
  }), { numRuns: 15 })
}, 60_000)
