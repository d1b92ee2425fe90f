import type { Reader } from '../handle'

export type DeliveryRow = {
  seq: number; op_id: string; kind: string; aggregate_type: string; aggregate_id: string; at: string; state: string; tries: number
  next_at: string | null; server_seq: number | null; last_error: string | null; received_at: string | null
}

/** Newest first, below `before`. */
export const listDeliveries = (
  db: Reader, filter: { state: string | null; aggregateId: string | null; before: number | null; limit: number },
): DeliveryRow[] =>
  db.prepare<[typeof filter & { before: number }], DeliveryRow>(`
    SELECT e.seq, e.op_id, e.kind, e.aggregate_type, e.aggregate_id, e.at, d.state, d.tries, d.next_at, d.server_seq, d.last_error,
      json_extract(d.receipt, '$.at') AS received_at
    FROM deliveries d JOIN ledger_entries e ON e.seq = d.seq
    WHERE d.seq < @before AND (@state IS NULL OR d.state = @state) AND (@aggregateId IS NULL OR e.aggregate_id = @aggregateId)
    ORDER BY d.seq DESC LIMIT @limit`,
  ).all({ ...filter, before: filter.before ?? Number.MAX_SAFE_INTEGER })

export const countStates = (db: Reader): Record<string, number> =>
  Object.fromEntries(db.prepare<[], [string, number]>('SELECT state, count(*) FROM deliveries GROUP BY state').raw().all())

export const oldestUndelivered = (db: Reader): { opId: string; kind: string; at: string } | undefined =>
  db.prepare<[], { opId: string; kind: string; at: string }>(`
    SELECT e.op_id AS opId, e.kind, e.at FROM deliveries d JOIN ledger_entries e ON e.seq = d.seq
    WHERE d.state NOT IN ('acknowledged', 'settled') ORDER BY d.seq LIMIT 1`).get()
