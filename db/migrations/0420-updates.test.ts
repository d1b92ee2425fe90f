import { expect, test } from 'vitest'
import { createDb } from '../testing/memory-db'

test('one row watches the update server: with a fault, or with a manifest and the highest version ever seen', () => {
  const db = createDb()
  const watch = db.prepare("INSERT INTO update_watch VALUES (1, '2026-11-21T06:00:00Z', ?, ?, ?, ?)")
  expect(() => watch.run(null, null, null, null)).toThrow(/CHECK/)
  expect(() => watch.run(null, 'token', null, null)).toThrow(/CHECK/)
  expect(watch.run('tls', null, null, null).changes).toBe(1)
  expect(() => watch.run('tls', null, null, null)).toThrow(/UNIQUE/)
})
