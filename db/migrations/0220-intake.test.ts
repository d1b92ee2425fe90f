import { expect, test } from 'vitest'
import { resemblingSql } from '../dossiers/duplicate-repo'
import { saveEntity } from '../dossiers/dossier-repo'
import { createDb, queryPlan, updateToVersion } from '../testing/memory-db'
import { schemaVersion } from '../migrate'

const company = { legalId: '10380284790', name: 'بافندگان', registrationNo: '1', registeredOn: '2016-04-20', kind: 'company' as const, representativePost: 'مدیرعامل' }
const found = (db: ReturnType<typeof createDb>, match: string): unknown[] =>
  db.prepare('SELECT rowid FROM entity_names WHERE entity_names MATCH ?').all(match)

test('0220 finds companies that were there before, and by a new name once they have one', () => {
  const db = createDb(210)
  saveEntity(db, company, 'بافندگان')
  updateToVersion(db, 220)
  expect(schemaVersion(db)).toBe(220)
  expect(found(db, '"بافندگان"*')).toHaveLength(1)
  saveEntity(db, { ...company, name: 'گلیم‌بافان' }, 'گلیم بافان')
  expect([found(db, '"بافندگان"*').length, found(db, '"گلیم"*').length]).toEqual([0, 1])
})

test.each(Object.entries(resemblingSql))('what resembles a dossier by its %s is found by an index', (_what, sql) => {
  const plan = queryPlan(createDb(), sql, 'x')
  expect(plan).not.toMatch(/SCAN|TEMP B-TREE/)
  expect(plan).toMatch(/SEARCH (d|p) USING (COVERING )?INDEX/)
})
