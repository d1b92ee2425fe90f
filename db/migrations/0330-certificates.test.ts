import { expect, test } from 'vitest'
import { schemaVersion } from '../migrate'
import { permitsSignedBy } from '../permits/compromise-repo'
import { listKeys } from '../signing/key-repo'
import { createDb, queryPlan, updateToVersion } from '../testing/memory-db'

const at = "'2026-11-21T06:00:00Z'"
const key = (kid: string): string => `INSERT INTO signing_keys (kid, use, alg, bits, holder, created_at, state, test, public_pem, private_sealed, private_der)
  VALUES ('${kid}', 'director', 'PS256', 3072, 'director', ${at}, 'active', 0, 'pem ${kid}', 'sealed', NULL)`
const root = (fingerprint: string, kind: string, secret = kind === 'office' ? "'sealed', '{}'" : 'NULL, NULL'): string =>
  `INSERT INTO trust_roots VALUES ('${fingerprint}', '${kind}', 'r-1', 'CN=ریشه', x'30', ${at}, ${at}, ${secret}, 'active', 0, 'شاهد', 'director', ${at}, NULL, NULL)`
const certificate = (fingerprint: string, under = 'f1', chain = '[]'): string =>
  `INSERT INTO key_certificates VALUES ('${fingerprint}', 'd-1', '${under}', x'30', '${chain}', '4a', 's', 'i', ${at}, ${at}, 'director', ${at})`
const list = (thisUpdate: string): string =>
  `INSERT INTO revocation_lists VALUES ('k1', 'CN=ریشه', x'30', '1', '${thisUpdate}', ${at}, 'director', ${at}) ON CONFLICT (issuer_key) DO UPDATE SET this_update = excluded.this_update`
const prepared = (kid: string, use: string, halves: string): string => `INSERT INTO prepared_keys VALUES ('${kid}', '${use}', 3072, 'director', 'pem', ${halves}, 0, ${at}, NULL)`
const end = (kid: string, how: string, position = 'NULL'): string => `INSERT INTO key_ends VALUES ('${kid}', '${how}', ${at}, ${position}, 'دلیل', NULL, 'director', ${at})`

test('0330 comes to an office with keys: they stay as they were, nobody has ended and nothing vouches for them yet', () => {
  const db = createDb(320)
  db.exec(key('d-1'))
  const before = listKeys(db)
  updateToVersion(db, 330)
  expect(schemaVersion(db)).toBe(330)
  expect(listKeys(db)).toEqual(before)
  for (const table of ['trust_roots', 'key_certificates', 'revocation_lists', 'prepared_keys', 'key_ends', 'compromised_permits', 'signed_trust_files']) {
    expect(db.prepare(`SELECT count(*) FROM ${table}`).pluck().get(), table).toBe(0)
  }
})

test('0330: one office root at a time, whose private half is sealed; a national one has none; a root is only ever retired', () => {
  const db = createDb(330)
  db.exec(`${root('f1', 'office')};${root('f2', 'national')};${root('f3', 'national')}`)
  expect(() => db.exec(root('f4', 'office'))).toThrow('UNIQUE')
  expect(() => db.exec(root('f5', 'office', 'NULL, NULL'))).toThrow('CHECK')
  expect(() => db.exec(root('f6', 'national', "'sealed', '{}'"))).toThrow('CHECK')
  expect(() => db.exec("UPDATE trust_roots SET der = x'31' WHERE fingerprint = 'f1'")).toThrow('only be retired')
  expect(() => db.exec('DELETE FROM trust_roots')).toThrow('need their root')
  expect(() => db.exec("UPDATE trust_roots SET state = 'retired' WHERE fingerprint = 'f1'")).toThrow('CHECK')
  db.exec(`UPDATE trust_roots SET state = 'retired', ended_at = ${at}, ended_reason = 'پایان' WHERE fingerprint = 'f1'`)
  expect(() => db.exec("UPDATE trust_roots SET state = 'active', ended_at = NULL, ended_reason = NULL WHERE fingerprint = 'f1'")).toThrow('only be retired')
  db.exec(root('f4', 'office'))
})

