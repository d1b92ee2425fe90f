import { expect, test } from 'vitest'
import { findAidCase, putAidCase, type AidCaseRow } from '../livelihood/aid-case-repo'
import { countGuidance, insertGuidance, insertVisit, visitsOf } from '../livelihood/aid-desk-repo'
import { schemaVersion } from '../migrate'
import { createDb, queryPlan, updateToVersion } from '../testing/memory-db'
import { idOf } from '../testing/dossier-rows'

const row: AidCaseRow = {
  nationalId: '1234567891', caseId: 'aid-1', version: 1, standing: 'applicant', eligible: 'pending', body: null, introducedOn: null, resultToldOn: null,
  objectionNo: null, objectionOn: null, objectionState: null, diedOn: null, mobile: null, asOf: '2026-10-20T06:00:00.000Z',
}

test('0160 adds aid to an office that had none', () => {
  const db = createDb(150)
  expect(() => findAidCase(db, row.nationalId)).toThrow('no such table')
  updateToVersion(db, 160)
  expect(schemaVersion(db)).toBe(160)
  putAidCase(db, row)
  expect(findAidCase(db, row.nationalId)).toEqual(row)
})

test('what must never be is refused by the database itself', () => {
  const db = createDb(160)
  putAidCase(db, row)
  expect(() => { putAidCase(db, { ...row, nationalId: '12' }) }).toThrow('CHECK')
  expect(() => { putAidCase(db, { ...row, objectionNo: '۹' }) }).toThrow('CHECK')
  expect(() => db.prepare("UPDATE aid_cases SET eligible = 'maybe'").run()).toThrow('CHECK')
  expect(() => { insertVisit(db, { id: idOf(1), nationalId: row.nationalId, reason: 'م', place: 'ج', on: '', told: 'silence' as 'notice', by: 'c', at: '' }) }).toThrow('CHECK')
})

test('the day\'s guidance and a person\'s visits are found by their indices', () => {
  const db = createDb(160)
  for (const [n, on] of ['2026-10-22', '2026-10-23', '2026-10-23', '2026-10-24'].entries()) insertGuidance(db, { id: idOf(n), on, topic: 'file', textVersion: 1, clerk: 'c' })
  expect(countGuidance(db, '2026-10-23', '2026-10-24')).toEqual([{ topic: 'file', given: 3 }])
  for (const n of [1, 2]) insertVisit(db, { id: idOf(n), nationalId: row.nationalId, reason: `${n}`, place: '', on: '', told: 'notice', by: '', at: '' })
  expect(visitsOf(db, row.nationalId).map((visit) => visit.reason)).toEqual(['2', '1'])
  expect(queryPlan(db, 'SELECT topic, count(*) FROM aid_guidance WHERE on_day BETWEEN ? AND ? GROUP BY topic', '', '')).toContain('aid_guidance_by_day (on_day>? AND on_day<?)')
  expect(queryPlan(db, 'SELECT id FROM aid_visits WHERE national_id = ? ORDER BY id DESC', '')).toMatch(/aid_visits_by_person \(national_id=\?\)$/)
})
