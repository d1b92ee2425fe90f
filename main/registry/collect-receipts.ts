import { receiptsPage } from '#contract/wire/receipt'
import { readCursors, saveCursor } from '#db/registry/device-repo'
import { settle } from '#db/registry/outbox-repo'
import { transact } from '#db/transact'
import { recordReceipt } from './record-receipt'
import { isProblem } from './registry-api'
import type { SyncRun } from './sync-run'
import { SyncStop } from './sync-stop'

/**
 * Y04: reads the registry's own list of what it holds of this device and compares it, operation by operation, with the
 * ledger's bytes. What agrees is settled; an answer lost for good is made up for here.
 * @returns false when the registry's epoch changed.
 * @throws SyncStop 60 for an operation this ledger does not have, or other bytes.
 */
export const collectReceipts = async (run: SyncRun): Promise<boolean> => {
  const { context: { db, emit }, api, tally } = run
  for (;;) {
    run.renew()
    const after = readCursors(db)['receipts'] ?? ''
    const page = await api.ask({ method: 'GET', path: '/v1/receipts', query: new URLSearchParams({ after, limit: '500' }).toString() }, receiptsPage)
    if (isProblem(page)) return false
    if (page.has_more && page.next === after) throw new SyncStop(60, 'FEED_STANDS', 'receipts')
    const found = transact(db, () => {
      const late = page.items.filter((item) => recordReceipt(run, item.op_id, item)).length
      for (const item of page.items) settle(db, item.op_id)
      saveCursor(db, 'receipts', page.next)
      return late
    })
    tally.accepted += found
    tally.receipts += page.items.length
    emit('sync.progress', { stage: 'receipts', done: tally.receipts, total: tally.receipts, bytes: 0 })
    if (!page.has_more) return true
  }
}
