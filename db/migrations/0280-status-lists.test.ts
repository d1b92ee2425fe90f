import { expect, test } from 'vitest'
import { schemaVersion } from '../migrate'
import { deviatingSql, listsInUseSql } from '../permits/status-list-repo'
import { createDb, queryPlan, updateToVersion } from '../testing/memory-db'

const landed = () => {
  const db = createDb(270)
  db.exec(`INSERT INTO signing_keys (kid, use, alg, bits, holder, created_at, state, test, public_pem, private_sealed, private_der)
    VALUES ('s-1', 'seal', 'PS256', 3072, '0600', '2026-11-01', 'active', 0, 'pem', NULL, X'00')`)
  updateToVersion(db, 280)
  db.exec(`INSERT INTO status_lists VALUES ('0600-1', 1, zeroblob(32768), 'j', 'd', 's-1', '2026-11-21T06:00:00Z', '2026-11-23T06:00:00Z')`)
  return db
}

test('0280 keeps a list whole, and lets it be followed only by a newer one', () => {
  const db = landed()
  expect(schemaVersion(db)).toBe(280)
  const refused = (sql: string, why: string): void => { expect(() => db.exec(sql), sql).toThrow(why) }
  refused('UPDATE status_lists SET bits = zeroblob(32767), version = 2', 'CHECK')
  refused("UPDATE status_lists SET jws = 'x'", 'followed by a newer one')
  refused("UPDATE status_lists SET version = 2, issued_at = '2026-11-20T06:00:00Z'", 'followed by a newer one')
  refused('DELETE FROM status_lists', 'does not go')
  refused("UPDATE status_lists SET version = 2, kid = 's-2'", 'FOREIGN KEY')
  db.exec("UPDATE status_lists SET version = 2, jws = 'x', issued_at = '2026-11-22T06:00:00Z'")
  expect(db.prepare('SELECT version FROM status_lists').pluck().get()).toBe(2)
})

test('which lists are in use is found without reading every place of them', () => {
  const db = landed()
  expect(queryPlan(db, listsInUseSql)).not.toContain('SCAN status_places')
  expect(queryPlan(db, deviatingSql, '0600-1')).toContain('permits_by_status')
})
