import { expect, test } from 'vitest'
import { RowStale } from '../faults'
import { withSavepoint } from '../savepoint'
import { createDb, queryPlan } from '../testing/memory-db'
import { applicantRow, idOf, insertDraft, insertPlaces, personRow, planRow } from '../testing/dossier-rows'
import { transact } from '../transact'
import { countReceipt, dossiersInState, findDossier, markFiled, openDossierCode, sameSubmissionCode, sameSubmissionSql, setDossierState, updateApplicant, updatePlan } from './dossier-repo'

const office = () => {
  const db = createDb()
  insertPlaces(db)
  return db
}
const filing = { agencyCode: 'industry', filedOn: '2026-11-21', declarationVersion: 1 }

test('every write asks for the version it was made on and gives the next one', () => {
  const db = office()
  const id = insertDraft(db, 1)
  expect(updateApplicant(db, id, 2, applicantRow({ ...personRow(1), address: 'نشانی تازه' }))).toBe(3)
  expect(updatePlan(db, id, 3, planRow, 'normal')).toBe(4)
  expect(markFiled(db, id, 4, filing)).toBe(5)
  expect(setDossierState(db, id, 5, { state: 'at_agency' })).toBe(6)
  for (const late of [() => updateApplicant(db, id, 5, applicantRow(personRow(1))), () => updatePlan(db, id, 5, planRow, 'normal'), () => markFiled(db, id, 5, filing), () => setDossierState(db, id, 5, { state: 'refused' })]) {
    expect(late).toThrow(RowStale)
  }
  expect(findDossier(db, id)).toMatchObject({ version: 6, state: 'at_agency', person: { address: 'نشانی تازه' } })
})

test('a left-out member keeps its value, a null empties it', () => {
  const db = office()
  const id = insertDraft(db, 1)
  markFiled(db, id, 2, filing)
  setDossierState(db, id, 3, { state: 'awaiting_signature', returnReason: 'ناقص', permitNo: 'P-1' })
  setDossierState(db, id, 4, { state: 'in_expert_review' })
  expect(findDossier(db, id)).toMatchObject({ returnReason: 'ناقص', permitNo: 'P-1' })
  setDossierState(db, id, 5, { state: 'in_expert_review', returnReason: null })
  expect(findDossier(db, id)).toMatchObject({ returnReason: null, permitNo: 'P-1' })
})

test('an open dossier is found by person and field until it is decided; the same submission always', () => {
  const db = office()
  const id = insertDraft(db, 1)
  const { nationalId } = personRow(1)
  expect([openDossierCode(db, nationalId, '1001'), openDossierCode(db, nationalId, '1001', id), openDossierCode(db, nationalId, '1002')]).toEqual(['T-1', undefined, undefined])
  markFiled(db, id, 2, filing)
  setDossierState(db, id, 3, { state: 'refused' })
  expect([openDossierCode(db, nationalId, '1001'), sameSubmissionCode(db, nationalId, '1001', '2026-11-21'), sameSubmissionCode(db, nationalId, '1001', '2026-11-20')]).toEqual([undefined, 'T-1', undefined])
  insertDraft(db, 2, personRow(1))
  expect(openDossierCode(db, nationalId, '1001')).toBe('T-2')
})

test('a state is listed oldest first; receipts are counted without touching the version', () => {
  const db = office()
  for (const n of [3, 1, 2]) insertDraft(db, n)
  expect(dossiersInState(db, 'draft').map((row) => row.id)).toEqual([idOf(1), idOf(2), idOf(3)])
  expect([countReceipt(db, idOf(1)), countReceipt(db, idOf(1)), findDossier(db, idOf(1))?.version]).toEqual([1, 2, 2])
})

test('a savepoint undoes itself only, and lives in a transaction', () => {
  const db = office()
  expect(() => withSavepoint(db, () => undefined)).toThrow('inside a transaction')
  transact(db, () => {
    insertDraft(db, 1)
    expect(() => withSavepoint(db, () => { insertDraft(db, 2); throw new Error('no') })).toThrow('no')
    withSavepoint(db, () => { insertDraft(db, 3) })
  })
  expect(dossiersInState(db, 'draft').map((row) => row.id)).toEqual([idOf(1), idOf(3)])
})

test('an import of thousands looks for the same submission by its person, not through all of its field', () => {
  expect(queryPlan(office(), sameSubmissionSql, '1740000013', '1001', '2026-11-21')).toContain('dossiers_by_person')
})
