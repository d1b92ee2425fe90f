import { expect, test } from 'vitest'
import { insertComplaint } from '../enquiries/complaint-repo'
import { contactsOfCounty, insertContact } from '../enquiries/contact-repo'
import { answerEnquiry, insertEnquiry, listEnquiries } from '../enquiries/enquiry-repo'
import { RowStale } from '../faults'
import { schemaVersion } from '../migrate'
import { createDb, updateToVersion } from '../testing/memory-db'
import { idOf, insertDraft, insertPlaces } from '../testing/dossier-rows'

const question = (n: number, over: object = {}) => ({
  id: idOf(n), service: 'home_business', dossierId: null, asker: 'نرگس دیناروند', contact: null, channel: 'phone', question: 'پرونده کجاست؟',
  askedBy: 'clerk', askedAt: '2026-11-21T06:00:00.000Z', ...over,
} as const)
const contact = { countyCode: '0603', name: 'سمیه ظهیری', post: 'کارشناس', phone: '061-33361234', hours: '' }
const page = { state: null, service: null, dossierId: null, after: null, limit: 10 }

test('0150 comes on top of an office with dossiers, and a question stands on one or on none', () => {
  const db = createDb(140)
  insertPlaces(db)
  insertDraft(db, 1)
  updateToVersion(db, 150)
  expect(schemaVersion(db)).toBe(150)
  insertEnquiry(db, question(1, { dossierId: idOf(1) }))
  insertEnquiry(db, question(2))
  expect(listEnquiries(db, page).map((row) => [row.id, row.trackingCode])).toEqual([[idOf(2), null], [idOf(1), 'T-1']])
})

test('what must never be is refused by the database itself', () => {
  const db = createDb(150)
  insertPlaces(db)
  insertDraft(db, 1)
  const refused = (work: () => void, why: string): void => { expect(work).toThrow(why) }
  refused(() => { insertEnquiry(db, question(1, { dossierId: idOf(9) })) }, 'FOREIGN KEY')
  refused(() => { insertEnquiry(db, question(1, { service: 'aid', dossierId: idOf(1) })) }, 'CHECK')
  insertEnquiry(db, question(1))
  refused(() => db.prepare("UPDATE enquiries SET state = 'answered'").run(), 'CHECK')
  answerEnquiry(db, idOf(1), 1, { answer: 'نزد دستگاه است.', answeredBy: 'expert', answeredAt: '' })
  expect(() => { answerEnquiry(db, idOf(1), 1, { answer: 'دوباره', answeredBy: 'expert', answeredAt: '' }) }).toThrow(RowStale)
  const complaint = { id: idOf(1), service: 'home_business', dossierId: null, number: '۹۹/۱', on: '2026-11-21', subject: 'دیرکرد', evidence: null, recordedBy: 'clerk' } as const
  insertComplaint(db, complaint)
  refused(() => { insertComplaint(db, { ...complaint, id: idOf(2) }) }, 'UNIQUE')
  insertContact(db, idOf(1), contact)
  refused(() => { insertContact(db, idOf(2), contact) }, 'UNIQUE')
  insertContact(db, idOf(3), { ...contact, countyCode: null })
  refused(() => { insertContact(db, idOf(4), { ...contact, countyCode: null }) }, 'UNIQUE')
  expect(contactsOfCounty(db, '0603').map((row) => row.countyTitle)).toEqual(['اهواز', null])
})
