import type { CentralOrder } from '#contract/permit-life'
import type { Reader, Writer } from '../handle'
import { prepared } from '../prepared'

type NewOrder = Omit<CentralOrder, 'name' | 'fieldTitle' | 'status' | 'seenBy' | 'seenAt'>

export const insertCentralOrder = (db: Writer, order: NewOrder): void => {
  prepared(db, `
    INSERT INTO central_orders (id, permit_no, to_status, authority, order_no, ordered_on, reason, received_at, took_effect)
    VALUES (@id, @permitNo, @to, @authority, @orderNo, @orderedOn, @reason, @receivedAt, @tookEffect)
  `).run({ ...order, tookEffect: order.tookEffect ? 1 : 0 })
}

const columns = `o.id, o.permit_no AS permitNo, p.name, p.field_title AS fieldTitle, p.status, o.to_status AS "to", o.authority, o.order_no AS orderNo,
  o.ordered_on AS orderedOn, o.reason, o.received_at AS receivedAt, o.took_effect AS tookEffect, o.seen_by AS seenBy, o.seen_at AS seenAt`
const from = 'FROM central_orders o JOIN permits p ON p.no = o.permit_no'

/** Unseen ones oldest first; all of them newest first, at most 500. */
export const listCentralOrders = (db: Reader, open: boolean): CentralOrder[] =>
  prepared<[], Omit<CentralOrder, 'tookEffect'> & { tookEffect: number }>(
    db, open ? `SELECT ${columns} ${from} WHERE o.seen_at IS NULL ORDER BY o.id` : `SELECT ${columns} ${from} ORDER BY o.id DESC LIMIT 500`,
  ).all().map((row) => ({ ...row, tookEffect: row.tookEffect === 1 }))

/** @returns the permit's number when this was the first time, else undefined. */
export const noteCentralOrderSeen = (db: Writer, id: string, at: string, by: string): string | undefined =>
  prepared<[string, string, string], { no: string }>(
    db, 'UPDATE central_orders SET seen_by = ?, seen_at = ? WHERE id = ? AND seen_at IS NULL RETURNING permit_no AS no',
  ).get(by, at, id)?.no
