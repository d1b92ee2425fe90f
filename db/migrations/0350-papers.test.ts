import { expect, test } from 'vitest'
import { newestAwardsSql } from '../incentives/award-repo'
import { schemaVersion } from '../migrate'
import { insertPrint, printsOf } from '../papers/print-repo'
import { createDb, queryPlan } from '../testing/memory-db'

const permit = { what: 'permit', id: 'P-1' } as const

test('0350 counts prints one by one, and keeps each', () => {
  const db = createDb(350)
  expect(schemaVersion(db)).toBe(350)
  expect(printsOf(db, permit)).toBe(0)
  insertPrint(db, permit, 1, '2026-11-21T06:00:00Z', 'clerk')
  insertPrint(db, { what: 'award', id: 'P-1' }, 1, '2026-11-21T06:00:00Z', 'clerk')
  expect(() => { insertPrint(db, permit, 1, '2026-11-21T06:00:00Z', 'expert') }).toThrow('one by one')
  expect(() => { insertPrint(db, permit, 3, '2026-11-21T06:00:00Z', 'expert') }).toThrow('one by one')
  insertPrint(db, permit, 2, '2026-11-21T06:00:00Z', 'expert')
  expect(printsOf(db, permit)).toBe(2)
  expect(() => db.exec("UPDATE paper_prints SET by_user = 'x'")).toThrow('a print was made')
  expect(() => db.exec('DELETE FROM paper_prints')).toThrow('a print was made')
})

test('0350: a letter carries its signatures in their order, and a signed one does not change (S1-D2)', () => {
  const db = createDb(350)
  db.pragma('foreign_keys = OFF')
  const insert = (id: string, state: string, more = ''): void => {
    db.exec(`INSERT INTO awards (id, version, no, permit_no, text, state, prepared_by, prepared_on) VALUES ('${id}', 1, 'A-${id}', 'P-${id}', 'متن', '${state}', 'expert', '2026-11-21')${more}`)
  }
  for (const state of ['signed_director', 'signed_deputy', 'signed_minister', 'given']) expect(() => { insert('1', state) }, state).toThrow('CHECK')
  insert('1', 'draft')
  expect(() => db.exec("INSERT INTO awards (id, version, no, permit_no, text, state, prepared_by, prepared_on) VALUES ('2', 1, 'A-2', 'P-1', 'م', 'draft', 'e', '2026-11-21')")).toThrow('UNIQUE')
  const sign = (by: string): void => {
    db.exec(`UPDATE awards SET version = 2, state = 'signed_director', signed_by = '${by}', signed_at = 'now', kid = 'd', jws = 'j', digest = 'x'`)
  }
  expect(() => { sign('expert') }).toThrow('CHECK')
  sign('director')
  expect(() => db.exec("UPDATE awards SET version = 3, jws = 'other'")).toThrow('does not change')
  expect(() => db.exec("UPDATE awards SET version = 3, state = 'signed_minister', minister = '{}'")).toThrow('CHECK')
  expect(() => db.exec("UPDATE awards SET version = 2, text = 'دیگر'")).toThrow('does not change')
  expect(() => db.exec('DELETE FROM awards')).toThrow('never deleted')
  expect(queryPlan(db, newestAwardsSql)).toContain('awards_newest')
})
