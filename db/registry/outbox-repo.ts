import type { LedgerRow } from '../ledger/ledger-repo'
import type { Reader, Writer } from '../handle'

export type OutboxRow = LedgerRow & { lane: string; stream: string; tries: number }

/**
 * Operations that may be sent now, oldest first: derived from the rows each time, so nothing that a crash could leave
 * half-told decides. A lane whose earlier operation is in conflict, refused, under way or waiting stays where it is.
 * `horizon` is the latest wait ever given: a time beyond it was written by a clock that was wrong, and blocks nothing.
 */
export const dueSql = `
  SELECT e.*, d.lane, d.stream, d.tries FROM deliveries d JOIN ledger_entries e ON e.seq = d.seq
  WHERE d.state IN ('queued', 'deferred') AND (d.next_at IS NULL OR d.next_at <= @now OR d.next_at > @horizon)
    AND NOT EXISTS (
      SELECT 1 FROM deliveries b WHERE b.lane = d.lane AND b.seq < d.seq
        AND (b.state IN ('conflict', 'rejected', 'in_flight') OR (b.state IN ('queued', 'deferred') AND b.next_at > @now AND b.next_at <= @horizon)))
  ORDER BY d.seq LIMIT @limit`

export const dueOperations = (db: Reader, span: { now: string; horizon: string }, limit: number): OutboxRow[] =>
  db.prepare<[{ now: string; horizon: string; limit: number }], OutboxRow>(dueSql).all({ ...span, limit })

export const idsInState = (db: Reader, state: string): string[] =>
  db.prepare<[string], string>('SELECT op_id FROM deliveries WHERE state = ? ORDER BY seq').pluck().all(state)

/** Y01. */
export const markInFlight = (db: Writer, opIds: readonly string[]): void => {
  const mark = db.prepare("UPDATE deliveries SET state = 'in_flight' WHERE op_id = ?")
  for (const opId of opIds) mark.run(opId)
}

/** Y02, and a wait before the next try. Only what is under way moves: a stored answer is never taken back. */
export const requeue = (db: Writer, opIds: readonly string[], nextAt: string | null, error: string | null, tried = false): void => {
  const back = db.prepare(`
    UPDATE deliveries SET state = 'queued', next_at = ?, last_error = coalesce(?, last_error), tries = tries + ?
    WHERE op_id = ? AND state = 'in_flight'`)
  for (const opId of opIds) back.run(nextAt, error, tried ? 1 : 0, opId)
}

/** Y03. Whoever was deferred for want of this operation becomes due (Y08). */
export const acknowledge = (db: Writer, opId: string, serverSeq: number, receipt: string): boolean => {
  const { changes } = db.prepare(`
    UPDATE deliveries SET state = 'acknowledged', server_seq = ?, receipt = ?, last_error = NULL, next_at = NULL
    WHERE op_id = ? AND state NOT IN ('acknowledged', 'settled')`).run(serverSeq, receipt, opId)
  if (changes === 0) return false
  db.prepare(`
    UPDATE deliveries SET state = 'queued', next_at = NULL
    WHERE state = 'deferred' AND EXISTS (SELECT 1 FROM json_each(last_error, '$.missing') WHERE value = ?)`).run(opId)
  return true
}

/** Y04: the registry's independent list and our own bytes agree. */
export const settle = (db: Writer, opId: string): void => {
  db.prepare("UPDATE deliveries SET state = 'settled' WHERE op_id = ? AND state = 'acknowledged'").run(opId)
}

/** Y05, Y06, Y07. */
export const hold = (db: Writer, opId: string, state: 'conflict' | 'rejected' | 'deferred', error: string, nextAt: string | null): void => {
  db.prepare('UPDATE deliveries SET state = ?, last_error = ?, next_at = ?, tries = tries + 1 WHERE op_id = ?').run(state, error, nextAt, opId)
}

export const ackedAbove = (db: Reader, serverSeq: number): string[] =>
  db.prepare<[number], string>(`
    SELECT op_id FROM deliveries WHERE state IN ('acknowledged', 'settled') AND server_seq > ? ORDER BY seq`).pluck().all(serverSeq)

/** Y11: the registry lost it. The receipt of its former life is kept. */
export const reopen = (db: Writer, opId: string): void => {
  db.prepare(`
    INSERT OR IGNORE INTO former_receipts SELECT op_id, json_extract(receipt, '$.epoch'), receipt FROM deliveries
    WHERE op_id = ? AND receipt IS NOT NULL`).run(opId)
  db.prepare("UPDATE deliveries SET state = 'queued', server_seq = NULL, receipt = NULL, next_at = NULL WHERE op_id = ?").run(opId)
}

export type Marks = { deviceSeq: number; ackedSeq: number }
export const readMarks = (db: Reader, floorSeq: number): Marks =>
  db.prepare<[number], Marks>(`
    SELECT coalesce((SELECT max(device_seq) FROM ledger_entries), 0) AS deviceSeq,
      coalesce((SELECT max(server_seq) FROM deliveries WHERE state IN ('acknowledged', 'settled') AND server_seq > ?), 0) AS ackedSeq`).get(floorSeq)!

export const ledgerHashAt = (db: Reader, seq: number): string | undefined =>
  db.prepare<[number], string>('SELECT hash FROM ledger_entries WHERE seq = ?').pluck().get(seq)

export const payloadOf = (db: Reader, opId: string): { payload: string; state: string } | undefined =>
  db.prepare<[string], { payload: string; state: string }>(
    'SELECT e.payload, d.state FROM ledger_entries e JOIN deliveries d ON d.op_id = e.op_id WHERE e.op_id = ?',
  ).get(opId)
