import type { Reader, Writer } from '../handle'
import { prepared } from '../prepared'

/** One entry as it lies in the table; `payload` is the RFC 8785 text that was hashed. */
export type LedgerRow = {
  seq: number
  op_id: string
  device_seq: number
  aggregate_type: string
  aggregate_id: string
  base_version: number
  kind: string
  schema: number
  actor: string
  role: string
  at: string
  payload: string
  payload_sha256: string
  depends_on: string
  prev_hash: string
  hash: string
}

export type LedgerHead = { seq: number; deviceSeq: number; hash: string }

export const readHead = (db: Reader): LedgerHead | undefined =>
  prepared<[], LedgerHead>(
    db, 'SELECT seq, device_seq AS deviceSeq, hash FROM ledger_entries ORDER BY seq DESC LIMIT 1',
  ).get()

export const insertEntry = (db: Writer, row: LedgerRow): void => {
  prepared<[LedgerRow]>(db, `
    INSERT INTO ledger_entries VALUES (
      @seq, @op_id, @device_seq, @aggregate_type, @aggregate_id, @base_version, @kind, @schema, @actor, @role, @at,
      @payload, @payload_sha256, @depends_on, @prev_hash, @hash)
  `).run(row)
}

/** The delivery row of an entry that the registry is to receive. */
export const insertDelivery = (db: Writer, row: { op_id: string; seq: number; lane: string; stream: string }): void => {
  prepared<[typeof row]>(db, "INSERT INTO deliveries (op_id, seq, lane, stream, state) VALUES (@op_id, @seq, @lane, @stream, 'queued')").run(row)
}

/** Numbers begin at 1, but a row that somebody put in under another one must be met too. */
const belowAll = -Infinity

/** Pages through the whole ledger in order: paged reads are faster than an iterator and hold no lock. */
export function* pageEntries(db: Reader, size = 1000): Generator<LedgerRow[]> {
  const page = db.prepare<[number, number], LedgerRow>('SELECT * FROM ledger_entries WHERE seq > ? ORDER BY seq LIMIT ?')
  for (let after = belowAll; ; ) {
    const rows = page.all(after, size)
    if (rows.length === 0) return
    yield rows
    after = rows.at(-1)!.seq
  }
}

/**
 * Some entries in order, their columns side by side: payloads and texts (RFC 8785, of all members but payload and hash) each as
 * one run of UTF-8 bytes with their lengths. The length of a text is null where a number stands that no program of ours can have read.
 */
export type LedgerPage = {
  seqs: number[]
  payloads: Buffer
  payloadLengths: number[]
  texts: Buffer
  textLengths: (number | null)[]
  payloadDigests: string[]
  prevHashes: string[]
  hashes: string[]
}

/** Whether all are integers of at most 53 bits, whatever their sign: beyond that a number has no canonical form. */
const areExact = (...columns: string[]): string => `(${columns.map((name) => `(${name} + ${Number.MAX_SAFE_INTEGER})`).join(' | ')}) >> 54 = 0`

/**
 * The whole ledger in that form: a page costs eight values instead of thousands, and bytes are never made into strings and back.
 * SQLite's own JSON writer, given the members by name, escapes letters as RFC 8785 does.
 */
export function* ledgerPages(db: Reader, size = 1000): Generator<LedgerPage> {
  const page = db.prepare<[number, number], [Buffer | null, Buffer | null, string, string, string, string, string, string]>(`
    SELECT CAST(group_concat(payload, '') AS BLOB), CAST(group_concat(text, '') AS BLOB), json_group_array(seq), json_group_array(octet_length(payload)),
      json_group_array(octet_length(text)), json_group_array(payload_sha256), json_group_array(prev_hash), json_group_array(hash)
    FROM (SELECT seq, payload, payload_sha256, prev_hash, hash, CASE WHEN ${areExact('base_version', 'device_seq', 'schema')} THEN json_object(
      'actor', actor, 'aggregate_id', aggregate_id, 'aggregate_type', aggregate_type, 'at', at, 'base_version', base_version, 'depends_on', depends_on,
      'device_seq', device_seq, 'kind', kind, 'op_id', op_id, 'payload_sha256', payload_sha256, 'prev_hash', prev_hash, 'role', role, 'schema', schema, 'seq', seq) END AS text
      FROM ledger_entries WHERE seq > ? ORDER BY seq LIMIT ?)
  `).raw()
  const numbers = (json: string): number[] => JSON.parse(json) as number[]
  const strings = (json: string): string[] => JSON.parse(json) as string[]
  for (let after = belowAll; ; ) {
    const [payloads, texts, seqs, payloadLengths, textLengths, payloadDigests, prevHashes, hashes] = page.get(after, size)!
    const last = numbers(seqs)
    if (last.length === 0) return
    yield {
      seqs: last, payloads: payloads ?? nothing, payloadLengths: numbers(payloadLengths), texts: texts ?? nothing, textLengths: numbers(textLengths),
      payloadDigests: strings(payloadDigests), prevHashes: strings(prevHashes), hashes: strings(hashes),
    }
    after = last.at(-1)!
  }
}

const nothing = Buffer.alloc(0)

export type ListedRow = LedgerRow & { delivery_state: string | null; receipt: string | null; last_error: string | null }

/** Newest first, below `before`. */
export const listEntries = (db: Reader, before: number | null, kind: string, limit: number): ListedRow[] =>
  db.prepare<[number, string, string, number], ListedRow>(`
    SELECT e.*, d.state AS delivery_state, d.receipt, d.last_error
    FROM ledger_entries e LEFT JOIN deliveries d ON d.op_id = e.op_id
    WHERE e.seq < ? AND (? = '' OR e.kind = ?) ORDER BY e.seq DESC LIMIT ?
  `).all(before ?? Number.MAX_SAFE_INTEGER, kind, kind, limit)

/** What happened to one aggregate, oldest first. */
export const entriesOf = (db: Reader, type: string, id: string): LedgerRow[] =>
  db.prepare<[string, string], LedgerRow>(
    'SELECT * FROM ledger_entries WHERE aggregate_type = ? AND aggregate_id = ? ORDER BY seq',
  ).all(type, id)

export const countEntries = (db: Reader): number =>
  db.prepare<[], number>('SELECT count(*) FROM ledger_entries').pluck().get() ?? 0
