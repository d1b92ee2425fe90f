import { expect, test } from 'vitest'
import { operationNames } from '#contract'
import { Fault } from '#main/app/fault'
import { createLoanOffice } from '#db/testing/loan-office'
import { answerComplaint, complaints, recordComplaint } from './complaints'

const page = { state: null, service: null, dossierId: null, after: null, limit: 50 } as const
const complaint = { service: 'home_business', dossierId: null, number: 'ZRM-1405-77', on: '2026-10-20', subject: 'پس از ۱۴ روز پاسخی نیامد', evidence: null } as const
const faulty = (field: string, reason: string): Error => expect.objectContaining({ code: 'INPUT_INVALID', fields: [{ field, reason }] }) as Error

test('S0-27: the register keeps the portal\'s number, day and subject, then its result; nothing is filed from here', () => {
  const office = createLoanOffice()
  const { dossierId } = office.issuePermit({ nationalId: '1741960013', issuedOn: '2026-10-01' })
  const recorded = recordComplaint(office.as('clerk', 'zahra'), { ...complaint, dossierId })
  expect(recorded).toMatchObject({ number: 'ZRM-1405-77', on: '2026-10-20', state: 'open', recordedBy: 'zahra', result: null })
  expect(answerComplaint(office.as('expert'), { id: recorded.id, version: 1, result: 'وارد است؛ جبران شد.', resultOn: '2026-10-23' })).toMatchObject({ state: 'answered', resultOn: '2026-10-23' })
  expect(complaints(office.as('auditor'), { ...page, dossierId })).toMatchObject({ items: [{ result: 'وارد است؛ جبران شد.' }], open: 0 })
  expect(operationNames.filter((name) => /complain/i.test(name))).toEqual(['enquiries.recordComplaint', 'enquiries.answerComplaint', 'enquiries.complaints'])
})

test('S2-15: complaints about aid lie in the same register and are told apart; aid has no day count', () => {
  const office = createLoanOffice()
  recordComplaint(office.as('clerk'), complaint)
  const aid = recordComplaint(office.as('clerk'), { ...complaint, service: 'aid', number: 'ZRM-1405-78' })
  expect(complaints(office.as('expert'), { ...page, service: 'aid' }).items).toEqual([aid])
  const streams = office.db.prepare("SELECT d.stream FROM ledger_entries e LEFT JOIN deliveries d USING (op_id) WHERE kind = 'complaint.record' ORDER BY e.seq").pluck().all()
  expect(streams).toEqual(['dossiers', null])
  expect(office.db.prepare("SELECT count(*) FROM pragma_table_info('aid_cases') WHERE name LIKE '%due%' OR name LIKE '%deadline%'").pluck().get()).toBe(0)
})

test('the same number twice, a day ahead and evidence of nobody are refused', () => {
  const office = createLoanOffice()
  const { id } = recordComplaint(office.as('clerk'), complaint)
  expect(() => recordComplaint(office.as('clerk'), complaint)).toThrow(new Fault('COMPLAINT_EXISTS'))
  expect(() => recordComplaint(office.as('clerk'), { ...complaint, number: '2', on: '2026-10-24' })).toThrow(faulty('on', 'DATE_IN_FUTURE'))
  expect(() => recordComplaint(office.as('clerk'), { ...complaint, number: '2', evidence: 'A'.repeat(43) })).toThrow(faulty('evidence', 'EVIDENCE_UNKNOWN'))
  const result = { id, version: 1, result: 'رد شد' }
  expect(() => answerComplaint(office.as('expert'), { ...result, resultOn: '2026-10-24' })).toThrow(faulty('resultOn', 'DATE_IN_FUTURE'))
  expect(() => answerComplaint(office.as('expert'), { ...result, resultOn: '2026-10-19' })).toThrow(faulty('resultOn', 'DATE_BEFORE_START'))
  answerComplaint(office.as('expert'), { ...result, resultOn: '2026-10-20' })
  expect(() => answerComplaint(office.as('expert'), { ...result, version: 2, resultOn: '2026-10-21' })).toThrow(new Fault('COMPLAINT_STATE'))
  expect(complaints(office.as('expert'), page).items).toHaveLength(1)
})
