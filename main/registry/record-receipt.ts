import type { Receipt } from '#contract/wire/receipt'
import { sha256 } from '#main/ledger/index'
import { acknowledge, payloadOf } from '#db/registry/outbox-repo'
import { SyncStop } from './sync-stop'
import type { SyncRun } from './sync-run'
import { receiptIsGood } from './verify-answer'

/**
 * Y03: believes a delivery only by a receipt that verifies against the ledger's own bytes.
 * Must run inside the transaction of its batch or page.
 * @returns whether the operation was not acknowledged before.
 * @throws SyncStop 60 for a receipt that does not verify: either side's bytes are not what they were.
 */
export const recordReceipt = (run: SyncRun, opId: string, receipt: Receipt): boolean => {
  const { db } = run.context
  const own = payloadOf(db, opId)
  if (!own) throw new SyncStop(60, 'OPERATION_FOREIGN', opId)
  if (!receiptIsGood(receipt, run.device, { opId, payloadSha256: sha256(own.payload) })) throw new SyncStop(60, 'RECEIPT_INVALID', opId)
  return acknowledge(db, opId, receipt.server_seq, JSON.stringify(receipt))
}
