import { expect, test } from 'vitest'
import { migrate } from '../migrate'
import { insertPrint, printsOf } from '../papers/print-repo'
import { createDb } from '../testing/memory-db'
import { migrations } from './index'

test('0385 keeps every print that was counted, counts letters to banks too, and guards both', () => {
  const db = createDb(380)
  insertPrint(db, { what: 'permit', id: 'P-1' }, 1, '2026-11-21T06:00:00Z', 'clerk')
  insertPrint(db, { what: 'permit', id: 'P-1' }, 2, '2026-11-21T06:01:00Z', 'clerk')
  const letter = { what: 'referral', id: 'r-1' } as const
  expect(() => { insertPrint(db, letter, 1, '2026-11-21T06:02:00Z', 'expert') }).toThrow('CHECK')
  migrate(db, migrations.filter(({ version }) => version <= 385))
  expect(printsOf(db, { what: 'permit', id: 'P-1' })).toBe(2)
  insertPrint(db, letter, 1, '2026-11-21T06:02:00Z', 'expert')
  expect(() => { insertPrint(db, letter, 1, '2026-11-21T06:03:00Z', 'expert') }).toThrow('one by one')
  expect(() => db.exec("UPDATE paper_prints SET by_user = 'x'")).toThrow('a print was made')
  expect(() => db.exec('DELETE FROM paper_prints')).toThrow('a print was made')
})
