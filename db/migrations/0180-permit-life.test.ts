import { expect, test } from 'vitest'
import { findPermit } from '../permits/permit-repo'
import { openCaseOf } from '../permits/revocation-repo'
import { historyOf, putStatus } from '../permits/status-repo'
import { skillDueSql, tillSql } from '../permits/deadline-repo'
import { schemaVersion } from '../migrate'
import { createLoanOffice } from '../testing/loan-office'
import { idOf } from '../testing/dossier-rows'
import { createDb, queryPlan, updateToVersion } from '../testing/memory-db'

const landed = `
  INSERT INTO provinces VALUES ('06', 'خوزستان');
  INSERT INTO counties VALUES ('0603', '06', 'اهواز');
  INSERT INTO agencies VALUES ('industry', 'صمت');
  INSERT INTO fields VALUES ('1001', 'خیاطی', '', 'industry', 'approval', 0, 1, NULL, NULL);
  INSERT INTO persons (national_id, first_name, last_name, father_name, birth_date, gender, search_text)
    VALUES ('1740000013', 'زهرا', 'نمونه', 'حسن', '1990-05-01', 'female', 'زهرا نمونه');
  INSERT INTO dossiers VALUES ('${idOf(1)}', 7, 'T-1', NULL, 'issued', 'normal', 'independent', 'counter', '1740000013', NULL, '09161234567', '0603',
    'کیانپارس', '6134678911', 0, '1001', 'خیاطی', 'pending', 1, 5, NULL, 'photos', 'industry', '2026-11-10',
    1, NULL, 'P-1', 2, '2026-11-10T06:00:00.000Z', 'clerk');
  INSERT INTO signing_keys (kid, use, alg, bits, holder, created_at, state, test, public_pem, private_sealed, private_der)
    VALUES ('d-1', 'director', 'PS256', 3072, 'director', '2026-11-01', 'active', 0, 'pem', 'sealed', NULL);
  INSERT INTO permits (seq, no, kind, dossier_id, status, unit, county_code, field_code, field_title, path, name, search_text, national_id, issued_on,
    skill_due, bytes, digest, jws, kid, signed_by, face, loan_wanted)
  VALUES (41, 'P-1', 'permit', '${idOf(1)}', 'conditional', '0600', '0603', '1001', 'خیاطی', 'normal', 'زهرا نمونه', 's', '1740000013', '2026-11-21',
    '2027-05-20', '{"at":"2026-11-21T06:12:09Z"}', 'D', 'j.w.s', 'd-1', 'director', '{}', 1);
  INSERT INTO inspections (id, version, permit_no, visited_on, attendees, active_ok, active_note, skill_ok, skill_note, management_ok, management_note, state, recorded_by)
  VALUES ('i', 1, 'P-1', '2026-11-25', '[{"side":"office"}]', 1, '', 1, '', 1, '', 'visited', 'inspector');
`

test('0180 carries over an office of the landed version: every permit keeps its bytes, its place in the register and begins a history', () => {
  const db = createDb(110)
  db.exec(landed)
  const before = db.prepare<[], object>('SELECT * FROM permits').get()
  updateToVersion(db, 180)
  expect(schemaVersion(db)).toBe(180)
  expect(db.prepare('SELECT * FROM permits').get()).toEqual({ ...before, predecessor_no: null, successor_no: null })
  expect(historyOf(db, 'P-1')).toEqual([
    { status: 'conditional', on: '2026-11-21', at: '2026-11-21T06:12:09Z', by: 'director', reasonCode: null, reason: '', successorNo: null },
  ])
  expect(db.pragma('foreign_key_check')).toEqual([])
  expect(db.prepare<[], string>("SELECT sql FROM sqlite_master WHERE name = 'referrals'").pluck().get()).toContain('REFERENCES permits (no)')
  expect(db.prepare<[], string>("SELECT sql FROM sqlite_master WHERE name = 'permits'").pluck().get()).not.toContain('permits_180')
})

const office = () => {
  const { db, issuePermit } = createLoanOffice()
  const { no } = issuePermit({ nationalId: '1740000013', issuedOn: '2026-10-20', skillEvidence: 'pending' })
  const refused = (sql: string, why: string): void => { expect(() => db.transaction(() => db.prepare(sql).run())(), sql).toThrow(why) }
  const event = { on: '2026-10-23', at: '2026-10-23T06:00:00Z', by: 'director', reasonCode: null, reason: 'r', successorNo: null } as const
  return { db, issuePermit, no, refused, event }
}

