import { expect, test } from 'vitest'
import { transact } from '../transact'
import { createDb, queryPlan } from '../testing/memory-db'
import { idOf, insertDraft, insertPlaces } from '../testing/dossier-rows'
import { complaintsSql, insertComplaint, listComplaints } from './complaint-repo'
import { answerEnquiry, enquiriesSql, insertEnquiry, listEnquiries, type EnquiryPage } from './enquiry-repo'

const page: EnquiryPage = { state: null, service: null, dossierId: null, after: null, limit: 25 }

/** Two thousand questions and complaints, one in ten still open, one in three about aid, with an office's statistics. */
const populated = (() => {
  const db = createDb()
  transact(db, () => {
    insertPlaces(db)
    for (let n = 0; n < 50; n += 1) insertDraft(db, n)
    for (let n = 0; n < 2000; n += 1) {
      const aid = n % 3 === 0
      const dossierId = aid ? null : idOf(n % 50)
      insertEnquiry(db, { id: idOf(n), service: aid ? 'aid' : 'home_business', dossierId, asker: 'ن', contact: null, channel: 'phone', question: 'پ', askedBy: 'c', askedAt: '' })
      if (n % 10 > 0) answerEnquiry(db, idOf(n), 1, { answer: 'ج', answeredBy: 'e', answeredAt: '' })
      insertComplaint(db, { id: idOf(n), service: aid ? 'aid' : 'home_business', dossierId, number: `N-${n}`, on: '2026-11-21', subject: 'م', evidence: null, recordedBy: 'c' })
    }
  })
  db.exec('ANALYZE')
  return db
})()

test.each<[string, Partial<EnquiryPage>, RegExp]>([
  ['all', {}, /SEARCH e USING INDEX sqlite_autoindex_enquiries_1 \(id[<>]\?\)/],
  ['open', { state: 'open' }, /enquiries_by_state \(state=\? AND id>\?\)/],
  ['answered', { state: 'answered' }, /enquiries_by_state \(state=\? AND id<\?\)/],
  ['open about aid', { state: 'open', service: 'aid' }, /enquiries_by_service_state \(service=\? AND state=\? AND id>\?\)/],
  ['about aid', { service: 'aid' }, /enquiries_by_service \(service=\? AND id<\?\)/],
  ['of a dossier', { dossierId: idOf(7), state: 'answered' }, /enquiries_by_dossier \(dossier_id=\? AND id<\?\)/],
])('a page of questions goes by its index and sorts nothing: %s', (_what, filter, wanted) => {
  const { sql, values } = enquiriesSql({ ...page, ...filter })
  const plan = queryPlan(populated, sql, ...values)
  expect(plan).toMatch(wanted)
  expect(plan).not.toMatch(/SCAN e|TEMP B-TREE/)
})

test('complaints go the same way', () => {
  const { sql, values } = complaintsSql({ ...page, state: 'open' })
  expect(queryPlan(populated, sql, ...values)).toMatch(/complaints_by_state \(state=\? AND id>\?\)/)
  expect(listComplaints(populated, { ...page, state: 'answered' })).toEqual([])
})

test('pages follow one another without a gap or a row twice: open ones oldest first, all newest first', () => {
  const walk = (filter: Partial<EnquiryPage>): string[] => {
    const seen: string[] = []
    for (let after: string | null = null; ;) {
      const rows = listEnquiries(populated, { ...page, ...filter, after })
      seen.push(...rows.map((row) => row.id))
      if (rows.length < page.limit) return seen
      after = rows.at(-1)!.id
    }
  }
  expect(walk({ state: 'open' })).toEqual(Array.from({ length: 200 }, (_, i) => idOf(i * 10)))
  expect(walk({})).toEqual(Array.from({ length: 2000 }, (_, i) => idOf(1999 - i)))
  expect(walk({ dossierId: idOf(7) })).toHaveLength(Array.from({ length: 2000 }, (_, n) => n).filter((n) => n % 50 === 7 && n % 3 > 0).length)
})
