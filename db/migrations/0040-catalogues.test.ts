import { expect, test } from 'vitest'
import { findCounty, findField, insertAgency, insertCounty, insertField, insertProvince, insertReferenceSet, listFields, usesSample } from '../catalogues/catalogue-repo'
import { readSetting, writeSetting } from '../catalogues/setting-repo'
import { schemaVersion } from '../migrate'
import { createDb, updateToVersion } from '../testing/memory-db'

const field = { code: '1001', title: 'خیاطی', group: 'تولیدی', agencyCode: 'industry', path: 'approval', hygiene: false, loanAllowed: true, from: null, to: '2027-03-20' } as const

test('0040 adds the catalogues to an office that had none, and keeps what it had', () => {
  const db = createDb(30)
  db.prepare("INSERT INTO number_series VALUES ('T', '0603', 1405, 1, 7)").run()
  expect(() => listFields(db)).toThrow('no such table')
  updateToVersion(db, 40)
  expect(schemaVersion(db)).toBe(40)
  expect(listFields(db)).toEqual([])
  expect(db.prepare('SELECT last FROM number_series').pluck().get()).toBe(7)
})

test('a code that points nowhere is refused by the database itself', () => {
  const db = createDb(40)
  expect(() => { insertField(db, field) }).toThrow('FOREIGN KEY')
  expect(() => { insertCounty(db, { code: '0603', title: 'اهواز' }) }).toThrow('FOREIGN KEY')
  insertProvince(db, { code: '06', title: 'خوزستان' })
  expect(() => { insertCounty(db, { code: '603', title: 'اهواز' }) }).toThrow('CHECK')
  insertCounty(db, { code: '0603', title: 'اهواز' })
  insertAgency(db, { code: 'industry', title: 'صمت' })
  insertField(db, field)
  expect(findField(db, '1001')).toEqual(field)
  expect([findCounty(db, '0603')?.title, findCounty(db, '0604')]).toEqual(['اهواز', undefined])
})

test('whether a sample is in use is known by its tables, settings keep their last value', () => {
  const db = createDb(40)
  insertReferenceSet(db, { name: 'counties', sample: false, source: '' }, '')
  expect(usesSample(db)).toBe(false)
  insertReferenceSet(db, { name: 'fields', sample: true, source: '' }, '')
  expect(usesSample(db)).toBe(true)
  writeSetting(db, 'a', '1', '')
  writeSetting(db, 'a', '2', '')
  expect([readSetting(db, 'a'), readSetting(db, 'b')]).toEqual(['2', undefined])
})
