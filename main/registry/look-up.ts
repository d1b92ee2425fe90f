import { lookupResponse } from '#contract/wire/operation'
import type { Receipt } from '#contract/wire/receipt'
import { idsInState, requeue } from '#db/registry/outbox-repo'
import { transact } from '#db/transact'
import { recordReceipt } from './record-receipt'
import { isProblem } from './registry-api'
import { SyncStop } from './sync-stop'
import type { SyncRun } from './sync-run'

const perRequest = 500

/** Asks which of these operations the registry holds; the order is the caller's. Receipts are not judged here. */
export const lookUp = async (run: SyncRun, opIds: readonly string[]): Promise<Map<string, Receipt>> => {
  const found = new Map<string, Receipt>()
  for (let from = 0; from < opIds.length; from += perRequest) {
    const chunk = opIds.slice(from, from + perRequest)
    run.renew()
    const answer = await run.api.ask(
      { method: 'POST', path: '/v1/operations:lookup', body: Buffer.from(JSON.stringify({ op_ids: chunk })) }, lookupResponse,
    )
    if (isProblem(answer)) throw new SyncStop(21, 'REGISTRY_BUSY', answer.code)
    if (answer.results.length !== chunk.length) throw new SyncStop(60, 'ANSWER_INCOMPLETE', '/v1/operations:lookup')
    for (const result of answer.results) if (result.status === 'stored') found.set(result.op_id, result.receipt)
  }
  return found
}

/**
 * Y02: an operation under way when the line or the program died is neither sent nor unsent until the registry says so.
 * What it holds is acknowledged, the rest is queued; both in one transaction.
 */
export const resolveInFlight = async (run: SyncRun): Promise<void> => {
  const { db } = run.context
  const open = idsInState(db, 'in_flight')
  if (open.length === 0) return
  const found = await lookUp(run, open)
  transact(db, () => {
    for (const [opId, receipt] of found) if (recordReceipt(run, opId, receipt)) run.tally.accepted += 1
    requeue(db, open.filter((opId) => !found.has(opId)), null, null)
  })
}
