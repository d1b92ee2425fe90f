import { expect, test } from 'vitest'
import { tellApplicant, cancelMessagesOf } from './index'
import { insertDeath } from '#db/dossiers/casework-repo'
import { insertDraft, insertPlaces, personRow } from '#db/testing/dossier-rows'
import { transact } from '#db/transact'
import { createOffice, dossierId, otherDossier, trackingCode } from './testing/message-office'

test('S0-12: a message is written with its frozen text, its parts and the operation that sends it, in the caller’s transaction', () => {
  const office = createOffice()
  const told = office.tell('dossier.at_agency')
  expect(told).toMatchObject({
    state: 'queued', gateway: 'registry', kind: 'stage', tries: 1, parts: 1, templateVersion: 1, mobile: '09161234567', sameAs: null, note: null,
    sms: 'پرونده T۰۶۰۳۰۵۰۲۰۰۱۲۳۵ برای بررسی به دستگاه اجرایی رفت.',
  })
  expect(office.payloads('message.send')).toEqual([{
    message_id: told.id, dossier_id: dossierId, tracking_code: trackingCode, key: 'dossier.at_agency', template_version: 1, kind: 'stage',
    mobile: '09161234567', sms: told.sms, text: told.text, sms_by: 'registry', attempt: 1, same_as: null,
  }])
  expect(office.db.prepare('SELECT stream, state FROM deliveries').all()).toEqual([{ stream: 'messages', state: 'queued' }])
})

test('S0-12: a change that is rolled back tells nobody, and no message is written outside one', () => {
  const office = createOffice()
  const to = { dossierId, trackingCode, mobile: '09161234567' }
  expect(() => transact(office.db, () => {
    tellApplicant(office.as('clerk'), to, 'dossier.at_agency')
    throw new Error('the change failed')
  })).toThrow('the change failed')
  expect([office.of(), office.kinds()]).toEqual([[], []])
  expect(() => { tellApplicant(office.as('clerk'), to, 'dossier.at_agency') }).toThrow('with the change')
})

test('S0-23: a visit that is needed is told with place, day and subject, as a kind of its own', () => {
  const told = createOffice().tell('dossier.visit_needed', { place: 'اداره اهواز', date: '2026-12-01', why: 'امضای فرم' })
  expect(told).toMatchObject({ kind: 'visit', state: 'queued', sms: 'مراجعه لازم است: اداره اهواز، ۱۴۰۵/۰۹/۱۰. موضوع: امضای فرم' })
})

test('S0-23: a visit is never silent: without a mobile it stands as a note for a person, and no operation is queued', () => {
  const office = createOffice()
  for (const mobile of ['', '02188']) {
    expect(office.tell('dossier.visit_needed', { place: 'اداره', date: '2026-12-01', why: 'فرم' }, { mobile }))
      .toMatchObject({ state: 'withheld', note: 'mobile_missing', tries: 0, text: expect.stringContaining('مراجعه لازم است') as string })
  }
  expect(office.kinds()).toEqual(['message.withhold', 'message.withhold'])
  expect(office.db.prepare('SELECT count(*) FROM deliveries').pluck().get()).toBe(0)
})

test('S2-11: the same words tell of a visit in a case of livelihood aid, which is no dossier', () => {
  const office = createOffice()
  const aidCase = otherDossier()
  office.tell('dossier.visit_needed', { place: 'اداره رفاه', date: '2026-12-01', why: 'بررسی وضع' }, { dossierId: aidCase, trackingCode: '' })
  expect(office.of(aidCase)).toMatchObject([{ kind: 'visit', sms: 'مراجعه لازم است: اداره رفاه، ۱۴۰۵/۰۹/۱۰. موضوع: بررسی وضع' }])
})

test('S0-25: nothing goes to the dead; what was not out yet is cancelled with the record', () => {
  const office = createOffice()
  insertPlaces(office.db)
  const to = { dossierId: insertDraft(office.db, 1) }
  const queued = office.tell('dossier.at_agency', {}, to)
  transact(office.db, () => {
    insertDeath(office.db, personRow(1).nationalId, { on: '2026-11-20', source: 'document', reference: '' }, '2026-11-21T06:00:00.000Z', 'expert')
    cancelMessagesOf(office.as('expert'), to.dossierId, 'person_died')
  })
  const late = office.tell('dossier.expert_review', {}, to)
  expect(office.of(to.dossierId).map(({ state, note }) => [state, note])).toEqual([['cancelled', 'person_died'], ['withheld', 'person_dead']])
  expect(late.tries).toBe(0)
  expect(office.payloads('message.cancel')).toMatchObject([{ message_id: queued.id, reason: 'person_died' }])
})

test('S3-14: the same text to the same dossier again is marked as a repetition of the one before; to another it is not', () => {
  const office = createOffice()
  const first = office.tell('dossier.correction', { why: 'عکس تار است' })
  const other = office.tell('dossier.correction', { why: 'نشانی ناقص است' })
  const second = office.tell('dossier.correction', { why: 'عکس تار است' })
  const elsewhere = office.tell('dossier.correction', { why: 'عکس تار است' }, { dossierId: otherDossier() })
  expect([first, other, second, elsewhere].map(({ sameAs }) => sameAs)).toEqual([null, null, first.id, null])
})

test('S3-14: two reasons that differ only where the SMS is cut are two messages', () => {
  const office = createOffice()
  const long = 'اصل شناسنامه و کارت ملی و کارت پایان خدمت و سند '
  const first = office.tell('dossier.documents', { why: `${long}ملک` })
  const second = office.tell('dossier.documents', { why: `${long}اجاره` })
  expect([first.sms === second.sms, second.sameAs]).toEqual([true, null])
})
