import type { ItemStatus } from '#contract/wire/operation'
import { hold, requeue, type OutboxRow } from '#db/registry/outbox-repo'
import { transact } from '#db/transact'
import { waitMs } from './back-off'
import { recordReceipt } from './record-receipt'
import type { SyncRun } from './sync-run'

/** True when the answer has exactly one status for each operation, in their order: nothing less may be believed. */
export const resultsFit = (rows: readonly OutboxRow[], results: readonly ItemStatus[]): boolean =>
  rows.length === results.length && rows.every((row, i) => row.op_id === results[i]?.op_id)

/** Y02, Y03, Y05–Y07: what became of a batch, all of it in one transaction. */
export const recordResults = (run: SyncRun, rows: readonly OutboxRow[], results: readonly ItemStatus[]): void => {
  const before = { ...run.tally }
  try {
    transact(run.context.db, () => {
      for (const [i, result] of results.entries()) recordResult(run, rows[i]!, result)
    })
  } catch (error) {
    Object.assign(run.tally, before)
    throw error
  }
}

const recordResult = (run: SyncRun, row: OutboxRow, result: ItemStatus): void => {
  const { context: { db, clock }, tally, ports: { pace } } = run
  const later = (leastS: number | null) =>
    new Date(clock.now().getTime() + waitMs(Math.min(row.tries, 6), leastS, pace.random)).toISOString()
  switch (result.status) {
    case 'accepted':
    case 'duplicate':
      tally[result.status === 'accepted' ? 'accepted' : 'duplicates'] += 1
      recordReceipt(run, row.op_id, result.receipt)
      return
    case 'conflict':
      tally.conflicts += 1
      hold(db, row.op_id, 'conflict', JSON.stringify({
        code: result.problem.code, version: result.current_version, current: result.current, missing: [],
      }), null)
      return
    case 'rejected':
      tally.rejected += 1
      hold(db, row.op_id, 'rejected', JSON.stringify({ code: result.problem.code, missing: [] }), null)
      return
    case 'deferred':
      tally.deferred += 1
      // At least a minute: what it waits for comes by another operation, whose receipt makes it due at once.
      hold(db, row.op_id, 'deferred', JSON.stringify({ code: result.problem.code, missing: result.missing }), later(60))
      return
    case 'retry':
      requeue(db, [row.op_id], later(Math.min(3600, result.after_s)), JSON.stringify({ code: result.problem.code, missing: [] }), true)
  }
}
