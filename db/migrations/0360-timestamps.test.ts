import { expect, test } from 'vitest'
import { schemaVersion } from '../migrate'
import { nextWaits } from '../timestamps/timestamp-repo'
import { createDb, queryPlan, updateToVersion } from '../testing/memory-db'

const entry = "INSERT INTO ledger_entries VALUES (1, 'op1', 1, 'Office', '0600', 0, 'office.create', 1, 'a', 'system', '2026-11-21T06:00:00Z', '{}', 'x', '[]', 'p1', 'h1')"
const key = "INSERT INTO log_keys VALUES ('l-1', 'mohr/0600', zeroblob(32), x'00', 0, '2026-11-21T06:00:00Z')"
const checkpoint = (no: number): string => `INSERT INTO checkpoints VALUES (${no}, ${no}, zeroblob(32), 'note ${no}', 'l-1', 'daily', 'op1', '2026-11-21T0${no}:00:00Z')`
const settings = (enabled: number): string => `INSERT OR REPLACE INTO timestamp_settings VALUES (1, 1, ${enabled}, '[]', '', '', 72, '2026-11-21T06:00:00Z')`

test('0360 comes to an office that never heard of timestamps: nothing waits until they are switched on', () => {
  const db = createDb(280)
  db.exec([entry, key, checkpoint(1)].join(';'))
  updateToVersion(db, 360)
  expect(schemaVersion(db)).toBe(360)
  db.exec(checkpoint(2))
  expect(nextWaits(db, null, 9)).toEqual([])
  db.exec(`${settings(1)};${checkpoint(3)};${checkpoint(4)}`)
  // The newest seal covers those before it.
  expect(nextWaits(db, null, 9)).toEqual([{ kind: 'checkpoint', ref: '4', signedAt: '2026-11-21T04:00:00Z' }])
  db.exec(`${settings(0)};${checkpoint(5)}`)
  expect(nextWaits(db, null, 9)).toHaveLength(1)
})

test('0360 a timestamp stands, belongs to an entry and has a size', () => {
  const db = createDb()
  db.exec(entry)
  const token = (op: string, bytes: number): string =>
    `INSERT INTO timestamp_tokens VALUES (NULL, 'permit', 'P-1', zeroblob(32), zeroblob(${bytes}), '2026-11-21T06:00:00Z', 'CN=TSA', '01', '1.2.3', NULL, 'http://tsa', '2026-11-21T06:00:00Z', '${op}')`
  db.exec(token('op1', 100))
  for (const sql of [token('op9', 100), token('op1', 0), token('op1', 70_000), 'UPDATE timestamp_tokens SET serial = 1', 'DELETE FROM timestamp_tokens']) expect(() => db.exec(sql), sql).toThrow()
  expect(() => db.exec('INSERT INTO timestamp_settings VALUES (1, 1, 1, \'[]\', \'\', \'\', 72, NULL)')).toThrow('CHECK')
})

test('0360 the questions go by an index', () => {
  const db = createDb()
  expect(queryPlan(db, "SELECT kind, ref FROM timestamp_waits WHERE kind <> 'checkpoint' ORDER BY signed_at LIMIT 1")).toContain('timestamp_waits_pressing')
  const next = queryPlan(db, 'SELECT kind, ref, signed_at FROM timestamp_waits WHERE (signed_at, kind, ref) > (?, ?, ?) ORDER BY signed_at, kind, ref LIMIT ?', '', '', '', 4)
  expect(next).toContain('timestamp_waits_by_age')
  expect(next).not.toContain('TEMP B-TREE')
  expect(queryPlan(db, "SELECT * FROM timestamp_tokens WHERE kind = 'permit' AND ref = 'x' ORDER BY no")).toContain('timestamp_tokens_of')
})
