import { expect, test } from 'vitest'
import { schemaVersion } from '../migrate'
import { createDb, queryPlan, updateToVersion } from '../testing/memory-db'

const before = `
  INSERT INTO signing_keys (kid, use, alg, bits, holder, created_at, state, test, public_pem, private_sealed, private_der)
    VALUES ('d-1', 'director', 'PS256', 3072, 'director', '2026-11-01', 'active', 0, 'pem', 'sealed', NULL);
`
const landed = () => {
  const db = createDb(280)
  db.exec(before)
  updateToVersion(db, 300)
  db.pragma('foreign_keys=OFF')
  db.exec("INSERT INTO permit_reviews VALUES ('D', 'director', 'dossier', '2026-11-21T06:00:00Z', '2026-11-21T06:00:00Z', 4, 1)")
  db.pragma('foreign_keys=ON')
  db.exec(`
    INSERT INTO signing_lists VALUES (1, 'L', '["D"]', 'seed', 'director', '2026-11-21T06:00:00Z');
    INSERT INTO signing_batches (seq, no, list_seq, by_user, kid, digest, jws, items, signed_at)
      VALUES (1, 'B-1', 1, 'director', 'd-1', 'M', 'j.w.s', 1, '2026-11-21T06:00:00Z')`)
  return db
}

test('0300 keeps what was seen, what was drawn and what was signed together', () => {
  const db = landed()
  expect(schemaVersion(db)).toBe(300)
  const refused = (sql: string, why: string): void => { expect(() => db.exec(sql), sql).toThrow(why) }
  for (const sql of ['seconds = 3', 'to_end = 0', "opened_at = 'x'", "last_at = '2025'", "dossier_id = 'x'"]) refused(`UPDATE permit_reviews SET ${sql}`, 'only grows')
  refused('DELETE FROM permit_reviews', 'does not go')
  refused("UPDATE signing_lists SET seed = 'other'", 'does not change')
  refused('DELETE FROM signing_lists', 'does not go')
  for (const sql of ["jws = 'x'", 'items = 2', "by_user = 'x'", "digest = 'x'"]) refused(`UPDATE signing_batches SET ${sql}`, 'does not change')
  refused("UPDATE signing_batches SET ended = 'done'", 'CHECK')
  refused("UPDATE signing_batches SET ended = 'well', ended_at = 'x'", 'CHECK')
  db.exec(`UPDATE signing_batches SET failed = '[{"no":"P-1","reason":"changed"}]'`)
  db.exec("UPDATE signing_batches SET ended = 'done', ended_at = '2026-11-21T06:00:01Z'")
  refused("UPDATE signing_batches SET failed = '[]'", 'does not change')
  refused('DELETE FROM signing_batches', 'does not go')
})

test('0300: the open batch, and a Director’s newest list, are found by their indices', () => {
  const db = landed()
  expect(queryPlan(db, 'SELECT no FROM signing_batches WHERE ended IS NULL ORDER BY seq')).toContain('signing_batches_open')
  expect(queryPlan(db, 'SELECT * FROM signing_lists WHERE by_user = ? ORDER BY seq DESC LIMIT 1', 'director')).toContain('signing_lists_by_user')
})
