import { expect, test } from 'vitest'
import { saveEntity, updateApplicant } from '../dossiers/dossier-repo'
import { searchDossiers } from '../dossiers/dossier-search'
import { saveIdentity } from '../dossiers/person-repo'
import type { Writer } from '../handle'
import { createDb, updateToVersion } from '../testing/memory-db'
import { applicantRow, idOf, insertDraft, insertPlaces, personRow } from '../testing/dossier-rows'

const found = (db: Writer, name: string): string[] =>
  searchDossiers(db, { by: 'name', match: `"${name}"*` }, { states: [], after: null, limit: 9 }).rows.map((row) => row.id)
const sound = (db: Writer): void => { expect(() => db.exec("INSERT INTO dossier_names (dossier_names) VALUES ('integrity-check')")).not.toThrow() }

test('0250 finds by name what was there before it, and nothing is left of the old indices', () => {
  const db = createDb(240)
  insertPlaces(db)
  insertDraft(db, 1)
  updateToVersion(db, 250)
  expect(found(db, 'نمونه1')).toEqual([idOf(1)])
  expect(db.prepare("SELECT count(*) AS n FROM sqlite_schema WHERE name LIKE 'person_names%' OR name LIKE 'entity_names%'").get()).toEqual({ n: 0 })
  sound(db)
})

test('a name mended, a dossier given to another person or company: the index follows, newest first', () => {
  const db = createDb()
  insertPlaces(db)
  insertDraft(db, 1)
  insertDraft(db, 2)
  expect(found(db, 'زهرا')).toEqual([idOf(2), idOf(1)])
  saveIdentity(db, { ...personRow(1), firstName: 'مریم' }, 'مریم نمونه1')
  expect([found(db, 'مریم'), found(db, 'زهرا')]).toEqual([[idOf(1)], [idOf(2)]])
  const company = { legalId: '10380284790', name: 'بافندگان', registrationNo: '1', registeredOn: '2016-04-20', kind: 'company' as const, representativePost: 'مدیر' }
  saveEntity(db, company, 'بافندگان')
  updateApplicant(db, idOf(2), 2, { ...applicantRow(personRow(1)), activityType: 'supporter_legal', entity: company })
  expect([found(db, 'بافندگان'), found(db, 'مریم'), found(db, 'زهرا')]).toEqual([[idOf(2)], [idOf(2), idOf(1)], []])
  saveEntity(db, { ...company, name: 'گلیم‌بافان' }, 'گلیم بافان')
  expect([found(db, 'بافندگان'), found(db, 'گلیم')]).toEqual([[], [idOf(2)]])
  sound(db)
})
