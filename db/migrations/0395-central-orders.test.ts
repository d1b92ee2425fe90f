import { expect, test } from 'vitest'
import { createDb } from '../testing/memory-db'

test('0395 keeps an order of the centre as it came; only that it was seen is added, once', () => {
  const db = createDb(395)
  db.pragma('foreign_keys = OFF')
  const put = (id: string, to: string) => db.prepare(`
    INSERT INTO central_orders (id, permit_no, to_status, authority, order_no, ordered_on, reason, received_at, took_effect)
    VALUES (?, 'P-1', ?, 'مرکز', '۹', '2026-11-20', 'دلیل', '2026-11-21T06:00:00Z', 1)`).run(id, to)
  put('a', 'revoked')
  expect(() => put('b', 'valid')).toThrow('CHECK')
  expect(() => db.exec("UPDATE central_orders SET reason = 'x'")).toThrow('as it came')
  expect(() => db.exec("UPDATE central_orders SET seen_by = 'd'")).toThrow('CHECK')
  db.exec("UPDATE central_orders SET seen_by = 'd', seen_at = 't'")
  expect(() => db.exec("UPDATE central_orders SET seen_by = 'e'")).toThrow('as it came')
  expect(() => db.exec('DELETE FROM central_orders')).toThrow('does not go')
})
