import { expect, test } from 'vitest'
import { createDb, updateToVersion } from '../testing/memory-db'

const follow = (db: ReturnType<typeof createDb>, version: number, at: string) => () =>
  db.prepare('UPDATE status_lists SET version = ?, issued_at = ?').run(version, at)

test('0450: a list from more than three days ahead may be followed by one of today, and nothing else goes back', () => {
  const db = createDb(440)
  db.exec(`INSERT INTO signing_keys (kid, use, alg, bits, holder, created_at, state, test, public_pem, private_sealed, private_der)
    VALUES ('s-1', 'seal', 'PS256', 3072, '0600', '2026-11-01', 'active', 0, 'pem', NULL, X'00')`)
  db.exec(`INSERT INTO status_lists VALUES ('0600-1', 1, zeroblob(32768), 'j', 'd', 's-1', '2036-11-21T06:00:00Z', '2036-11-24T06:00:00Z')`)
  expect(follow(db, 2, '2026-11-21T06:00:00Z')).toThrow('followed by a newer one')
  updateToVersion(db, 450)
  expect(follow(db, 2, '2036-11-18T06:00:00Z')).toThrow('followed by a newer one')
  expect(follow(db, 1, '2026-11-21T06:00:00Z')).toThrow('followed by a newer one')
  expect(follow(db, 3, '2026-11-21T06:00:00Z')).toThrow('followed by a newer one')
  follow(db, 2, '2036-11-18T05:59:59Z')()
  follow(db, 3, '2026-11-21T06:00:00Z')()
  expect(follow(db, 4, '2026-11-20T06:00:00Z')).toThrow('followed by a newer one')
  expect(follow(db, 4, 'yesterday')).toThrow('followed by a newer one')
  follow(db, 4, '2026-11-21T06:00:00Z')()
  expect(() => db.exec("UPDATE status_lists SET version = 5, list = '0600-2'")).toThrow('followed by a newer one')
  expect(() => db.exec('DELETE FROM status_lists')).toThrow('does not go')
})
