import { expect, test } from 'vitest'
import { insertOpinion } from '../dossiers/decision-repo'
import { findDossier, markFiled, setDossierState } from '../dossiers/dossier-repo'
import { schemaVersion } from '../migrate'
import { createDb, updateToVersion } from '../testing/memory-db'
import { idOf, insertDraft, insertPlaces, personRow } from '../testing/dossier-rows'

test('0050 comes on top of an office with its catalogues', () => {
  const db = createDb(40)
  expect(() => findDossier(db, idOf(1))).toThrow('no such table')
  updateToVersion(db, 50)
  expect(schemaVersion(db)).toBe(50)
  expect(db.prepare('SELECT count(*) AS n FROM dossiers').get()).toEqual({ n: 0 })
})

test('what must never be is refused by the database itself', () => {
  const db = createDb()
  insertPlaces(db)
  insertDraft(db, 1)
  const refused = (work: () => void, why: string) => { expect(work).toThrow(why) }
  refused(() => insertDraft(db, 2, personRow(1)), 'UNIQUE')
  refused(() => setDossierState(db, idOf(1), 2, { state: 'at_agency' }), 'CHECK')
  refused(() => db.prepare("UPDATE dossiers SET state = 'forgotten'").run(), 'CHECK')
  refused(() => db.prepare("UPDATE dossiers SET county_code = '0699'").run(), 'FOREIGN KEY')
  refused(() => db.prepare("UPDATE persons SET national_id = '1'").run(), 'CHECK')
  markFiled(db, idOf(1), 2, { agencyCode: 'industry', filedOn: '2026-11-21', declarationVersion: 1 })
  refused(() => {
    insertOpinion(db, idOf(1), {
      round: 1, agencyCode: 'industry', purpose: 'permit', actor: 'agency_county', decision: 'approve', personalCompetence: true, technicalCompetence: true, conditionsMet: true, isTopOfficial: false,
      decidedOn: '2026-11-21', signerName: '', signerPost: '', source: 'letter', letterNo: null, letterOn: null, note: '',
    }, '')
  }, 'CHECK')
})
