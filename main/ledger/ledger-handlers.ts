import type { Handlers } from '#contract'
import type { LedgerEntry } from '#contract/ledger'
import type { Context } from '#main/app/ports'
import { countEntries, listEntries, pageEntries, type ListedRow } from '#db/ledger/ledger-repo'
import { transact } from '#db/transact'
import { appendEntry } from './append-entry'
import { entryLine } from './export-ledger'
import { maskedPayload } from './mask-payload'
import { verifyLedger } from './verify-ledger'

/** IT sees that something happened, never what about whom; an auditor reads it masked (domain model §7, §8). */
const payloadFor = (role: Context['actor']['role'], payload: string): string | null => {
  if (role === 'it') return null
  return role === 'auditor' ? maskedPayload(payload) : payload
}

const toEntry = (row: ListedRow, role: Context['actor']['role']): LedgerEntry => ({
  seq: row.seq, opId: row.op_id, at: row.at, kind: row.kind, aggregateType: row.aggregate_type, aggregateId: row.aggregate_id,
  actor: row.actor, role: row.role, hash: row.hash, prevHash: row.prev_hash,
  payload: payloadFor(role, row.payload),
  delivery: row.delivery_state === null ? null : { state: row.delivery_state, receipt: row.receipt !== null, lastError: row.last_error },
})

export const ledgerHandlers: Handlers<'ledger', Context> = {
  list: ({ db, actor }, { before, kind, limit }) => {
    const items = listEntries(db, before, kind, limit).map((row) => toEntry(row, actor.role))
    return { items, next: items.length === limit ? items.at(-1)!.seq : null, total: countEntries(db) }
  },
  verify: ({ db }) => verifyLedger(db),
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