test('0330: a certificate stands and belongs to a root; a list is only followed by a newer one; a signed file stands', () => {
  const db = createDb(330)
  db.exec(`${root('f1', 'office')};${certificate('c1')}`)
  expect(() => db.exec(certificate('c2', 'nobody'))).toThrow('FOREIGN KEY')
  expect(() => db.exec(certificate('c2', 'f1', 'no json'))).toThrow('CHECK')
  for (const sql of ["UPDATE key_certificates SET serial = '4b'", 'DELETE FROM key_certificates']) expect(() => db.exec(sql), sql).toThrow('stands as it was issued')
  db.exec(`${list('2026-11-21T06:00:00Z')};${list('2026-11-22T06:00:00Z')}`)
  expect(() => db.exec(list('2026-11-20T06:00:00Z'))).toThrow('followed by a newer one')
  expect(() => db.exec('DELETE FROM revocation_lists')).toThrow('followed by a newer one')
  db.exec(`INSERT INTO signed_trust_files VALUES (1, 'f1', 'p', 'j', 'director', ${at})`)
  for (const sql of ["UPDATE signed_trust_files SET payload = 'q'", 'DELETE FROM signed_trust_files']) expect(() => db.exec(sql), sql).toThrow('a signed file stands')
})

test('0330: one prepared key for each holder and use, its private half in exactly one place', () => {
  const db = createDb(330)
  db.exec(prepared('d-2', 'director', "'sealed', NULL, NULL"))
  expect(() => db.exec(prepared('d-3', 'director', "NULL, NULL, '{}'"))).toThrow('UNIQUE')
  db.exec(`DELETE FROM prepared_keys;${prepared('d-3', 'director', "NULL, NULL, '{}'")};${prepared('s-2', 'seal', "NULL, x'30', NULL")};DELETE FROM prepared_keys`)
  for (const [use, halves] of [['director', 'NULL, NULL, NULL'], ['director', "'sealed', NULL, '{}'"], ['director', "'sealed', x'30', NULL"], ['seal', "NULL, NULL, '{}'"], ['seal', "'sealed', x'30', NULL"]] as const) {
    expect(() => db.exec(prepared('x-1', use, halves)), `${use}: ${halves}`).toThrow('CHECK')
  }
})

test('0330: how a key ended can only turn out worse, and what lay under a checkpoint only less', () => {
  const db = createDb(330)
  db.exec(`${key('d-1')};${end('d-1', 'replaced')}`)
  expect(() => db.exec("UPDATE key_ends SET how = 'retired'")).toThrow('turn out worse')
  expect(() => db.exec("UPDATE key_ends SET how = 'compromised'")).toThrow('CHECK')
  db.exec("UPDATE key_ends SET how = 'compromised', position = 10")
  expect(() => db.exec('UPDATE key_ends SET position = 11')).toThrow('turn out worse')
  db.exec('UPDATE key_ends SET position = 5')
  expect(() => db.exec('DELETE FROM key_ends')).toThrow('an end stands')
  expect(() => db.exec(end('d-none', 'retired'))).toThrow('FOREIGN KEY')
  expect(permitsSignedBy(db, 'd-1')).toEqual([])
  expect(queryPlan(db, 'SELECT no FROM permits WHERE kid = ? ORDER BY seq', 'd-1')).toMatch(/permits_by_key(?![\s\S]*TEMP B-TREE)/)
  expect(queryPlan(db, 'SELECT permit_no FROM compromised_permits WHERE kid = ?', 'd-1')).toContain('compromised_permits_by_key')
  expect(queryPlan(db, 'SELECT * FROM key_certificates WHERE kid = ? ORDER BY at', 'd-1')).toMatch(/key_certificates_by_key(?![\s\S]*TEMP B-TREE)/)
})
