import { historyPage } from '#contract/wire/operation'
import { keepRecovered } from '#db/registry/change-repo'
import { payloadOf } from '#db/registry/outbox-repo'
import { transact } from '#db/transact'
import { isProblem } from './registry-api'
import type { SyncRun } from './sync-run'

/**
 * This office was restored from an older copy, or copied. Brings home what the registry holds of this device and the
 * ledger does not, so that people can see it; nothing is sent, for device sequences must not be used twice.
 */
export const recoverHistory = async (run: SyncRun): Promise<void> => {
  const { db } = run.context
  for (let after = 0; ; ) {
    run.renew()
    const page = await run.api.ask({ method: 'GET', path: '/v1/operations', query: `device=self&after_seq=${after}&limit=500` }, historyPage)
    if (isProblem(page)) return
    transact(db, () => {
      for (const { server_seq, operation, receipt } of page.items) {
        if (payloadOf(db, operation.op_id)) continue
        keepRecovered(db, { opId: operation.op_id, serverSeq: server_seq, operation: JSON.stringify(operation), receipt: JSON.stringify(receipt) })
      }
    })
    if (!page.has_more || page.next_after_seq <= after) return
    after = page.next_after_seq
  }
}
