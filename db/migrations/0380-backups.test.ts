import { expect, test } from 'vitest'
import { createDb } from '../testing/memory-db'

test('an office has one plan, and a run either has its file or says what went wrong', () => {
  const db = createDb()
  const plan = db.prepare("INSERT INTO backup_plan VALUES (1, 1, '/b', 14, 'age1x', 'AGE-SECRET-KEY-1X', 'sealed', 'it', '2026-11-21T06:00:00Z')")
  plan.run()
  expect(() => plan.run()).toThrow(/UNIQUE/)
  const run = db.prepare('INSERT INTO backup_runs (id, at, by, file_name, failure) VALUES (?, ?, ?, ?, ?)')
  expect(() => run.run('a', '2026-11-21T06:00:00Z', 'it', null, null)).toThrow(/CHECK/)
  expect(() => run.run('a', '2026-11-21T06:00:00Z', 'it', 'x', 'BACKUP_FOLDER')).toThrow(/CHECK/)
  expect(run.run('a', '2026-11-21T06:00:00Z', 'it', 'x', null).changes).toBe(1)
})
