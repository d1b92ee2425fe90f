import { expect, test } from 'vitest'
import { createDb, updateToVersion } from '#db/testing/memory-db'

test('0100: ledger and deliveries written before it stay as they are, and the device tables are there, empty', () => {
  const db = createDb(90)
  db.exec(`
    INSERT INTO ledger_entries VALUES (1, 'op', 1, 'Dossier', 'd', 0, 'dossier.open', 1, 'u', 'clerk', '2026-11-21T06:00:00.000Z', '{}', 'x', '[]', 'p', 'h');
    INSERT INTO deliveries (op_id, seq, lane, stream, state) VALUES ('op', 1, 'Dossier:d', 'dossiers', 'queued');`)
  updateToVersion(db, 100)
  expect(db.prepare('SELECT state FROM deliveries').pluck().all()).toEqual(['queued'])
  for (const table of ['registry_device', 'sync_cursors', 'sync_lease', 'sync_runs', 'applied_changes', 'unapplied_changes', 'former_receipts', 'recovered_operations']) {
    expect(db.prepare(`SELECT count(*) FROM ${table}`).pluck().get()).toBe(0)
  }
  expect(() => db.exec("INSERT INTO sync_lease VALUES (2, 'h', 'x', 1, 'y')")).toThrow('CHECK')
  db.close()
})
