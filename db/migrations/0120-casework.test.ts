import { expect, test } from 'vitest'
import { findDossier, setDossierState } from '../dossiers/dossier-repo'
import { schemaVersion } from '../migrate'
import { createDb, queryPlan, updateToVersion } from '../testing/memory-db'
import { idOf, insertDraft, insertPlaces, personRow } from '../testing/dossier-rows'

const before = (state: string, filedOn: string | null): string => `
  INSERT INTO provinces VALUES ('06', 'خوزستان');
  INSERT INTO counties VALUES ('0603', '06', 'اهواز');
  INSERT INTO agencies VALUES ('industry', 'صمت');
  INSERT INTO fields VALUES ('1001', 'خیاطی', '', 'industry', 'approval', 0, 1, NULL, NULL);
  INSERT INTO persons (national_id, first_name, last_name, father_name, birth_date, gender, search_text)
    VALUES ('1740000013', 'زهرا', 'نمونه', 'حسن', '1990-05-01', 'female', 'زهرا نمونه');
  INSERT INTO dossiers VALUES ('${idOf(1)}', 7, 'T-1', NULL, '${state}', 'normal', 'independent', 'counter', '1740000013', NULL, '09161234567', '0603',
    'کیانپارس', '6134678911', 0, '1001', 'خیاطی', 'certificate', 1, 5, NULL, 'skill|photos', 'industry', ${filedOn === null ? 'NULL' : `'${filedOn}'`},
    1, NULL, NULL, 2, '2026-11-20T06:00:00.000Z', 'clerk');
  INSERT INTO agency_opinions VALUES ('${idOf(1)}', 1, 'industry', 'approve', 1, 1, 1, '2026-11-20', 'امضاکننده', 'مدیر', 1, 'letter', '1', '2026-11-20', '', 'x');
`

test('0120 keeps what an office of the first version had, with the day promised to the applicant', () => {
  const db = createDb(110)
  db.exec(before('at_agency', '2026-11-20'))
  updateToVersion(db, 120)
  expect(schemaVersion(db)).toBe(120)
  expect(findDossier(db, idOf(1))).toMatchObject({
    version: 7, state: 'at_agency', activityType: 'independent', caseType: 'new', holderId: '1740000013', entity: null, dueOn: '2026-12-04',
    receiptCopies: 2, round: 1, plan: { documents: ['skill', 'photos'], details: null },
  })
  expect(db.prepare('SELECT purpose, actor FROM agency_opinions').get()).toEqual({ purpose: 'permit', actor: 'agency_county' })
  expect(db.pragma('foreign_key_check')).toEqual([])
  expect(db.pragma('foreign_keys', { simple: true })).toBe(1)
})

test('what must never be is refused by the database itself', () => {
  const db = createDb()
  insertPlaces(db)
  insertDraft(db, 1)
  const refused = (sql: string, why = 'CHECK'): void => { expect(() => db.prepare(sql).run()).toThrow(why) }
  refused("UPDATE dossiers SET activity_type = 'supporter_legal'")
  refused("UPDATE dossiers SET holder_id = '1'")
  refused("UPDATE dossiers SET state = 'awaiting_correction', filed_on = '2026-11-20', agency_code = 'industry'")
  refused("UPDATE dossiers SET state = 'in_pool'")
  refused("UPDATE dossiers SET legal_id = '10380284790', holder_id = '10380284790', activity_type = 'supporter_legal'", 'FOREIGN KEY')
  expect(() => insertDraft(db, 2, personRow(1))).toThrow('UNIQUE')
  setDossierState(db, idOf(1), 2, { state: 'withdrawn' })
  expect(() => insertDraft(db, 3, personRow(1)), 'a closed one stands in nobody’s way').not.toThrow()
})

test('the lists of deadlines go by their indices', () => {
  const db = createDb()
  expect(queryPlan(db, 'SELECT id FROM dossiers WHERE due_on IS NOT NULL AND due_on < ? ORDER BY due_on, id LIMIT 50', '2026')).toContain('dossiers_by_due')
  expect(queryPlan(db, 'SELECT id FROM dossiers WHERE agency_due_on IS NOT NULL AND agency_due_on < ? ORDER BY agency_due_on, id LIMIT 50', '2026')).toContain('dossiers_by_agency_due')
})
