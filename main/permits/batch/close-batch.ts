import type { BatchSummary } from '#contract/batches'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { appendEntry } from '#main/ledger/index'
import { endBatch, findBatch, noteFailed, type BatchEnd, type FailedItem } from '#db/permits/batch-repo'
import { transact } from '#db/transact'
import { summaryOf } from './read-batches'
import { runOf } from './runs'

/**
 * Writes how a batch ended, with its counts, once. Inside the ledger too: whoever reads it needs no table of ours.
 * @throws Fault NOT_FOUND.
 */
export const finishBatch = (context: Context, no: string, ended: BatchEnd, failed?: readonly FailedItem[]): BatchSummary =>
  transact(context.db, (db) => {
    if (failed && failed.length > 0) noteFailed(db, no, failed)
    endBatch(db, no, ended, context.clock.now().toISOString())
    const batch = findBatch(db, no)
    if (!batch) throw new Fault('NOT_FOUND')
    const summary = summaryOf(context, batch)
    const { total, signed, failed: lost, untouched } = summary
    appendEntry(context, {
      kind: 'batch.end', aggregate: { type: 'Batch', id: no }, baseVersion: 1, payload: { no, how: ended, total, signed, failed: lost, untouched, reasons: batch.failed.map(({ no: permit, reason }) => ({ no: permit, reason })) },
    })
    return summary
  })

/**
 * The Director has read what became of a batch that broke off.
 * @throws Fault NOT_FOUND; BATCH_STATE when it is being signed, has ended, or is another's.
 */
export const closeBatch = (context: Context, { no }: { no: string }): BatchSummary => {
  const batch = findBatch(context.db, no)
  if (!batch) throw new Fault('NOT_FOUND')
  if (batch.ended !== null || runOf(context.db)?.no === no) throw new Fault('BATCH_STATE')
  return finishBatch(context, no, 'broken_off')
}
