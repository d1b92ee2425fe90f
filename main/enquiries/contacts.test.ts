import { expect, test } from 'vitest'
import { contract } from '#contract'
import { Fault } from '#main/app/fault'
import { RowStale } from '#db/faults'
import { createLoanOffice } from '#db/testing/loan-office'
import { contacts, contactsOf, removeContact, saveContact } from './contacts'

const expertOf = (countyCode: string | null, phone: string) => ({ id: null, version: null, countyCode, name: 'سمیه ظهیری', post: 'کارشناس مشاغل خانگی', phone, hours: '۸ تا ۱۴' })

test('S0-26, S3-14: a county\'s own experts come first, the provincial office after them, other counties not at all', () => {
  const office = createLoanOffice()
  const manager = office.as('system_manager')
  saveContact(manager, expertOf(null, '061-33360000'))
  saveContact(manager, expertOf('0603', '061-33361234'))
  saveContact(manager, expertOf('0608', '061-42220000'))
  expect(contactsOf(office.db, '0603').map((row) => [row.countyTitle, row.phone])).toEqual([['اهواز', '061-33361234'], [null, '061-33360000']])
  expect(contacts(office.as('it'), { countyCode: null }).items).toHaveLength(3)
})

test('a contact is changed and ended by version, and the same phone stands once in a county', () => {
  const office = createLoanOffice()
  const manager = office.as('system_manager')
  const first = saveContact(manager, expertOf('0603', '061-33361234'))
  expect(() => saveContact(manager, expertOf('0603', '061-33361234'))).toThrow(new Fault('CONTACT_EXISTS'))
  expect(saveContact(manager, { ...first, hours: '۹ تا ۱۳' })).toMatchObject({ version: 2, hours: '۹ تا ۱۳' })
  expect(() => saveContact(manager, { ...first, hours: 'دیر' })).toThrow(RowStale)
  removeContact(manager, { id: first.id, version: 2 })
  expect(contactsOf(office.db, '0603')).toEqual([])
  expect(saveContact(manager, expertOf('0603', '061-33361234')).id).not.toBe(first.id)
  expect(() => saveContact(manager, expertOf('0699', '061-33361234'))).toThrow('INPUT_INVALID')
  expect(contract.enquiries.saveContact.input.safeParse(expertOf('0603', 'زنگ بزنید')).error?.issues[0]?.message).toBe('PHONE_INVALID')
})
