import { uuidv7 } from 'uuidv7'
import type { Clock, Actor } from '#main/app/ports'
import type { Writer } from '#db/handle'
import { insertDelivery, insertEntry, readHead, type LedgerRow } from '#db/ledger/ledger-repo'
import { canonicalText, sha256 } from './canonical'
import { ledgerKinds, type AggregateType, type LedgerKind } from './kinds'

/** A JSON value that has a canonical form. */
export type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain | undefined }

export type NewEntry = {
  kind: LedgerKind
  aggregate: { type: AggregateType; id: string }
  /** Version of the aggregate before this change; 0 when it is born. */
  baseVersion: number
  payload: { readonly [key: string]: Plain | undefined }
  dependsOn?: readonly string[]
  /** Stays here though its kind is delivered elsewhere: what the registry keeps by another stream (aid, domain model §7). */
  local?: boolean
}

/** Hash of the entry before the first: 32 zero bytes. */
export const genesisHash = 'A'.repeat(43)

/** Text that JSON writes as it stands. */
const plain = /^[ !#-[\]-~]*$/

/**
 * RFC 8785 text of an entry without its payload (whose digest stands in) and its own hash: what `hash` is the SHA-256 of, and
 * the entry's leaf in the Merkle tree (docs/formats/ledger.md). Verifying a million entries is mostly this, so ordinary ones
 * are written here with their members in order; any other goes the long way, which escapes and refuses.
 */
export const entryText = (row: Omit<LedgerRow, 'payload' | 'hash'>): string => {
  const { seq, op_id, device_seq, aggregate_type, aggregate_id, base_version, kind, schema, actor, role, at, payload_sha256, depends_on, prev_hash } = row
  const ordinary =
    plain.test(actor + aggregate_id + aggregate_type + at + depends_on + kind + op_id + payload_sha256 + prev_hash + role) &&
    Number.isSafeInteger(base_version) && Number.isSafeInteger(device_seq) && Number.isSafeInteger(schema) && Number.isSafeInteger(seq)
  return ordinary
    ? `{"actor":"${actor}","aggregate_id":"${aggregate_id}","aggregate_type":"${aggregate_type}","at":"${at}","base_version":${base_version},` +
      `"depends_on":"${depends_on}","device_seq":${device_seq},"kind":"${kind}","op_id":"${op_id}","payload_sha256":"${payload_sha256}",` +
      `"prev_hash":"${prev_hash}","role":"${role}","schema":${schema},"seq":${seq}}`
    : canonicalText({
      seq, op_id, device_seq, aggregate_type, aggregate_id, base_version, kind, schema, actor, role, at, payload_sha256, depends_on, prev_hash,
    })
}

export const entryHash = (row: Omit<LedgerRow, 'payload' | 'hash'>): string => sha256(entryText(row))

/**
 * Writes one change into the ledger and, unless its kind is local, queues it for the registry.
 * Must run inside the transaction that writes the changed rows.
 * @returns the operation id under which the registry will know it.
 */
export const appendEntry = (context: { db: Writer; clock: Clock; actor: Actor }, entry: NewEntry): string => {
  const { db, clock, actor } = context
  if (!db.inTransaction) throw new Error('a ledger entry is written with the rows it changes')
  const head = readHead(db)
  const seq = (head?.seq ?? 0) + 1
  const payload = canonicalText(entry.payload)
  const unhashed = {
    seq,
    op_id: uuidv7(),
    device_seq: (head?.deviceSeq ?? 0) + 1,
    aggregate_type: entry.aggregate.type,
    aggregate_id: entry.aggregate.id,
    base_version: entry.baseVersion,
    kind: entry.kind,
    schema: 1,
    actor: actor.username,
    role: actor.role,
    at: clock.now().toISOString(),
    payload_sha256: sha256(payload),
    depends_on: canonicalText(entry.dependsOn ?? []),
    prev_hash: head?.hash ?? genesisHash,
  }
  insertEntry(db, { ...unhashed, payload, hash: entryHash(unhashed) })
  const stream = entry.local ? 'local' : ledgerKinds[entry.kind]
  if (stream !== 'local') {
    insertDelivery(db, { op_id: unhashed.op_id, seq, lane: `${entry.aggregate.type}:${entry.aggregate.id}`, stream })
  }
  return unhashed.op_id
}
