import { expect, test } from 'vitest'
import { contract } from '#contract'
import { Fault } from '#main/app/fault'
import { insertDeath } from '#db/dossiers/casework-repo'
import { insertAgreement, listAgreements } from '#db/catalogues/agreement-repo'
import { enquiryHandlers } from '#main/enquiries/index'
import { announceVisit } from './announce-visit'
import { counts, median } from './counts'
import { bothWritings, desk, guide } from './guidance'
import { lookUp } from './look-up'
import { createAidOffice, head, otherHead } from './testing/aid-office'

const visit = { nationalId: head, reason: 'نیاز به مدرک تازه', place: 'اداره اهواز', on: '2026-10-25' }
const publish = (office: ReturnType<typeof createAidOffice>, over: object): void => {
  const [newest] = listAgreements(office.db, 'aid')
  insertAgreement(office.db, {
    service: 'aid', version: (newest?.version ?? 0) + 1, text: 'متن تازه', from: '2026-10-23', closesOn: null, closingLaw: '', publishedAt: '', publishedBy: 'm', ...over,
  })
}

test('S2-07: guidance is recorded as topic, text and clerk; who asked is neither taken nor kept', () => {
  const office = createAidOffice()
  expect(guide(office.as('clerk'), { topic: 'status' })).toMatchObject({ topic: 'status', on: '2026-10-23' })
  expect(Object.keys(office.rowsOf('aid_guidance')[0]!)).toEqual(['id', 'on_day', 'topic', 'text_version', 'clerk'])
  expect(office.payloadsOf('aid.guide')).toEqual([{ on: '2026-10-23', topic: 'status', text_version: 1 }])
  expect(contract.livelihood.guide.input.safeParse({ topic: 'status', nationalId: head }).success).toBe(false)
  expect(desk(office.as('clerk')).givenToday).toBe(1)
})

test('S2-07, S2-14: the number stands in both writings, from the settings', () => {
  expect(desk(createAidOffice().as('clerk'))).toMatchObject({ portalUrl: 'hemayat.mcls.gov.ir', complaintUrl: 'zrm.mcls.gov.ir', enquiryPhones: ['0216369', '6369'] })
  expect([bothWritings('6369'), bothWritings('061-33361234'), bothWritings('')]).toEqual([['6369'], ['06133361234', '33361234'], []])
})

test('S2-11: a needed visit is told by a message where the centre gave a mobile, by a notice where it gave none', () => {
  const office = createAidOffice()
  office.centreTells()
  office.centreTells({ national_id: otherHead, mobile: null }, 'aid-2')
  expect(announceVisit(office.as('clerk'), visit)).toMatchObject({ told: 'message', place: 'اداره اهواز' })
  expect(office.rowsOf('messages')).toMatchObject([{ dossier_id: 'aid-1', mobile: '09161234567', key: 'dossier.visit_needed', state: 'queued' }])
  expect(announceVisit(office.as('clerk'), { ...visit, nationalId: otherHead })).toMatchObject({ told: 'notice' })
  expect(office.rowsOf('messages')).toHaveLength(1)
  expect(office.payloadsOf('aid.announceVisit')).toMatchObject([{ told: 'message' }, { told: 'notice' }])
  expect(lookUp(office.as('clerk'), { nationalId: head }).found?.visits).toMatchObject([{ reason: 'نیاز به مدرک تازه', told: 'message' }])
})

test('S2-11: no other stage of aid promises or sends a message', () => {
  const office = createAidOffice()
  for (const [n, eligible] of (['pending', 'no', 'yes'] as const).entries()) office.centreTells({ eligible, as_of: `2026-10-2${n}T06:00:00.000Z` })
  guide(office.as('clerk'), { topic: 'delay' })
  expect(office.rowsOf('messages')).toEqual([])
})

test('a visit for a stranger, on a past day, is refused before anything is written', () => {
  const office = createAidOffice()
  expect(() => announceVisit(office.as('clerk'), visit)).toThrow(new Fault('AID_UNKNOWN'))
  office.centreTells()
  expect(() => announceVisit(office.as('clerk'), { ...visit, on: '2026-10-22' })).toThrow('INPUT_INVALID')
  expect(announceVisit(office.as('clerk'), { ...visit, on: '2026-10-23' }).on).toBe('2026-10-23')
  expect(office.rowsOf('aid_visits')).toHaveLength(1)
})

