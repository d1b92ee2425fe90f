import type { Reader } from '../handle'
import { prepared } from '../prepared'

/** The newest entry of an aggregate that goes to the registry: what later entries may depend on. */
export const lastDelivered = (db: Reader, aggregateType: string, aggregateId: string): string | undefined =>
  prepared<[string, string], { opId: string }>(db, `
    SELECT e.op_id AS opId FROM ledger_entries e JOIN deliveries d ON d.op_id = e.op_id
    WHERE e.aggregate_type = ? AND e.aggregate_id = ? ORDER BY e.seq DESC LIMIT 1
  `).get(aggregateType, aggregateId)?.opId

export type DeliveryState = 'queued' | 'in_flight' | 'acknowledged' | 'settled' | 'conflict' | 'rejected' | 'deferred'

/** How far a document has come on its way to the registry. */
export const deliveryOfPermit = (db: Reader, no: string): DeliveryState | undefined =>
  db.prepare<[string], DeliveryState>(`
    SELECT d.state FROM ledger_entries e JOIN deliveries d ON d.op_id = e.op_id
    WHERE e.aggregate_type = 'Permit' AND e.aggregate_id = ? ORDER BY e.seq DESC LIMIT 1
  `).pluck().get(no)
