import { beforeEach, expect, test } from 'vitest'
import { allotNumber } from '#main/ledger/index'
import { transact } from '#db/transact'
import { voidSpoiled } from './daily-steps'
import { permitHandlers } from './permit-handlers'
import { createPermitOffice, isoOf, now, type PermitOffice } from './testing/permit-office'

let office: PermitOffice
beforeEach(() => {
  office = createPermitOffice()
})
const voided = (): unknown[] =>
  office.db.prepare<[], string>("SELECT payload FROM ledger_entries WHERE kind = 'number.void' ORDER BY seq").pluck().all().map((payload) => JSON.parse(payload) as unknown)

test('domain model §10: the number of a draft whose dossier is refused is void with its reason, and is never given out again', () => {
  const dossier = office.ready(1)
  const [frozen] = office.freeze([dossier.id])
  const kept = office.freeze([office.ready(2).id])[0]!
  expect(voidSpoiled(office.as('director'))).toBe(0)
  now(permitHandlers.returnToExpert(office.as('director'), { dossierId: dossier.id, version: dossier.version, reason: 'محل را ببینید' }))
  const again = office.submit(dossier.id, { refuse: ['محل کار مناسب نیست'] })
  now(permitHandlers.refuse(office.as('director'), { dossierId: again.id, version: again.version, note: '' }))
  expect(voidSpoiled(office.as('director'))).toBe(1)
  expect(voided()).toEqual([{ no: frozen!.no, reason: 'dossier_ended' }])
  expect(voidSpoiled(office.as('director')), 'once').toBe(0)
  const next = transact(office.db, (db) => allotNumber(db, 'P', '0600', office.clock.today()))
  expect([frozen!.no, kept.no, next].map((no) => no.slice(15, 20))).toEqual(['00001', '00002', '00003'])
})

test('domain model §10: a draft that waited over Nowruz gets a number of the new year; the old one is void', () => {
  const dossier = office.ready(1)
  const [old] = office.freeze([dossier.id])
  office.clock.set(`${isoOf('1406/01/02')}T06:00:00Z`)
  const [fresh] = office.freeze([dossier.id])
  expect([old!.no.slice(7, 11), fresh!.no.slice(7, 11)]).toEqual(['1405', '1406'])
  expect(voided()).toEqual([{ no: old!.no, reason: 'year_over' }])
})
