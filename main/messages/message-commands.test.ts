import { expect, test } from 'vitest'
import { messageHandlers } from './index'
import { applyMessageResult } from './apply-result'
import { insertContact } from '#db/enquiries/contact-repo'
import { insertDeath } from '#db/dossiers/casework-repo'
import { insertDraft, insertPlaces, personRow } from '#db/testing/dossier-rows'
import { transact } from '#db/transact'
import { createOffice, dossierId, otherDossier, type MessageOffice } from './testing/message-office'

const failLast = (office: MessageOffice, reason = ''): void => {
  const { id, op_id: send } = office.db.prepare<[], { id: string; op_id: string }>('SELECT id, op_id FROM messages ORDER BY id DESC LIMIT 1').get()!
  transact(office.db, () => {
    applyMessageResult(office.as('system'), { message_id: id, send, outcome: 'failed', unreachable: true, reason, at: '2026-11-21T07:00:00.000Z' })
  })
}
const list = async (office: MessageOffice, over: object = {}, role: 'clerk' | 'auditor' = 'clerk') =>
  messageHandlers.list(office.as(role), { dossierId: null, state: null, after: null, limit: 50, ...over })

test('M04: a failed message goes out again as a new operation of the same message, and only a failed one', async () => {
  const office = createOffice()
  const told = office.tell('dossier.filed', { date: '2026-12-01' })
  expect(() => messageHandlers.retry(office.as('clerk'), { id: told.id, version: 1 })).toThrow(expect.objectContaining({ code: 'MESSAGE_STATE' }) as Error)
  failLast(office)
  const [failed] = office.of()
  expect(failed).toMatchObject({ state: 'failed', note: 'number_unreachable' })
  expect(() => messageHandlers.retry(office.as('clerk'), { id: told.id, version: 1 })).toThrow(expect.objectContaining({ name: 'RowStale' }) as Error)
  expect(await messageHandlers.retry(office.as('clerk'), { id: told.id, version: failed!.version })).toMatchObject({ state: 'queued', tries: 2, note: null, sms: told.sms })
  expect(office.payloads('message.send').map(({ message_id, attempt }) => [message_id, attempt])).toEqual([[told.id, 1], [told.id, 2]])
  expect(() => messageHandlers.retry(office.as('clerk'), { id: otherDossier(), version: 1 })).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }) as Error)
})

test('M05: a queued or failed message is cancelled with its reason; a cancelled one stays so, whatever is reported later', async () => {
  const office = createOffice()
  const told = office.tell('dossier.at_agency')
  expect(await messageHandlers.cancel(office.as('clerk'), { id: told.id, version: 1, reason: 'wrong_number' })).toMatchObject({ state: 'cancelled', note: 'wrong_number' })
  expect(() => messageHandlers.cancel(office.as('clerk'), { id: told.id, version: 2, reason: 'wrong_number' })).toThrow(expect.objectContaining({ code: 'MESSAGE_STATE' }) as Error)
  failLast(office)
  expect(office.of()[0]).toMatchObject({ state: 'cancelled' })
  expect(office.kinds()).toEqual(['message.send', 'message.cancel'])
})

test('what was handed over can’t be called back', () => {
  const office = createOffice()
  const told = office.tell('dossier.at_agency')
  office.db.prepare("UPDATE deliveries SET state = 'acknowledged', receipt = json_object('at', '2026-11-21T07:00:00.000Z')").run()
  expect(() => messageHandlers.cancel(office.as('clerk'), { id: told.id, version: 1, reason: 'not_needed' })).toThrow(expect.objectContaining({ code: 'MESSAGE_STATE' }) as Error)
})

test('S0-12: the list shows failed ones first, then those withheld, then the newest, page by page without a gap', async () => {
  const office = createOffice()
  for (let i = 0; i < 7; i += 1) {
    office.tell('dossier.at_agency', {}, { dossierId: otherDossier(), mobile: i === 2 ? '' : '09161234567' })
    if (i === 1 || i === 4) failLast(office)
  }
  const whole = await list(office)
  expect(whole.items.map(({ state }) => state)).toEqual(['failed', 'failed', 'withheld', 'queued', 'queued', 'queued', 'queued'])
  expect(whole.waiting).toEqual({ queued: 4, failed: 2, withheld: 1 })
  const paged: string[] = []
  for (let after: string | null = null, more = true; more;) {
    const page: Awaited<ReturnType<typeof list>> = await list(office, { after, limit: 2 })
    paged.push(...page.items.map(({ id }) => id))
    after = page.next
    more = after !== null
  }
  expect(paged).toEqual(whole.items.map(({ id }) => id))
  expect((await list(office, { state: 'queued', limit: 3 })).items).toHaveLength(3)
})

test('S3-12: the messages of one dossier stand in their order; an auditor sees that they went, not to which number', async () => {
  const office = createOffice()
  office.tell('dossier.filed', { date: '2026-12-01' })
  office.tell('dossier.at_agency', {}, { dossierId: otherDossier() })
  office.tell('dossier.correction', { why: 'عکس' })
  expect((await list(office, { dossierId })).items.map(({ kind }) => kind)).toEqual(['stage', 'correction'])
  expect((await list(office, { dossierId, after: `2:${office.of()[0]!.id}` })).items.map(({ kind }) => kind)).toEqual(['correction'])
  expect((await list(office, { dossierId }, 'auditor')).items[0]!.mobile).toBe('0916•••4567')
})

test('S3-14: with a repeated message stands the phone of the county’s expert, the county’s own before the province’s', async () => {
  const office = createOffice()
  insertPlaces(office.db)
  const id = insertDraft(office.db, 1)
  const contact = { hours: '', post: 'کارشناس' }
  insertContact(office.db, otherDossier(), { ...contact, countyCode: null, name: 'دفتر استان', phone: '06133360000' })
  insertContact(office.db, otherDossier(), { ...contact, countyCode: '0603', name: 'کارشناس اهواز', phone: '06133361111' })
  office.tell('dossier.correction', { why: 'عکس' }, { dossierId: id })
  expect((await list(office, { dossierId: id })).contacts).toEqual([])
  office.tell('dossier.correction', { why: 'عکس' }, { dossierId: id })
  const { items, contacts } = await list(office, { dossierId: id })
  expect([items[1]!.sameAs, contacts.map(({ name, phone }) => [name, phone])])
    .toEqual([items[0]!.id, [['کارشناس اهواز', '06133361111'], ['دفتر استان', '06133360000']]])
})

test('S0-12: a message withheld for want of a mobile goes out as soon as the dossier has one', async () => {
  const office = createOffice()
  insertPlaces(office.db)
  const id = insertDraft(office.db, 1)
  const told = office.tell('dossier.at_agency', {}, { dossierId: id, mobile: '' })
  expect(await messageHandlers.retry(office.as('clerk'), { id: told.id, version: told.version })).toMatchObject({ state: 'queued', tries: 1, mobile: '09160000001' })
  insertDeath(office.db, personRow(1).nationalId, { on: '2026-11-20', source: 'document', reference: '' }, '2026-11-21T06:00:00.000Z', 'expert')
  const dead = office.tell('dossier.at_agency', {}, { dossierId: id })
  expect(() => messageHandlers.retry(office.as('clerk'), { id: dead.id, version: dead.version })).toThrow(expect.objectContaining({ code: 'MESSAGE_STATE' }) as Error)
})
