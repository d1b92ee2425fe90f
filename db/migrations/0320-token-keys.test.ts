import { expect, test } from 'vitest'
import { schemaVersion } from '../migrate'
import { createDb, updateToVersion } from '../testing/memory-db'

const landed = () => {
  const db = createDb(280)
  db.exec(`INSERT INTO signing_keys (kid, use, alg, bits, holder, created_at, state, test, public_pem, private_sealed, private_der) VALUES
    ('s-1', 'seal', 'PS256', 3072, '0600', '2026-11-01', 'active', 0, 'pem', NULL, X'00'),
    ('d-1', 'director', 'PS256', 3072, 'director', '2026-11-01', 'active', 0, 'pem', 'sealed', NULL)`)
  db.exec(`INSERT INTO status_lists VALUES ('0600-1', 1, zeroblob(32768), 'j', 'd', 's-1', '2026-11-21T06:00:00Z', '2026-11-23T06:00:00Z')`)
  updateToVersion(db, 320)
  return db
}
const insert = (columns: string, values: string): string =>
  `INSERT INTO signing_keys (kid, use, alg, bits, holder, created_at, state, test, public_pem, ${columns}) VALUES ('d-2', 'director', 'PS256', 3072, 'other', 'x', 'active', 0, 'pem', ${values})`

test('0320 keeps the keys that were there, as keys of this program, and what refers to them', () => {
  const db = landed()
  expect(schemaVersion(db)).toBe(320)
  expect(db.prepare('SELECT kid, store, private_sealed IS NOT NULL AS sealed, private_der IS NOT NULL AS der FROM signing_keys ORDER BY kid').all()).toEqual([
    { kid: 'd-1', store: 'software', sealed: 1, der: 0 }, { kid: 's-1', store: 'software', sealed: 0, der: 1 },
  ])
  expect(() => db.exec("UPDATE status_lists SET version = 2, kid = 'nobody', issued_at = '2026-11-22T06:00:00Z'")).toThrow('FOREIGN KEY')
  expect(db.pragma('foreign_key_check')).toEqual([])
})

test('0320: a key on a token has an address and nothing private; a key of this program the reverse', () => {
  const db = landed()
  const address = 'store, token_module, token_serial, token_label, token_key_id'
  const refused = (columns: string, values: string): void => { expect(() => db.exec(insert(columns, values)), `${columns} ${values}`).toThrow('CHECK') }
  refused(address, "'token', 'soft', '0a1b', 'director', NULL")
  refused(address, "'token', NULL, '0a1b', 'director', '01'")
  refused(address, "'token', 'soft', '0a1b', 'director', 'not hex'")
  refused(`${address}, private_sealed`, "'token', 'soft', '0a1b', 'director', '01', 'sealed'")
  refused(`${address}, private_sealed`, "'software', 'soft', '0a1b', 'director', '01', 'sealed'")
  refused('store', "'software'")
  db.exec(insert(address, "'token', 'soft', '0a1b', 'director', '01'"))
  expect(() => db.exec("UPDATE signing_keys SET token_serial = 'x' WHERE kid = 'd-2'")).toThrow('only be retired')
  expect(() => db.exec("UPDATE signing_keys SET store = 'software' WHERE kid = 'd-2'")).toThrow('only be retired')
  expect(() => db.exec("DELETE FROM signing_keys WHERE kid = 'd-1'")).toThrow('need their key')
  db.exec("UPDATE signing_keys SET state = 'retired' WHERE kid = 'd-2'")
})
