import type { Reader, Writer } from '../handle'
import type { LedgerRow } from '../ledger/ledger-repo'
import { prepared } from '../prepared'

/** An entry as its leaf sees it: without the payload's text, whose digest stands in, and without its own chain hash. */
export type LeafRow = Omit<LedgerRow, 'payload' | 'hash'>

const columns = 'seq, op_id, device_seq, aggregate_type, aggregate_id, base_version, kind, schema, actor, role, at, payload_sha256, depends_on, prev_hash'

/** Entries above `after`, in order, as leaves. */
export const leafRows = (db: Reader, after: number, limit: number): LeafRow[] =>
  prepared<[number, number], LeafRow>(db, `SELECT ${columns} FROM ledger_entries WHERE seq > ? ORDER BY seq LIMIT ?`).all(after, limit)

/** Up to 256 hashes of one level, side by side; undefined when none of them exists yet. */
export const readTile = (db: Reader, level: number, no: number): Buffer | undefined =>
  prepared<[number, number], { hashes: Buffer }>(db, 'SELECT hashes FROM ledger_tiles WHERE level = ? AND no = ?').get(level, no)?.hashes

export const writeTile = (db: Writer, level: number, no: number, hashes: Buffer): void => {
  prepared<[number, number, Buffer]>(db, 'INSERT INTO ledger_tiles VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET hashes = excluded.hashes').run(level, no, hashes)
}

/** Number of the rightmost tile of leaves. */
export const lastLeafTile = (db: Reader): { no: number; hashes: Buffer } | undefined =>
  prepared<[], { no: number; hashes: Buffer }>(db, 'SELECT no, hashes FROM ledger_tiles WHERE level = 0 ORDER BY no DESC LIMIT 1').get()

/** The tiles are derived from the entries: taken away, they are counted anew. */
export const dropTiles = (db: Writer): void => void db.prepare('DELETE FROM ledger_tiles').run()
