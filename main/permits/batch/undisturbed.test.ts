import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import type { DossierRow } from '#db/dossiers/dossier-repo'
import { openDatabase } from '#db/open'
import { createDb, testKey } from '#db/testing/memory-db'
import { watchDisturbance } from './undisturbed'

const note = "INSERT INTO settings (key, value, at) VALUES ('tried', '1', '2026-11-21T06:00:00Z')"
const dossierOf = (holderId: string, nationalId = holderId): DossierRow => ({ holderId, person: { nationalId } }) as DossierRow

test('what was found holds over the run’s own commits, and while others only read', () => {
  const db = createDb()
  const since = watchDisturbance(db)
  expect(since.holds()).toBe(true)
  db.exec(note)
  since.committed()
  const other = openDatabase(join(dirname(db.name), 'office.db'), testKey)
  other.prepare('SELECT count(*) FROM dossiers').get()
  expect(since.holds()).toBe(true)
})

test('S0-07: one row that anybody else writes, here or by another connection, and it never holds again', () => {
  const here = createDb()
  const mine = watchDisturbance(here)
  here.exec(note)
  expect(mine.holds()).toBe(false)
  mine.committed()
  expect(mine.holds()).toBe(false)

  const db = createDb()
  const since = watchDisturbance(db)
  openDatabase(join(dirname(db.name), 'office.db'), testKey).exec(note)
  expect(since.holds()).toBe(false)
})

test('a row that a rolled-back transaction wrote counts as written: better asked once too often', () => {
  const db = createDb()
  const since = watchDisturbance(db)
  db.exec(`BEGIN; ${note}; ROLLBACK`)
  expect(since.holds()).toBe(false)
})

test('S0-07, P10: a holder for whom the run has signed is asked about again, a company by who stands for it too', () => {
  const since = watchDisturbance(createDb())
  since.signs(dossierOf('14000000001', '0012345679'))
  expect([dossierOf('14000000001', '1'), dossierOf('0012345679'), dossierOf('0012345687')].map(since.touches)).toEqual([true, true, false])
})
