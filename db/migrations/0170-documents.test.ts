import { expect, test } from 'vitest'
import { insertDraft, insertPlaces } from '../testing/dossier-rows'
import { createDb, queryPlan, updateToVersion } from '../testing/memory-db'
import type { Writer } from '../handle'
import { otherHoldersSql } from '../documents/document-repo'

const add = (db: Writer, dossier: string, id: string, change: Record<string, unknown> = {}): void => {
  const row = {
    id, version: 1, dossier_id: dossier, kind: 'photos', title: '', no: 1, state: 'attached', sha256: 'x'.repeat(43), size: 5, type: 'image/png', pages: 1,
    channel: 'counter', attached_by: 'clerk', attached_at: '2026-11-21T06:00:00Z', reason: null, ...change,
  }
  db.prepare(`INSERT INTO documents (${Object.keys(row).join(',')}) VALUES (${Object.keys(row).map((key) => `@${key}`).join(',')})`).run(row)
}
const office = (): { db: Writer; dossier: string } => {
  const db = createDb()
  insertPlaces(db)
  return { db, dossier: insertDraft(db, 1) }
}

test('S0-21: a scan comes by one of two channels, in one place at a time, and its file is never changed or forgotten', () => {
  const { db, dossier } = office()
  add(db, dossier, 'a')
  expect(() => { add(db, dossier, 'b') }).toThrow('UNIQUE')
  expect(() => { add(db, dossier, 'b', { no: 2, channel: 'e-mail' }) }).toThrow('CHECK')
  expect(() => db.prepare("UPDATE documents SET sha256 = 'other' WHERE id = 'a'").run()).toThrow('never changed')
  expect(() => db.prepare("UPDATE documents SET attached_by = 'other' WHERE id = 'a'").run()).toThrow('never changed')
  expect(() => db.prepare("DELETE FROM documents WHERE id = 'a'").run()).toThrow('stays on record')
  db.prepare("UPDATE documents SET replaced_by = 'b' WHERE id = 'a'").run()
  add(db, dossier, 'b')
})

test('a waiver has a reason and no file, a file is whole, and only a confirmation or another paper has a title', () => {
  const { db, dossier } = office()
  const none = { sha256: null, size: null, type: null, pages: null }
  add(db, dossier, 'a', { ...none, kind: 'residence', state: 'waived', reason: 'خانۀ سازمانی' })
  for (const wrong of [
    { state: 'waived', reason: 'x' }, { ...none, state: 'waived' }, { ...none }, { size: null }, { kind: 'residence' }, { title: 'x' }, { kind: 'nothing' },
    { type: 'image/svg+xml' }, { state: 'rejected' },
  ]) expect(() => { add(db, dossier, 'b', wrong) }, JSON.stringify(wrong)).toThrow('CHECK')
})

test('an office of the version before gets the tables, and each question goes by an index', () => {
  const db = createDb(160)
  insertPlaces(db)
  updateToVersion(db, 170)
  expect(db.prepare('SELECT count(*) FROM provinces').pluck().get()).toBe(1)
  expect(db.prepare('SELECT count(*) FROM documents').pluck().get()).toBe(0)
  expect(queryPlan(db, 'SELECT * FROM documents WHERE dossier_id = ? AND removed_at IS NULL ORDER BY id', 'x')).toContain('documents_by_dossier')
  expect(queryPlan(db, otherHoldersSql, 'x', 'y')).toContain('documents_by_file')
})
