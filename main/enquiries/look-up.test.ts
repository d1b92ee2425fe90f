import { expect, test } from 'vitest'
import { addDays } from '#contract/values/jalali'
import { moveDossier } from '#main/dossiers/index'
import { createCounter, type Counter } from '#main/dossiers/testing/counter'
import { filedOf } from '#main/dossiers/testing/submissions'
import { tellApplicant } from '#main/messages/index'
import { transact } from '#db/transact'
import { saveContact } from './contacts'
import { lookUp } from './look-up'

const filedOn = '2026-11-21'
const fa = (text: string): string => text.replace(/\d/g, (d) => '۰۱۲۳۴۵۶۷۸۹'[Number(d)]!)
const opened = async (): Promise<{ counter: Counter; id: string; code: string; find: (code: string) => ReturnType<typeof lookUp>['found'] }> => {
  const counter = createCounter()
  const id = await filedOf(counter)
  return { counter, id, code: counter.row(id).trackingCode, find: (code) => lookUp(counter.as('clerk'), { code }).found }
}

test('S3-13: the code is found in any digits, with or without letter and hyphens, provisional or central', async () => {
  const { counter, id, code, find } = await opened()
  counter.db.prepare("UPDATE dossiers SET central_code = 'MKH/98-417' WHERE id = ?").run(id)
  const bare = code.replaceAll(/\D/g, '')
  for (const typed of [code, fa(code), code.toLowerCase(), bare, fa(bare), `خ ${fa(bare)}`, ` ${code.slice(2)} `, 'MKH/98-417', 'MKH/۹۸-۴۱۷']) {
    expect(find(typed)?.dossierId, typed).toBe(id)
  }
})

test('S3-13: stage, filing day, day 10 and the due day are read out; the citizen\'s own look-up invites from day 10 on, the clerk may look before', async () => {
  const { counter, code, find } = await opened()
  expect(find(code)).toMatchObject({
    name: 'زهرا نمونه‌پور', state: 'at_agency', fieldTitle: 'خیاطی', agencyTitle: expect.any(String) as string, countyTitle: 'اهواز', complaintUrl: null,
    clock: { filedOn, lookUpOn: '2026-12-01', ownLookUpOpen: false, dueOn: '2026-12-05', daysLeft: 14, paused: false, late: false },
  })
  counter.setToday('2026-11-30')
  expect(find(code)?.clock?.ownLookUpOpen).toBe(false)
  counter.setToday('2026-12-01')
  expect(find(code)?.clock?.ownLookUpOpen).toBe(true)
})

test('S0-27, S3-13: the complaint address is shown only from the day after the fourteenth', async () => {
  const { counter, code, find } = await opened()
  counter.setToday('2026-12-05')
  expect(find(code)).toMatchObject({ complaintUrl: null, clock: { daysLeft: 0, late: false } })
  counter.setToday('2026-12-06')
  expect(find(code)).toMatchObject({ complaintUrl: 'zrm.mcls.gov.ir', clock: { daysLeft: -1, late: true } })
})

test('S3-12, S3-13: a standing clock has no due day, and what the applicant must bring is named', async () => {
  const { counter, id, code, find } = await opened()
  transact(counter.db, () => {
    moveDossier(counter.as('expert'), counter.row(id), 'dossiers.returnForCorrection', {
      kind: 'dossier.returnForCorrection', pause: { kind: 'documents', reason: 'نقص مدارک' },
      set: { returnTo: 'at_agency', returnReason: 'نقص مدارک', asked: JSON.stringify({ kind: 'documents', reason: 'نقص مدارک', items: [{ text: 'کارت بهداشت', answer: null }, { text: 'عکس', answer: 'داده شد' }] }) },
    })
  })
  counter.setToday(addDays(filedOn, 5))
  expect(find(code)).toMatchObject({ state: 'awaiting_correction', asked: ['کارت بهداشت'], returnReason: 'نقص مدارک', clock: { paused: true, dueOn: null } })
})

test('S3-14: messages are read newest first, a repeated one is marked, and the county\'s experts stand beside them', async () => {
  const { counter, id, code, find } = await opened()
  const { person } = counter.row(id)
  const tell = (why: string): void => transact(counter.db, () => {
    tellApplicant(counter.as('expert'), { dossierId: id, trackingCode: code, mobile: person.mobile }, 'dossier.documents', { why })
  })
  tell('عکس')
  tell('شناسنامه')
  tell('عکس')
  saveContact(counter.as('system_manager'), { id: null, version: null, countyCode: '0603', name: 'سمیه ظهیری', post: 'کارشناس', phone: '061-33361234', hours: '' })
  saveContact(counter.as('system_manager'), { id: null, version: null, countyCode: '0608', name: 'دیگری', post: 'کارشناس', phone: '061-42220000', hours: '' })
  const found = find(code)
  expect(found?.messages.slice(0, 3).map(({ text, repeated }) => [text.includes('عکس'), repeated])).toEqual([[true, true], [false, false], [true, false]])
  expect(found?.messages.length).toBeGreaterThan(3)
  expect(found?.contacts.map(({ phone }) => phone)).toEqual(['061-33361234'])
  expect(found).toMatchObject({ enquiryUrl: 'mkh.mcls.gov.ir' })
})

test('S3-13: no full national ID, mobile or address leaves the look-up', async () => {
  const { counter, id, code, find } = await opened()
  const { person } = counter.row(id)
  const answer = JSON.stringify(find(code))
  for (const secret of [person.nationalId, person.mobile, person.address, person.postalCode]) expect(answer).not.toContain(secret)
  expect(find(code)?.nationalIdMasked).toBe('174*****13')
})

test('only a code finds anybody: a wrong check digit is told, names and national IDs find nobody', async () => {
  const { counter, id, code, find } = await opened()
  const wrong = `${code.slice(0, -1)}${(Number(code.at(-1)) + 1) % 10}`
  expect(() => find(wrong)).toThrow(expect.objectContaining({ code: 'INPUT_INVALID', fields: [{ field: 'code', reason: 'TRACKING_CODE_CHECKSUM' }] }) as Error)
  for (const typed of ['زهرا نمونه‌پور', counter.row(id).person.nationalId, '09161234567', 'MKH/0', '   ']) expect(find(typed), typed).toBeNull()
})
