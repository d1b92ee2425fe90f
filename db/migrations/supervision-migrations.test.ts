import { expect, test } from 'vitest'
import { prePermitCheckDone, visitsOf } from '../inspections/inspection-repo'
import { setDossierState } from '../dossiers/dossier-repo'
import { findYear } from '../quotas/quota-repo'
import { findReferral } from '../referrals/referral-repo'
import type { Writer } from '../handle'
import { createDb, queryPlan, updateToVersion } from '../testing/memory-db'
import { idOf, insertDraft, insertPlaces } from '../testing/dossier-rows'

const office = `json('[{"name":"a","side":"office"},{"name":"b","side":"agency"}]')`

/** An office of the version before with one permit and its completed and half-written visits. */
const before = (version: number): Writer => {
  const db = createDb(version)
  insertPlaces(db)
  insertDraft(db, 1)
  db.exec(`
    INSERT INTO counties (code, province, title) VALUES ('0604', '06', 'ایذه');
    INSERT INTO signing_keys (kid, use, alg, bits, holder, public_pem, private_sealed, state, test, created_at)
      VALUES ('k', 'director', 'PS256', 3072, 'director', 'x', 'x', 'active', 1, 'x');
    INSERT INTO permits (no, kind, dossier_id, status, unit, county_code, field_code, field_title, path, name, search_text, national_id,
      issued_on, bytes, digest, jws, kid, signed_by, face, loan_wanted)
    VALUES ('P-1', 'permit', '${idOf(1)}', 'valid', '0600', '0603', '1001', 'x', 'normal', 'x', 'x', '1', '2026-10-01', '{}', 'd', 'j', 'k', 'director', '{}', 1);
  `)
  return db
}

test('0190: who already waits takes a place in the pool; places and supports follow the dossier', () => {
  const db = before(180)
  db.exec(`UPDATE dossiers SET state = 'in_pool', activity_type = 'covered', filed_on = '2026-10-01', state_since = '2026-10-01', agency_code = 'industry' WHERE id = '${idOf(1)}'`)
  updateToVersion(db, 190)
  const places = () => db.prepare<[], { since: string; county_code: string }>('SELECT since, county_code FROM pool_places').all()
  expect(places()).toEqual([{ since: '2026-10-01', county_code: '0603' }])
  db.exec(`INSERT INTO support_links (id, supporter_no, dossier_id, state, introduced_by, introduced_on, letter_no, letter_on, at, by_user)
    VALUES ('l', 'P-1', '${idOf(1)}', 'introduced', 'office', '2026-10-05', '1', '2026-10-05', 'x', 'expert')`)
  db.exec(`UPDATE dossiers SET county_code = '0604', state = 'introduced'`)
  expect(places()).toEqual([{ since: '2026-10-01', county_code: '0604' }])
  setDossierState(db, idOf(1), 2, { state: 'withdrawn', stateSince: '2026-10-09' })
  expect(places()).toEqual([])
  expect(db.prepare('SELECT state, ended_on, end_reason FROM support_links').get()).toEqual({ state: 'left', ended_on: '2026-10-09', end_reason: 'withdrawn' })
  expect(() => db.exec("UPDATE support_links SET state = 'accepted', accepted_on = 'x'")).toThrow('never edited')
  expect(queryPlan(db, "SELECT 1 FROM support_links WHERE supporter_no = ? AND state = 'accepted'", 'P-1')).toContain('support_links_by_supporter')
})

