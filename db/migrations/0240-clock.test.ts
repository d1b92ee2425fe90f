import { expect, test } from 'vitest'
import { closePause, listPauses, openPause } from '../dossiers/pause-repo'
import { schemaVersion } from '../migrate'
import { insertDraft, insertPlaces } from '../testing/dossier-rows'
import { createDb, queryPlan, updateToVersion } from '../testing/memory-db'

test('0240 keeps the pauses of before, which restarted nothing, and notes those that do', () => {
  const db = createDb(230)
  insertPlaces(db)
  const id = insertDraft(db, 1)
  db.prepare("INSERT INTO dossier_pauses (dossier_id, no, from_day, to_day, kind, reason) VALUES (?, 1, '2026-11-21', '2026-11-25', 'correction', 'x')").run(id)
  updateToVersion(db, 240)
  expect(schemaVersion(db)).toBe(240)
  openPause(db, id, { fromDay: '2026-11-28', kind: 'documents', reason: 'y' })
  closePause(db, id, '2026-11-30', true)
  expect(listPauses(db, id)).toEqual([
    { fromDay: '2026-11-21', toDay: '2026-11-25', kind: 'correction', reason: 'x', restarted: false },
    { fromDay: '2026-11-28', toDay: '2026-11-30', kind: 'documents', reason: 'y', restarted: true },
  ])
  expect(() => db.exec('UPDATE dossier_pauses SET restarted = 2')).toThrow('CHECK')
  expect(queryPlan(db, 'SELECT dossier_id FROM dossier_pauses WHERE to_day IS NULL ORDER BY from_day, dossier_id LIMIT 50')).toContain('dossier_pauses_open')
})
