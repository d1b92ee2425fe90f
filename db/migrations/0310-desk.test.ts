import { expect, test } from 'vitest'
import { findLook, putLook } from '../permits/look-repo'
import { alikeSql, loansOfFieldSql, reviewsAroundSql, sameBirthSql, sameFileSql, samePersonSql } from '../permits/mark-repo'
import { schemaVersion } from '../migrate'
import { insertDraft, insertPlaces } from '../testing/dossier-rows'
import { createDb, queryPlan, updateToVersion } from '../testing/memory-db'

test("0310 keeps one look for each Director and dossier, until the dossier is decided", () => {
  const db = createDb(300)
  insertPlaces(db)
  const id = insertDraft(db, 1)
  updateToVersion(db, 310)
  expect(schemaVersion(db)).toBe(310)
  const look = { version: 1, seq: 4, at: '2026-11-21T06:00:00Z', seen: '{}' }
  putLook(db, 'director', id, look)
  putLook(db, 'acting', id, look)
  putLook(db, 'director', id, { ...look, version: 2, seq: 9 })
  expect(findLook(db, 'director', id)).toEqual({ ...look, version: 2, seq: 9 })
  db.exec("UPDATE dossiers SET agency_code = 'industry', filed_on = '2026-11-20', state = 'in_expert_review'")
  expect(findLook(db, 'acting', id)).toEqual(look)
  db.exec("UPDATE dossiers SET state = 'issued'")
  expect([findLook(db, 'director', id), findLook(db, 'acting', id)]).toEqual([undefined, undefined])
  expect(() => { putLook(db, 'director', 'no such dossier', look) }).toThrow('FOREIGN KEY')
})

test('0310: every likeness and pace that is marked is found by an index', () => {
  const db = createDb(310)
  const plans = {
    dossiers_by_mobile: queryPlan(db, alikeSql.mobile, '0916', 50), dossiers_by_sheba: queryPlan(db, alikeSql.sheba, 'IR', 50),
    dossiers_by_postal_code: queryPlan(db, alikeSql.postalCode, '61', 50), dossiers_by_person: queryPlan(db, samePersonSql, 'n', 'id', '', 50),
    persons_by_birth: queryPlan(db, sameBirthSql, '1990-05-01', 50), documents_by_file: queryPlan(db, sameFileSql, 'id', 'n', 50),
    dossiers_by_field: queryPlan(db, loansOfFieldSql, '1001'), expert_reviews_by_expert: queryPlan(db, reviewsAroundSql, 'expert', 'a', 'b', 50),
  }
  for (const [index, plan] of Object.entries(plans)) {
    expect(plan, index).toContain(index)
    expect(plan, index).not.toMatch(/SCAN (o|d|p|x|mine|dossiers|documents|persons|expert_reviews)\b/)
  }
})
