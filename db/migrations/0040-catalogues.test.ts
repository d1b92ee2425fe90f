import { expect, test } from 'vitest'
import { usesSample } from '../catalogues/catalogue-repo'
import { readSetting, writeSetting } from '../catalogues/setting-repo'
import { schemaVersion } from '../migrate'
import { createDb, updateToVersion } from '../testing/memory-db'

const industry = "INSERT INTO agencies VALUES ('industry', 'صمت')"
const tailoring = "INSERT INTO fields VALUES ('1001', 'خیاطی', 'تولیدی', 'industry', 'approval', 0, 1, NULL, '2027-03-20')"

test('0040 adds the catalogues to an office that had none, and keeps what it had', () => {
  const db = createDb(30)
  db.prepare("INSERT INTO number_series VALUES ('T', '0603', 1405, 1, 7)").run()
  expect(() => db.prepare('SELECT * FROM fields').all()).toThrow('no such table')
  updateToVersion(db, 40)
  expect(schemaVersion(db)).toBe(40)
  expect(db.prepare('SELECT * FROM fields').all()).toEqual([])
  expect(db.prepare('SELECT last FROM number_series').pluck().get()).toBe(7)
})

test('a code that points nowhere is refused by the database itself', () => {
  const db = createDb(40)
  expect(() => { db.exec(tailoring) }).toThrow('FOREIGN KEY')
  expect(() => { db.exec("INSERT INTO counties VALUES ('0603', '06', 'اهواز')") }).toThrow('FOREIGN KEY')
  db.exec("INSERT INTO provinces VALUES ('06', 'خوزستان')")
  expect(() => { db.exec("INSERT INTO counties VALUES ('603', '06', 'اهواز')") }).toThrow('CHECK')
  db.exec(`INSERT INTO counties VALUES ('0603', '06', 'اهواز'); ${industry}; ${tailoring}`)
  expect(db.prepare('SELECT title, to_day FROM fields').get()).toEqual({ title: 'خیاطی', to_day: '2027-03-20' })
})

test('whether a sample is in use is known by its tables, settings keep their last value', () => {
  const db = createDb(40)
  db.exec("INSERT INTO reference_sets VALUES ('counties', 0, '', '')")
  expect(usesSample(db)).toBe(false)
  db.exec("INSERT INTO reference_sets VALUES ('fields', 1, '', '')")
  expect(usesSample(db)).toBe(true)
  writeSetting(db, 'a', '1', '')
  writeSetting(db, 'a', '2', '')
  expect([readSetting(db, 'a'), readSetting(db, 'b')]).toEqual(['2', undefined])
})