test('S0-07: what was signed never changes: not its bytes, not its holder, not its days', () => {
  const { no, refused } = office()
  for (const column of ['bytes', 'jws', 'digest', 'national_id', 'name', 'till', 'skill_due', 'face', 'field_code', 'issued_on', 'predecessor_no', 'no']) {
    refused(`UPDATE permits SET ${column} = 'x' WHERE no = '${no}'`, 'does not change')
  }
  refused('DELETE FROM permits', 'does not go')
})

test('a status is what the newest event says, and the history is only added to', () => {
  const { db, no, refused, event } = office()
  refused("UPDATE permits SET status = 'revoked'", 'by its event')
  expect(putStatus(db, no, { ...event, status: 'suspended' })).toBe(1)
  expect(findPermit(db, no)?.status).toBe('suspended')
  refused("UPDATE permits SET status = 'conditional'", 'by its event')
  refused("UPDATE permit_status_events SET reason = ''", 'only added to')
  refused('DELETE FROM permit_status_events', 'only added to')
  refused(`INSERT INTO permit_status_events VALUES ('${no}', 9, 'valid', '2026-10-24', 'x', 'director', NULL, '', NULL)`, 'follow one another')
  expect(historyOf(db, no).map((one) => one.status)).toEqual(['conditional', 'suspended'])
})

test('S0-07: a suspended permit still keeps its holder’s place in the field; a revoked one gives it up', () => {
  const { db, no, issuePermit, event } = office()
  const again = () => issuePermit({ nationalId: '1740000013', issuedOn: '2026-10-22' })
  putStatus(db, no, { ...event, status: 'suspended' })
  expect(again).toThrow('UNIQUE')
  putStatus(db, no, { ...event, status: 'revoked' })
  expect(again).not.toThrow()
})

test('a superseded permit names a successor that exists, and only that', () => {
  const { db, no, issuePermit, event, refused } = office()
  expect(() => putStatus(db, no, { ...event, status: 'superseded' })).toThrow('CHECK')
  expect(() => db.transaction(() => { putStatus(db, no, { ...event, status: 'superseded', successorNo: 'nobody' }) })()).toThrow('FOREIGN KEY')
  expect(findPermit(db, no)?.status).toBe('conditional')
  const other = issuePermit({ nationalId: '1740000021', issuedOn: '2026-10-22' })
  putStatus(db, no, { ...event, status: 'superseded', successorNo: other.no })
  refused(`UPDATE permits SET successor_no = NULL WHERE no = '${no}'`, 'does not change')
})

test('P07: one open case a permit; a decided one is closed, and never by its proposer', () => {
  const { db, no, refused } = office()
  const open = (id: string): string => `INSERT INTO revocation_cases (id, version, permit_no, act, reason_code, reason, proposed_by, proposed_at)
    VALUES ('${id}', 1, '${no}', 'revoke', 'other', 'r', 'expert', 'x')`
  db.exec(open('1'))
  refused(open('2'), 'UNIQUE')
  refused("UPDATE revocation_cases SET decision = 'accepted', decided_by = 'expert', decided_at = 'x', statement = 's'", 'CHECK')
  refused("UPDATE revocation_cases SET decision = 'accepted', decided_by = 'director', decided_at = 'x'", 'CHECK')
  refused("UPDATE revocation_cases SET reason = 'other'", 'closed')
  db.exec("UPDATE revocation_cases SET decision = 'accepted', decided_by = 'director', decided_at = 'x', statement = 's'")
  expect(openCaseOf(db, no)).toBeUndefined()
  refused("UPDATE revocation_cases SET decision = NULL, decided_by = NULL, decided_at = NULL", 'closed')
  refused('DELETE FROM revocation_cases', 'never deleted')
})

test('the daily lists go by their indices', () => {
  const { db } = office()
  expect(queryPlan(db, skillDueSql, '2026', '2027')).toContain('permits_by_skill')
  expect(queryPlan(db, tillSql, '2026', '2027')).toContain('permits_by_till')
})
