import { expect, test } from 'vitest'
import { setDossierState } from '../dossiers/dossier-repo'
import { filedBetweenSql } from '../reports/service-repo'
import { createDb, queryPlan, updateToVersion } from '../testing/memory-db'
import { idOf, insertDraft, insertPlaces } from '../testing/dossier-rows'

const counts = (db: ReturnType<typeof createDb>): unknown => db.prepare('SELECT state, n FROM dossier_counts WHERE n > 0 ORDER BY state').all()

test('0210 counts what is there, and every later birth and move', () => {
  const db = createDb(200)
  insertPlaces(db)
  insertDraft(db, 1)
  insertDraft(db, 2)
  updateToVersion(db, 210)
  expect(counts(db)).toEqual([{ state: 'draft', n: 2 }])
  insertDraft(db, 3)
  setDossierState(db, idOf(1), 2, { state: 'withdrawn' })
  expect(counts(db)).toEqual([{ state: 'draft', n: 2 }, { state: 'withdrawn', n: 1 }])
})

test('S0-14: a report reads the requests of its period by their filing day', () => {
  expect(queryPlan(createDb(), filedBetweenSql, { from: '2026-03-21', to: '2026-09-22', today: '2026-11-21' })).toContain('dossiers_by_filing')
})
