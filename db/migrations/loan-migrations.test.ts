import { expect, test } from 'vitest'
import { createDb, queryPlan, updateToVersion } from '../testing/memory-db'

const tablesOf = (version: number): string[] =>
  createDb(version).prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").pluck().all()
const added = (from: number, to: number): string[] => {
  const before = new Set(tablesOf(from))
  return tablesOf(to).filter((name) => !before.has(name))
}
const insertPermit = (db: ReturnType<typeof createDb>): void => {
  db.pragma('foreign_keys=OFF')
  db.prepare(`
    INSERT INTO permits (no, kind, dossier_id, status, unit, county_code, field_code, field_title, path, name, search_text, national_id,
      issued_on, bytes, digest, jws, kid, signed_by, face, loan_wanted)
    VALUES ('P-1', 'permit', 'd', 'valid', '0600', '0603', '1001', 'x', 'normal', 'x', 'x', '1', '2026-10-01', '{}', 'd', 'j', 'k', 'director', '{}', 1)
  `).run()
}

test('0080: inspections, found by permit through their index', () => {
  expect(added(70, 80)).toEqual(['inspections'])
  expect(queryPlan(createDb(80), 'SELECT 1 FROM inspections WHERE permit_no = ? ORDER BY visited_on', 'x')).toContain('inspections_by_permit')
})

test('0090: programme years, banks, county shares and reservations', () => {
  expect(added(80, 90)).toEqual(['county_quotas', 'programme_banks', 'programme_years', 'quota_reservations'])
  const db = createDb(90)
  expect(queryPlan(db, 'SELECT 1 FROM quota_reservations WHERE year = ? AND county_code = ?', 1405, '0603')).toContain('quota_reservations_by_county')
  expect(() => db.prepare("INSERT INTO programme_years VALUES (1405, 1, 'planned', 9007199254740992, 0, NULL, '1405.1')").run()).toThrow('CHECK')
})

test('0110: one open referral per permit, and a signed one changes only by being withdrawn', () => {
  expect(added(100, 110)).toEqual(['frozen_referrals', 'referrals'])
  const db = createDb(100)
  updateToVersion(db, 110)
  insertPermit(db)
  const insert = db.prepare(`
    INSERT INTO referrals (id, version, state, permit_no, year, bank_code, branch, amount_rial, need, capacity, jobs, facts, evaluation, salt, prepared_by, created_at)
    VALUES (?, 1, 'draft', 'P-1', 1405, '022', '', 5, 'n', 'c', 1, '{}', '{}', 's', 'expert', 'x')
  `)
  insert.run('a')
  expect(() => insert.run('b')).toThrow('UNIQUE')
  expect(() => db.prepare("UPDATE referrals SET state = 'issued'").run()).toThrow('CHECK')
  const sign = "UPDATE referrals SET state = 'issued', submitted_by = 'expert', no = 'R-1', issued_on = 'x', bytes = '{}', digest = 'd', jws = 'j', kid = 'k', signed_by = "
  expect(() => db.prepare(`${sign}'expert'`).run()).toThrow('CHECK')
  db.prepare(`${sign}'director'`).run()
  expect(() => db.prepare("UPDATE referrals SET jws = 'other'").run()).toThrow('never edited')
  expect(() => db.prepare("UPDATE referrals SET amount_rial = 6").run()).toThrow()
  expect(() => db.prepare("UPDATE referrals SET state = 'draft'").run()).toThrow('never edited')
  db.prepare("UPDATE referrals SET state = 'withdrawn', withdraw_reason = 'r'").run()
  expect(() => db.prepare("UPDATE referrals SET state = 'issued'").run()).toThrow('never edited')
  expect(() => db.prepare('DELETE FROM referrals').run()).toThrow('never deleted')
  insert.run('b')
  expect(queryPlan(db, "SELECT r.no FROM permits p CROSS JOIN referrals r ON r.permit_no = p.no WHERE p.national_id = ? AND r.state = 'issued'", 'x'))
    .toMatch(/permits_by_holder[^]*referrals_by_permit/)
  expect(queryPlan(db, "SELECT 1 FROM referrals WHERE permit_no = ? AND state <> 'withdrawn'", 'x')).toContain('referrals_')
})
