import { expect, test } from 'vitest'
import { readProxyCredentials, saveProxyCredentials } from '../network/proxy-repo'
import { createDb } from '../testing/memory-db'

test('0400: one pair of credentials or none, and neither half alone', () => {
  const db = createDb(400)
  expect(readProxyCredentials(db)).toBeUndefined()
  saveProxyCredentials(db, { username: 'mohr', password: 'one' })
  saveProxyCredentials(db, { username: 'mohr', password: 'two' })
  expect(readProxyCredentials(db)).toEqual({ username: 'mohr', password: 'two' })
  for (const row of ["(2, 'a', 'b')", "(1, '', 'b')", "(1, 'a', '')"]) expect(() => db.exec(`INSERT INTO proxy_credentials VALUES ${row}`), row).toThrow(/CHECK|UNIQUE/)
  saveProxyCredentials(db, null)
  expect(readProxyCredentials(db)).toBeUndefined()
})
