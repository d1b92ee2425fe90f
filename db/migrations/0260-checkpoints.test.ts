import { expect, test } from 'vitest'
import { happenedSince } from '../checkpoints/checkpoint-repo'
import { schemaVersion } from '../migrate'
import { createDb, queryPlan, updateToVersion } from '../testing/memory-db'

const entry = (seq: number, kind = 'office.create'): string =>
  `INSERT INTO ledger_entries VALUES (${seq}, 'op${seq}', ${seq}, 'Office', '0600', 0, '${kind}', 1, 'a', 'system', '2026-11-21T06:00:00Z', '{}', 'x', '[]', 'p${seq}', 'h${seq}')`

test('0260 comes to an office with a ledger; its tables hold what was given out for good', () => {
  const db = createDb(250)
  db.exec(entry(1))
  updateToVersion(db, 260)
  expect(schemaVersion(db)).toBe(260)
  expect(db.prepare('SELECT count(*) FROM ledger_tiles').pluck().get()).toBe(0)
  db.exec("INSERT INTO log_keys VALUES ('l-1', 'mohr/0600', zeroblob(32), x'00', 0, '2026-11-21T06:00:00Z')")
  db.exec("INSERT INTO checkpoints VALUES (NULL, 1, zeroblob(32), 'note', 'l-1', 'daily', 'op1', '2026-11-21T06:00:00Z')")
  for (const sql of ['UPDATE checkpoints SET size = 2', 'DELETE FROM checkpoints', "UPDATE log_keys SET origin = 'x'", 'DELETE FROM log_keys']) expect(() => db.exec(sql), sql).toThrow()
  expect(() => db.exec("INSERT INTO checkpoints VALUES (NULL, 2, zeroblob(32), 'other', 'l-1', 'whim', 'op1', '')")).toThrow('CHECK')
  expect(() => db.exec("INSERT INTO checkpoints VALUES (NULL, 2, zeroblob(32), 'other', 'l-9', 'daily', 'op1', '')")).toThrow('FOREIGN')
})

test('0260 a tile holds whole hashes, at most 256', () => {
  const db = createDb(260)
  for (const bytes of [0, 31, 33, 8224]) expect(() => db.exec(`INSERT INTO ledger_tiles VALUES (0, 0, zeroblob(${bytes}))`), String(bytes)).toThrow('CHECK')
  db.exec('INSERT INTO ledger_tiles VALUES (0, 0, zeroblob(8192))')
})

test('0260 sealing and delivering alone call for no further seal, and the questions go by an index', () => {
  const db = createDb()
  db.exec([entry(1), entry(2, 'checkpoint.seal'), entry(3, 'sync.run')].join(';'))
  expect([happenedSince(db, 0), happenedSince(db, 1)]).toEqual([true, false])
  expect(queryPlan(db, 'SELECT * FROM checkpoints WHERE size = 3 ORDER BY no DESC LIMIT 1')).toContain('checkpoints_by_size')
})
