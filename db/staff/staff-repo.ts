import type { Reader, Writer } from '../handle'
import { RowStale } from '../faults'

export type StaffRow = {
  username: string
  displayName: string
  post: string
  roles: string[]
  active: boolean
  version: number
  lastSignInAt: string | null
}
type Stored = Omit<StaffRow, 'roles' | 'active'> & { roles: string; active: number }

const columns =
  'username, display_name AS displayName, post, roles, active, version, last_sign_in_at AS lastSignInAt'
const toRow = (s: Stored): StaffRow => ({ ...s, roles: s.roles.split(','), active: s.active === 1 })

export const findStaff = (db: Reader, username: string): StaffRow | undefined => {
  const stored = db.prepare<[string], Stored>(`SELECT ${columns} FROM staff_users WHERE username = ?`).get(username)
  return stored && toRow(stored)
}

export const listStaff = (db: Reader): StaffRow[] =>
  db.prepare<[], Stored>(`SELECT ${columns} FROM staff_users ORDER BY username`).all().map(toRow)

export const insertStaff = (db: Writer, row: Omit<StaffRow, 'version' | 'lastSignInAt'>, at: string): void => {
  db.prepare(`
    INSERT INTO staff_users (username, display_name, post, roles, active, version, created_at)
    VALUES (?, ?, ?, ?, ?, 1, ?)
  `).run(row.username, row.displayName, row.post, row.roles.join(','), row.active ? 1 : 0, at)
}

/** @throws RowStale when somebody changed the user since it was read. */
export const updateStaff = (db: Writer, row: Omit<StaffRow, 'lastSignInAt'>): void => {
  const { changes } = db.prepare(`
    UPDATE staff_users SET display_name = ?, post = ?, roles = ?, active = ?, version = version + 1
    WHERE username = ? AND version = ?
  `).run(row.displayName, row.post, row.roles.join(','), row.active ? 1 : 0, row.username, row.version)
  if (changes === 0) throw new RowStale(row.username)
}

export const touchSignIn = (db: Writer, username: string, at: string): void => {
  db.prepare('UPDATE staff_users SET last_sign_in_at = ? WHERE username = ?').run(at, username)
}
