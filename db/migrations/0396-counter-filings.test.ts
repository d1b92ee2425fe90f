import { expect, test } from 'vitest'
import { createDb } from '../testing/memory-db'

test('0396, S0-21: who took a request in is written once and stays', () => {
  const db = createDb(396)
  db.pragma('foreign_keys = OFF')
  const put = (id: string, office: string) => db.prepare("INSERT INTO counter_filings VALUES (?, ?, 'clerk', 'ز. حیدری', '2026-11-21T06:00:00Z')").run(id, office)
  put('a', 'پیشخوان ۷۲')
  expect(() => put('a', 'دیگری')).toThrow('UNIQUE')
  expect(() => put('b', '')).toThrow('CHECK')
  expect(() => db.exec("UPDATE counter_filings SET office = 'x'")).toThrow('does not change')
  expect(() => db.exec('DELETE FROM counter_filings')).toThrow('does not go')
})