test('S2-13: a death closes the case: it is shown as closed and nothing more is announced', () => {
  const office = createAidOffice()
  office.centreTells({ died_on: '2026-10-18' })
  expect(lookUp(office.as('clerk'), { nationalId: head }).found?.closedOn).toBe('2026-10-18')
  expect(() => announceVisit(office.as('clerk'), visit)).toThrow(new Fault('AID_CLOSED'))
  expect([...office.rowsOf('aid_visits'), ...office.rowsOf('messages')]).toEqual([])
})

test('S2-13: a death that this office recorded closes the case too', () => {
  const office = createAidOffice()
  office.centreTells()
  insertDeath(office.db, head, { on: '2026-10-22', source: 'document', reference: 'گواهی ۱۲' }, '2026-10-23T06:00:00Z', 'expert')
  expect(lookUp(office.as('clerk'), { nationalId: head }).found?.closedOn).toBe('2026-10-22')
  expect(() => announceVisit(office.as('clerk'), visit)).toThrow(new Fault('AID_CLOSED'))
})

test('S2-17: guidance carries the version of the text in force on its day', () => {
  const office = createAidOffice()
  publish(office, { from: '2026-10-24' })
  expect(guide(office.as('clerk'), { topic: 'delay' }).textVersion).toBe(1)
  office.clock.set('2026-10-24T06:00:00Z')
  expect(guide(office.as('clerk'), { topic: 'delay' }).textVersion).toBe(2)
  expect(desk(office.as('clerk'))).toMatchObject({ textVersion: 2, textFrom: '2026-10-24', open: true })
})

test('S2-18: once a law has ended the service nobody is sent to file; what is known can still be looked up', () => {
  const office = createAidOffice()
  office.centreTells()
  publish(office, { closesOn: '2026-10-25', closingLaw: 'قانون تازه' })
  expect(guide(office.as('clerk'), { topic: 'file' }).on).toBe('2026-10-23')
  office.clock.set('2026-10-25T06:00:00Z')
  expect(desk(office.as('clerk')).open).toBe(false)
  expect(() => guide(office.as('clerk'), { topic: 'file' })).toThrow(new Fault('AID_SERVICE_CLOSED'))
  expect(guide(office.as('clerk'), { topic: 'objection' }).topic).toBe('objection')
  expect(lookUp(office.as('clerk'), { nationalId: head }).found?.eligible).toBe('yes')
})

test('S2-05: aid is counted apart: permits and their enquiries are not in its figures, its own are', async () => {
  const office = createAidOffice()
  office.issuePermit({ nationalId: otherHead, issuedOn: '2026-10-20' })
  office.centreTells()
  office.centreTells({ national_id: otherHead, standing: 'recipient', eligible: 'pending', result_told_on: null, died_on: '2026-09-01', objection: { no: '۹', on: '2026-10-02', state: 'filed' } }, 'aid-2')
  const about = (service: 'aid' | 'home_business') => enquiryHandlers.ask(office.as('clerk'), { service, dossierId: null, asker: 'نرگس', contact: null, channel: 'phone', question: 'چه شد؟' })
  await about('home_business')
  await about('aid')
  const asked = await about('aid')
  guide(office.as('clerk'), { topic: 'file' })
  announceVisit(office.as('clerk'), visit)
  office.clock.set('2026-10-26T07:00:00Z')
  await enquiryHandlers.answer(office.as('expert'), { id: asked.id, version: 1, answer: 'در درگاه ببینید.' })
  expect(counts(office.as('director'), { from: null, to: null })).toEqual({
    from: '0000-01-01', to: '2026-10-26',
    cases: { total: 2, applicant: 1, recipient: 1, eligible: 1, notEligible: 0, pending: 1, objections: 1, closed: 1 },
    results: { told: 1, medianDays: 10 }, guidance: [{ topic: 'file', given: 1 }], visits: { message: 1, notice: 0 },
    enquiries: { open: 1, answered: 1, medianDays: 3 }, complaints: { open: 0, answered: 0 },
  })
  expect(counts(office.as('director'), { from: '2026-10-27', to: '2026-10-28' })).toMatchObject({
    results: { told: 0, medianDays: null }, guidance: [], visits: { message: 0, notice: 0 }, enquiries: { answered: 0, medianDays: null },
  })
  expect(() => counts(office.as('director'), { from: '2026-10-28', to: '2026-10-27' })).toThrow('INPUT_INVALID')
})

test('the median of an even number of days is the middle of the two middle ones', () => {
  expect([median([]), median([3]), median([9, 1]), median([7, 1, 4])]).toEqual([null, 3, 5, 4])
})
