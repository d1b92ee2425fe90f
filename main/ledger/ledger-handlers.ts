import type { Handlers } from '#contract'
import type { LedgerEntry } from '#contract/ledger'
import type { Context } from '#main/app/ports'
import { countEntries, listEntries, pageEntries, type ListedRow } from '#db/ledger/ledger-repo'
import { transact } from '#db/transact'
import { appendEntry } from './append-entry'
import { entryLine } from './export-ledger'
import { verifyChain } from './verify-chain'

const toEntry = (row: ListedRow, mayRead: boolean): LedgerEntry => ({
  seq: row.seq, opId: row.op_id, at: row.at, kind: row.kind, aggregateType: row.aggregate_type, aggregateId: row.aggregate_id,
  actor: row.actor, role: row.role, hash: row.hash, prevHash: row.prev_hash,
  payload: mayRead ? row.payload : null,
  delivery: row.delivery_state === null ? null : { state: row.delivery_state, receipt: row.receipt !== null, lastError: row.last_error },
})

export const ledgerHandlers: Handlers<'ledger', Context> = {
  // IT sees that something happened, never what about whom (domain model §8).
  list: ({ db, actor }, { before, kind, limit }) => {
    const items = listEntries(db, before, kind, limit).map((row) => toEntry(row, actor.role !== 'it'))
    return { items, next: items.length === limit ? items.at(-1)!.seq : null, total: countEntries(db) }
  },
  verify: ({ db }) => verifyChain(pageEntries(db)),
  export: (context) => {
    const content = [...pageEntries(context.db)].flat().map((row) => `${entryLine(row)}\n`).join('')
    transact(context.db, () => {
      appendEntry(context, {
        kind: 'export.make', aggregate: { type: 'Ledger', id: 'ledger' }, baseVersion: 0, payload: { what: 'ledger', bytes: Buffer.byteLength(content) },
      })
    })
    return { fileName: `ledger-${context.clock.today()}.jsonl`, content }
  },
}
