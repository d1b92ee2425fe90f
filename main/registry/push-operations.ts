import { batchResponse } from '#contract/wire/operation'
import { dueOperations, hold, markInFlight, requeue, type OutboxRow } from '#db/registry/outbox-repo'
import { countStates } from '#db/registry/delivery-list-repo'
import { transact } from '#db/transact'
import { resolveInFlight } from './look-up'
import { packBatch, type Batch } from './pack-batch'
import { recordResults, resultsFit } from './record-results'
import { stopFor, worthRetrying, type Answered } from './registry-api'
import { shakeHands } from './shake-hands'
import type { SyncRun } from './sync-run'
import { SyncStop } from './sync-stop'

/** Beyond 200 operations or 256 KB nothing is gained, and what is sent again after a fault grows (sync design §2.3). */
const maxOperations = 200
const maxBytes = 256 * 1024
/** No wait of ours is longer; a later `next_at` was written by a wrong clock. */
const longestWaitMs = 2 * 3600_000
const maxFaults = 5

type Pushing = { size: number; compress: boolean; faults: number; handshakes: number; total: number }

/**
 * Sends everything that is due, oldest first. Each batch is marked before it leaves and settled in one transaction when
 * its answer is here; after a lost answer the registry is asked before anything is sent again.
 */
export const pushOperations = async (run: SyncRun): Promise<void> => {
  const { context: { db, clock, emit }, api } = run
  const state: Pushing = { size: maxOperations, compress: true, faults: 0, handshakes: 0, total: countStates(db)['queued'] ?? 0 }
  for (;;) {
    await resolveInFlight(run)
    const now = clock.now()
    const span = { now: now.toISOString(), horizon: new Date(now.getTime() + longestWaitMs).toISOString() }
    const due = dueOperations(db, span, state.size)
    if (due.length === 0) return
    run.renew()
    const batch = packBatch(due, run.device.epoch, maxBytes, state.compress)
    transact(db, () => markInFlight(db, batch.rows.map((row) => row.op_id)))
    const outcome = await api.once(
      { method: 'POST', path: '/v1/operations:batch', body: batch.body, ...(batch.encoding ? { encoding: batch.encoding } : {}) }, batchResponse,
    )
    if (outcome.kind === 'answer' && resultsFit(batch.rows, outcome.value.results)) {
      recordResults(run, batch.rows, outcome.value.results)
      run.tally.pushed += batch.rows.length
      state.faults = 0
      emit('sync.progress', { stage: 'push', done: run.tally.pushed, total: Math.max(state.total, run.tally.pushed), bytes: batch.body.length })
    } else {
      await recover(run, state, batch, outcome.kind === 'answer' ? { kind: 'lost' } : outcome)
    }
  }
}

/** One batch went wrong: puts its operations where they belong and waits, shrinks, shakes hands or ends the run. */
const recover = async (run: SyncRun, state: Pushing, batch: Batch, outcome: Exclude<Answered<unknown>, { kind: 'answer' }>): Promise<void> => {
  const { db } = run.context
  // After `lost`, `portal` and a server's own fault the bytes may have arrived: they stay in flight until looked up.
  const refused = outcome.kind === 'problem' && outcome.problem.status < 500
  const unsent = outcome.kind === 'unreached' || outcome.kind === 'tls' || refused || (outcome.kind === 'problem' && outcome.problem.status === 503)
  if (unsent) transact(db, () => requeue(db, idsOf(batch.rows), null, null))
  if (outcome.kind === 'problem') {
    const { code } = outcome.problem
    if (code === 'epoch_changed' && state.handshakes < 2) {
      state.handshakes += 1
      return await shakeHands(run)
    }
    if (code === 'encoding_unsupported' && state.compress) return void (state.compress = false)
    if (code === 'too_large' || code === 'malformed') return shrink(run, state, batch, code)
  }
  if (!worthRetrying(outcome)) throw stopFor(outcome)
  state.faults += 1
  if (state.faults >= maxFaults) throw stopFor(outcome)
  const retryAfterS = outcome.kind === 'problem' ? outcome.retryAfterS : null
  try {
    await run.api.pause(state.faults, retryAfterS)
  } catch (stop) {
    // The run gives up, the wish stays: the rows say when to come back.
    const at = new Date(run.context.clock.now().getTime() + (retryAfterS ?? 0) * 1000).toISOString()
    if (unsent && stop instanceof SyncStop && retryAfterS !== null) transact(db, () => postpone(run, batch.rows, at))
    throw stop
  }
}

const idsOf = (rows: readonly OutboxRow[]): string[] => rows.map((row) => row.op_id)

const postpone = (run: SyncRun, rows: readonly OutboxRow[], at: string): void => {
  markInFlight(run.context.db, idsOf(rows))
  requeue(run.context.db, idsOf(rows), at, JSON.stringify({ code: 'rate_limited', missing: [] }), true)
}

/** A batch that can't be read is halved until the one that spoils it stands alone; that one waits for a person. */
const shrink = (run: SyncRun, state: Pushing, batch: Batch, code: string): void => {
  if (batch.rows.length > 1) return void (state.size = Math.ceil(batch.rows.length / 2))
  run.tally.rejected += 1
  transact(run.context.db, () => hold(run.context.db, batch.rows[0]!.op_id, 'rejected', JSON.stringify({ code, missing: [] }), null))
  state.size = maxOperations
}
