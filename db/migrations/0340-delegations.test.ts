import { expect, test } from 'vitest'
import { schemaVersion } from '../migrate'
import { delegationsTo } from '../signing/delegation-repo'
import { findSeat } from '../staff/seat-repo'
import { createDb, queryPlan, updateToVersion } from '../testing/memory-db'

const staff = (username: string, roles: string, active: number, at: string): string =>
  `INSERT INTO staff_users (username, display_name, post, roles, active, version, created_at) VALUES ('${username}', 'نام', '', '${roles}', ${active}, 1, '${at}');`
const key = (kid: string, holder: string): string =>
  `INSERT INTO signing_keys (kid, use, alg, bits, holder, created_at, state, test, public_pem, private_sealed, private_der)
    VALUES ('${kid}', 'director', 'PS256', 3072, '${holder}', '2026-11-01', 'active', 0, 'pem ${kid}', 'sealed', NULL);`

test('0340: the office’s present director is in the seat; another one’s key, never delegated, is retired', () => {
  const db = createDb(330)
  db.exec(staff('former', 'director', 0, '2026-01-01') + staff('second', 'director,expert', 1, '2026-02-01') + staff('present', 'director', 1, '2026-03-01') + staff('clerk', 'clerk', 1, '2026-01-01'))
  db.exec(key('d-present', 'present') + key('d-former', 'former'))
  updateToVersion(db, 340)
  expect(schemaVersion(db)).toBe(340)
  expect(findSeat(db)).toMatchObject({ username: 'present', endedAt: null })
  expect(db.prepare('SELECT kid, state FROM signing_keys ORDER BY kid').raw().all()).toEqual([['d-former', 'retired'], ['d-present', 'active']])
})

test('0340: an office without a director has an empty seat, which two never share', () => {
  const db = createDb(330)
  updateToVersion(db, 340)
  expect(findSeat(db)).toBeUndefined()
  db.exec("INSERT INTO director_seats (username, since) VALUES ('one', '2026-11-01')")
  expect(() => db.exec("INSERT INTO director_seats (username, since) VALUES ('two', '2026-11-02')")).toThrow('UNIQUE')
  db.exec("UPDATE director_seats SET ended_at = '2026-11-02'")
  db.exec("INSERT INTO director_seats (username, since) VALUES ('two', '2026-11-02')")
  expect(() => db.exec("UPDATE director_seats SET ended_at = '2026-11-03' WHERE username = 'one'")).toThrow('stays as it was')
  expect(() => db.exec('DELETE FROM director_seats')).toThrow('who sat there')
  expect(queryPlan(db, 'SELECT digest FROM delegations WHERE to_user = ? ORDER BY until_day DESC', 'two')).toContain('delegations_by_delegate')
  expect(delegationsTo(db, 'two')).toEqual([])
})
