import { describe, expect, test } from 'vitest'
import { createDb, queryPlan } from '../testing/memory-db'
import { idOf, insertDraft, insertPlaces, personRow } from '../testing/dossier-rows'
import { transact } from '../transact'
import { markFiled, setDossierState } from './dossier-repo'
import { searchDossiers, searchSql, type Page, type SearchBy } from './dossier-search'

const people = 3000
const page: Page = { states: [], after: null, limit: 50 }

/** Three thousand dossiers, two in five at the agency, with the statistics an office's file would have. */
const populated = (() => {
  const db = createDb()
  transact(db, () => {
    insertPlaces(db)
    for (let n = 0; n < people; n += 1) {
      const id = insertDraft(db, n)
      if (n % 5 > 1) continue
      markFiled(db, id, 2, { agencyCode: 'industry', filedOn: '2026-11-21', declarationVersion: 1 })
      setDossierState(db, id, 3, { state: 'at_agency' })
    }
  })
  db.exec('ANALYZE')
  return db
})()

const planOf = (search: SearchBy, of: Page = page): string => {
  const { items, values } = searchSql(search, of)
  return queryPlan(populated, items, ...values)
}

describe('every search goes by its index and sorts nothing, with statistics too', () => {
  test.each<[string, SearchBy, Page, RegExp]>([
    ['all, newest first', { by: 'all' }, page, /SEARCH d USING INDEX sqlite_autoindex_dossiers_1 \(id<\?\)/],
    ['one state', { by: 'all' }, { ...page, states: ['at_agency'] }, /SEARCH d USING INDEX dossiers_by_state \(state=\? AND id<\?\)/],
    ['a rare state', { by: 'all' }, { ...page, states: ['refused'] }, /SEARCH d USING INDEX dossiers_by_state \(state=\? AND id<\?\)/],
    ['a national ID', { by: 'nationalId', nationalId: '1740000007' }, page, /SEARCH d USING INDEX dossiers_by_person \(national_id=\? AND id<\?\)/],
    ['a county', { by: 'all' }, { ...page, countyCode: '0699' }, /SEARCH d USING INDEX dossiers_by_county \(county_code=\? AND id<\?\)/],
    ['a rare type', { by: 'all' }, { ...page, activityTypes: ['supporter_legal'] }, /SEARCH d USING INDEX dossiers_by_type \(activity_type=\? AND id<\?\)/],
    ['a company', { by: 'legalId', legalId: '10380284790' }, page, /SEARCH d USING INDEX dossiers_by_entity \(legal_id=\? AND id<\?\)/],
    ['a mobile', { by: 'mobile', mobile: '09160000007' }, page, /SEARCH d USING INDEX dossiers_by_mobile \(mobile=\? AND id<\?\)/],
  ])('%s', (_what, search, of, wanted) => {
    const plan = planOf(search, of)
    expect(plan).toMatch(wanted)
    expect(plan).not.toMatch(/SCAN d|TEMP B-TREE FOR ORDER BY/)
  })

  test('a tracking code by both unique codes', () => {
    expect(planOf({ by: 'trackingCode', code: 'T-7' })).toMatch(/MULTI-INDEX OR[\s\S]*tracking_code=\?[\s\S]*central_code=\?/)
  })

  test('a name by the name index, never by reading every person', () => {
    const plan = planOf({ by: 'name', match: '"نمونه7"*' })
    expect(plan).toMatch(/SCAN f VIRTUAL TABLE INDEX \d+:.*M/)
    expect(plan).not.toMatch(/SCAN (d|p|persons)\b|TEMP B-TREE/)
  })
})

test('pages by several states are the merged pages of each, newest first', () => {
  const both: Page = { states: ['draft', 'at_agency'], after: null, limit: 7 }
  const first = searchDossiers(populated, { by: 'all' }, both)
  expect(first.rows.map((row) => row.id)).toEqual(Array.from({ length: 7 }, (_, i) => idOf(people - 1 - i)))
  expect(first.total).toBe(people)
  const second = searchDossiers(populated, { by: 'all' }, { ...both, after: first.rows.at(-1)!.id })
  expect(second.rows[0]?.id).toBe(idOf(people - 8))
  expect(searchDossiers(populated, { by: 'all' }, { ...page, states: ['at_agency'] }).total).toBe(people * 2 / 5)
})

test('first digits find national IDs and mobiles that begin so, and no others', () => {
  const found = searchDossiers(populated, { by: 'digits', digits: '174000299' }, page)
  expect(found.rows.map((row) => row.person.nationalId)).toEqual(Array.from({ length: 10 }, (_, i) => personRow(2999 - i).nationalId))
  expect(searchDossiers(populated, { by: 'digits', digits: '09160002' }, { ...page, limit: 1 }).total).toBe(1000)
})