test('0200: an older office\'s visits become visits after the fact, complete ones stay locked', () => {
  const db = before(190)
  db.exec(`
    INSERT INTO inspections VALUES ('old', 1, 'P-1', '2026-10-05', ${office}, 1, 'n', 1, '', 0, 'm', NULL, 'visited', 'manager', NULL, NULL, NULL);
    UPDATE inspections SET state = 'complete', version = 2, completed_by = 'manager', completed_role = 'system_manager', completed_at = 'x';
    INSERT INTO inspections VALUES ('new', 1, 'P-1', '2026-10-09', ${office}, 1, '', 1, '', 1, '', NULL, 'visited', 'manager', NULL, NULL, NULL);
  `)
  updateToVersion(db, 200)
  expect(visitsOf(db, 'P-1')).toMatchObject([
    { id: 'new', kind: 'post', dossierId: idOf(1), state: 'visited' },
    { id: 'old', kind: 'post', state: 'complete', formVersion: 1, version: 2, active: { ok: true, score: null, note: 'n' }, management: { ok: false, note: 'm' }, coveredSeen: [] },
  ])
  expect(() => db.exec("UPDATE inspections SET active_note = 'x' WHERE id = 'old'")).toThrow('never edited')
  expect(() => db.exec(`INSERT INTO inspections (id, version, kind, dossier_id, permit_no, planned_on, attendees, state, recorded_by) VALUES ('b', 1, 'post', '${idOf(1)}', 'P-1', 'x', ${office}, 'planned', 'i')`)).toThrow('UNIQUE')
  expect(() => db.exec(`INSERT INTO inspections (id, version, kind, dossier_id, permit_no, planned_on, attendees, state, recorded_by) VALUES ('b', 1, 'pre_permit', '${idOf(1)}', 'P-1', 'x', ${office}, 'planned', 'i')`)).toThrow('CHECK')
  expect(prePermitCheckDone(db, idOf(1))).toBe(false)
  expect(queryPlan(db, 'SELECT 1 FROM inspections WHERE permit_no = ? ORDER BY visited_on', 'x')).toContain('inspections_by_permit')
  expect(queryPlan(db, "SELECT 1 FROM inspections WHERE dossier_id = ? AND kind = 'pre_permit' AND state = 'complete'", 'x')).toContain('inspections_by_dossier')
})

test('0270: an older office\'s referrals go on, its year has no ceiling for supporters yet, and a closed referral is locked', () => {
  const db = before(260)
  db.exec(`
    INSERT INTO banks (code, title) VALUES ('022', 'توسعه تعاون');
    INSERT INTO programme_years (year, version, state, provincial_quota_rial, independent_ceiling_rial, absorb_by, rule_set) VALUES (1405, 1, 'open', 9, 9, NULL, '1405.1');
    INSERT INTO referrals (id, version, state, permit_no, year, bank_code, branch, amount_rial, need, capacity, jobs, facts, evaluation, salt, prepared_by, created_at,
      submitted_by, no, issued_on, bytes, digest, jws, kid, signed_by)
    VALUES ('r', 4, 'issued', 'P-1', 1405, '022', '', 5, 'n', 'c', 1, '{}', '{}', 's', 'expert', 'x', 'expert', 'R-1', '2026-10-02', '{}', 'd', 'j', 'k', 'director');
  `)
  updateToVersion(db, 270)
  expect(findReferral(db, 'r')).toMatchObject({ version: 4, state: 'issued', no: 'R-1', sender: null })
  expect(findYear(db, 1405)).toMatchObject({ supporterCeilingRial: 0, perCoveredRial: 0, minCovered: null })
  expect(() => db.exec("UPDATE referrals SET state = 'at_bank'")).toThrow('CHECK')
  expect(() => db.exec("UPDATE referrals SET amount_rial = 6")).toThrow()
  db.exec("UPDATE referrals SET state = 'at_bank', sender = 'office', handover_no = '1', handover_on = '2026-10-03'")
  expect(() => db.exec("UPDATE referrals SET sender = 'agency'")).toThrow('never edited')
  const outcome = (amount: number) => db.exec(`INSERT INTO bank_outcomes VALUES ('r', 1, 'paid', 'bank_branch', ${amount}, '2026-10-04', '', '2', '2026-10-04', 'x', 'expert')`)
  expect(() => outcome(6)).toThrow('no more than')
  outcome(5)
  db.exec("UPDATE referrals SET state = 'paid'")
  expect(() => db.exec("UPDATE referrals SET state = 'at_bank'")).toThrow('never edited')
  expect(queryPlan(db, "SELECT 1 FROM referrals WHERE permit_no = ? AND state NOT IN ('withdrawn', 'paid', 'refused_by_bank', 'lapsed')", 'x')).toContain('referrals_')
  expect(queryPlan(db, 'SELECT 1 FROM employment_checks WHERE national_id = ? ORDER BY checked_on DESC, id DESC LIMIT 1', 'x')).toContain('employment_checks_by_person')
})
