import { expect, test } from 'vitest'
import { contract } from '#contract'
import { RowStale } from '#db/faults'
import { createLoanOffice, type LoanOffice } from '#db/testing/loan-office'
import { answer, ask, close, list } from './questions'

const page = { state: null, service: null, dossierId: null, after: null, limit: 50 } as const
const question = { service: 'home_business', dossierId: null, asker: 'نرگس دیناروند', contact: '09161234567', channel: 'counter', question: 'پرونده‌ام کجاست؟' } as const
const withDossier = (): { office: LoanOffice; dossierId: string } => {
  const office = createLoanOffice()
  return { office, dossierId: office.issuePermit({ nationalId: '1741960013', issuedOn: '2026-10-01' }).dossierId }
}
const entries = ({ db }: LoanOffice, kind: string): { payload: Record<string, unknown>; stream: string | null }[] =>
  db.prepare<[string], { payload: string; stream: string | null }>('SELECT e.payload, d.stream FROM ledger_entries e LEFT JOIN deliveries d USING (op_id) WHERE kind = ? ORDER BY e.seq')
    .all(kind).map(({ payload, stream }) => ({ payload: JSON.parse(payload) as Record<string, unknown>, stream }))

test('S0-26: a question keeps who asked, through what, when and who wrote it down, with a dossier or without', () => {
  const { office, dossierId } = withDossier()
  const about = ask(office.as('clerk', 'zahra'), { ...question, dossierId })
  expect(about).toMatchObject({ state: 'open', asker: 'نرگس دیناروند', channel: 'counter', askedBy: 'zahra', askedAt: '2026-10-23T06:00:00.000Z', answer: null })
  expect(about.trackingCode).toMatch(/^T-/)
  expect(ask(office.as('clerk'), question).trackingCode).toBeNull()
  expect(list(office.as('expert'), { ...page, dossierId }).items).toEqual([about])
  expect(list(office.as('expert'), page)).toMatchObject({ open: 2, next: null })
  expect(entries(office, 'enquiry.ask')).toMatchObject([{ stream: 'dossiers', payload: { tracking_code: about.trackingCode, channel: 'counter' } }, { stream: 'dossiers' }])
})

test('S0-26: the answer to a dossier\'s question tells its applicant; without a dossier nobody is messaged', () => {
  const { office, dossierId } = withDossier()
  const about = ask(office.as('clerk'), { ...question, dossierId })
  const loose = ask(office.as('clerk'), question)
  const told = (): unknown[] => office.db.prepare('SELECT key, dossier_id FROM messages').all()
  answer(office.as('expert'), { id: loose.id, version: 1, answer: 'نزد دستگاه است.' })
  expect(told()).toEqual([])
  expect(answer(office.as('expert', 'somayeh'), { id: about.id, version: 1, answer: 'تا فردا امضا می‌شود.' })).toMatchObject({ state: 'answered', answeredBy: 'somayeh', version: 2 })
  expect(told()).toEqual([{ key: 'enquiry.answered', dossier_id: dossierId }])
})

test('open → answered → closed, and no other way', () => {
  const { office } = withDossier()
  const { id } = ask(office.as('clerk'), question)
  expect(() => close(office.as('clerk'), { id, version: 1 })).toThrow('ENQUIRY_STATE')
  expect(() => answer(office.as('expert'), { id, version: 9, answer: 'ج' })).toThrow(RowStale)
  answer(office.as('expert'), { id, version: 1, answer: 'جواب' })
  expect(() => answer(office.as('expert'), { id, version: 2, answer: 'باز هم' })).toThrow('ENQUIRY_STATE')
  expect(close(office.as('clerk'), { id, version: 2 }).state).toBe('closed')
  expect(() => close(office.as('clerk'), { id, version: 3 })).toThrow('ENQUIRY_STATE')
  expect(list(office.as('clerk'), page).open).toBe(0)
  expect(office.pushed.filter((event) => event === 'enquiry.changed')).toHaveLength(3)
})

test('S2-14: a question about aid goes into the same log, stays out of the dossiers\' stream and takes no dossier', () => {
  const { office, dossierId } = withDossier()
  const aid = ask(office.as('clerk'), { ...question, service: 'aid' })
  ask(office.as('clerk'), question)
  expect(list(office.as('expert'), { ...page, service: 'aid', state: 'open' })).toMatchObject({ items: [{ id: aid.id }], open: 1 })
  expect(entries(office, 'enquiry.ask').map(({ stream }) => stream)).toEqual([null, 'dossiers'])
  const parsed = contract.enquiries.ask.input.safeParse({ ...question, service: 'aid', dossierId })
  expect(parsed.error?.issues).toMatchObject([{ path: ['dossierId'], message: 'AID_HAS_NO_DOSSIER' }])
})

test('an unknown dossier is refused by its field, and nothing is kept', () => {
  const { office } = withDossier()
  const stranger = '019ab000-0000-7000-8000-000000000009'
  expect(() => ask(office.as('clerk'), { ...question, dossierId: stranger })).toThrow(expect.objectContaining({ code: 'INPUT_INVALID', fields: [{ field: 'dossierId', reason: 'DOSSIER_UNKNOWN' }] }) as Error)
  expect(list(office.as('clerk'), page).items).toEqual([])
})

test('an auditor reads the log without the asker\'s phone', () => {
  const { office } = withDossier()
  ask(office.as('clerk'), question)
  expect([list(office.as('auditor'), page), list(office.as('expert'), page)].map(({ items }) => items[0]?.contact)).toEqual(['*****67', '09161234567'])
})

test('pages follow each other by the last row', () => {
  const { office } = withDossier()
  const ids = Array.from({ length: 5 }, () => ask(office.as('clerk'), question).id)
  const first = list(office.as('clerk'), { ...page, state: 'open', limit: 2 })
  const second = list(office.as('clerk'), { ...page, state: 'open', limit: 2, after: first.next })
  expect([...first.items, ...second.items].map((item) => item.id)).toEqual(ids.slice(0, 4))
})
