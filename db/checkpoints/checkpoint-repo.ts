import type { CheckpointCause } from '#contract/checkpoints'
import type { Reader, Writer } from '../handle'
import { prepared } from '../prepared'

export type CheckpointRow = { size: number; root: Buffer; note: string; kid: string; cause: CheckpointCause; opId: string; sealedAt: string }
/** With how far the entry that carries it has come. */
export type DeliveredCheckpoint = CheckpointRow & { deliveryState: string | null; receipt: string | null }

const columns = 'c.size, c.root, c.note, c.kid, c.cause, c.op_id AS opId, c.sealed_at AS sealedAt'

export const insertCheckpoint = (db: Writer, row: CheckpointRow): void => {
  db.prepare('INSERT INTO checkpoints VALUES (NULL, @size, @root, @note, @kid, @cause, @opId, @sealedAt)').run(row)
}

export const newestCheckpoint = (db: Reader): CheckpointRow | undefined =>
  prepared<[], CheckpointRow>(db, `SELECT ${columns} FROM checkpoints c ORDER BY c.no DESC LIMIT 1`).get()

export const findCheckpoint = (db: Reader, size: number): CheckpointRow | undefined =>
  db.prepare<[number], CheckpointRow>(`SELECT ${columns} FROM checkpoints c WHERE c.size = ? ORDER BY c.no DESC LIMIT 1`).get(size)

/** Newest first. */
export const recentCheckpoints = (db: Reader, limit: number): DeliveredCheckpoint[] =>
  db.prepare<[number], DeliveredCheckpoint>(`
    SELECT ${columns}, d.state AS deliveryState, d.receipt FROM checkpoints c LEFT JOIN deliveries d ON d.op_id = c.op_id ORDER BY c.no DESC LIMIT ?
  `).all(limit)

/** The newest that the registry has given a receipt for. */
export const newestAcknowledged = (db: Reader): CheckpointRow | undefined =>
  db.prepare<[], CheckpointRow>(`
    SELECT ${columns} FROM checkpoints c JOIN deliveries d ON d.op_id = c.op_id WHERE d.state IN ('acknowledged', 'settled') ORDER BY c.no DESC LIMIT 1
  `).get()

/** When a person last asked for one. */
export const newestAsked = (db: Reader): string | undefined =>
  prepared<[], { at: string }>(db, "SELECT sealed_at AS at FROM checkpoints WHERE cause = 'asked' ORDER BY no DESC LIMIT 1").get()?.at

/** Every sealed size and root, smallest first. */
export const sealedRoots = (db: Reader): { size: number; root: Buffer }[] =>
  db.prepare<[], { size: number; root: Buffer }>('SELECT size, root FROM checkpoints ORDER BY size, no').all()

/** Oldest first. */
export const sealedNotes = (db: Reader): string[] => db.prepare<[], string>('SELECT note FROM checkpoints ORDER BY no').pluck().all()

/** Whether anything but sealing and delivery itself happened above a size. */
export const happenedSince = (db: Reader, size: number): boolean =>
  prepared<[number], unknown>(db, "SELECT 1 FROM ledger_entries WHERE seq > ? AND kind NOT IN ('checkpoint.seal', 'sync.run', 'timestamp.store') LIMIT 1").get(size) !== undefined

/** Checkpoints that the registry holds of this device and this ledger does not (sync after a restore), as delivered payloads. */
export const recoveredSeals = (db: Reader): string[] =>
  db.prepare<[], string>(`
    SELECT json_extract(operation, '$.payload') FROM recovered_operations WHERE json_extract(operation, '$.kind') = 'checkpoint.seal' ORDER BY server_seq
  `).pluck().all()

export const countRecovered = (db: Reader): number =>
  prepared<[], { n: number }>(db, 'SELECT count(*) AS n FROM recovered_operations').get()?.n ?? 0

export type ResolutionRow = { noteSha256: string; size: number; source: 'file' | 'registry' | 'database'; opId: string; resolvedAt: string }

export const insertResolution = (db: Writer, row: ResolutionRow): void => {
  db.prepare('INSERT INTO rollback_resolutions VALUES (@noteSha256, @size, @source, @opId, @resolvedAt) ON CONFLICT DO NOTHING').run(row)
}

/** Digests of the notes a system manager has decided about. */
export const resolvedNotes = (db: Reader): Set<string> =>
  new Set(db.prepare<[], string>('SELECT note_sha256 FROM rollback_resolutions').pluck().all())

/** The entry that issued a permit: its place in the ledger and its payload. */
export const issuingEntry = (db: Reader, no: string): { seq: number; payload: string } | undefined =>
  db.prepare<[string], { seq: number; payload: string }>(`
    SELECT seq, payload FROM ledger_entries
    WHERE aggregate_type = 'Permit' AND aggregate_id = ? AND kind IN ('permit.sign', 'permit.confirm') ORDER BY seq LIMIT 1
  `).get(no)

/**
 * Entries that certainly lay in the ledger by an instant: those under the last checkpoint before the first that was sealed
 * later. A clock that was put back afterwards moves nothing under it.
 */
export const sealedSizeBy = (db: Reader, instant: string): number =>
  prepared<[string], { size: number | null }>(db, `
    SELECT max(size) AS size FROM checkpoints WHERE no < coalesce((SELECT min(no) FROM checkpoints WHERE sealed_at > ?), 9223372036854775807)
  `).get(instant)?.size ?? 0

/** When a checkpoint of exactly this size was first sealed; null for none. */
export const sealOfSize = (db: Reader, size: number): string | null =>
  prepared<[number], { at: string | null }>(db, 'SELECT min(sealed_at) AS at FROM checkpoints WHERE size = ?').get(size)?.at ?? null
