import { expect, test } from 'vitest'
import { insertJoiningFile, joinAs, lastSlotGiven, readMachine } from '../office/machine-repo'
import { createDb, updateToVersion } from '../testing/memory-db'

const joined = { slot: 4, trust: '{}', registry: null, joinedAt: '2026-11-21T06:00:00.000Z' }
const file = { slot: 2, label: 'پیشخوان دوم', madeAt: '2026-11-21T06:00:00.000Z', madeBy: 'manager', expiresAt: '2026-11-24T06:00:00.000Z' }

test('0410: an office of before is its own first machine', () => {
  const db = createDb(380)
  updateToVersion(db, 410)
  expect(readMachine(db)).toEqual({ slot: 1, trust: null, registry: null, joinedAt: null })
})

test('0410: a machine takes its slot before it gives out a number, never after', () => {
  const db = createDb()
  joinAs(db, joined)
  expect(readMachine(db)).toEqual(joined)
  db.prepare("INSERT INTO number_series VALUES ('T', '0603', 1405, 4, 1)").run()
  expect(() => { joinAs(db, { ...joined, slot: 5 }) }).toThrow('numbers were given out')
  expect(() => { db.exec('DELETE FROM machine') }).toThrow('always has its machine')
})

test('0410: a slot is given away once', () => {
  const db = createDb()
  expect(lastSlotGiven(db)).toBe(1)
  insertJoiningFile(db, file)
  expect(lastSlotGiven(db)).toBe(2)
  expect(() => { insertJoiningFile(db, file) }).toThrow('UNIQUE')
  expect(() => { db.exec('UPDATE joining_files SET label = 1') }).toThrow('given away once')
  expect(() => { db.exec('DELETE FROM joining_files') }).toThrow('given away once')
})
