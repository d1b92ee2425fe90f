import { expect, test } from 'vitest'
import { fillingOf } from './filling'
import { emptyPerson, fillEmpty, type PersonForm } from './intake-form'

const known: PersonForm = {
  ...emptyPerson(), nationalId: '0084575948', firstName: 'زینب', lastName: 'موسوی', gender: 'female', mobile: '09161234567', address: 'اهواز', governmentEmployee: 'yes',
}

test('S3-05: another national ID takes out what was filled in for the one before', () => {
  const form = { ...emptyPerson(), nationalId: known.nationalId }
  const filling = fillingOf(form, emptyPerson)
  filling.begin('A')
  filling.fill('A', fillEmpty(form, known))
  expect(form).toEqual(known)
  form.nationalId = '1270000011'
  filling.begin('B')
  expect(form).toEqual({ ...emptyPerson(), nationalId: '1270000011' })
})
test('S3-05: what the clerk typed or mended stays under another ID', () => {
  const form = { ...emptyPerson(), lastName: 'حسینی' }
  const filling = fillingOf(form, emptyPerson)
  filling.fill('A', fillEmpty(form, known))
  form.mobile = '09169999999'
  filling.begin('B')
  expect(form).toEqual({ ...emptyPerson(), lastName: 'حسینی', mobile: '09169999999' })
})
test('the same ID written again, or a form that is put away, takes nothing out', () => {
  const form = emptyPerson()
  const filling = fillingOf(form, emptyPerson)
  filling.fill('A', fillEmpty(form, known))
  filling.begin('A')
  expect(form.firstName).toBe('زینب')
  filling.forget()
  filling.begin('B')
  expect(form.firstName).toBe('زینب')
})
test('what a second look-up of the same ID fills is taken out with the first', () => {
  const form = emptyPerson()
  const filling = fillingOf(form, emptyPerson)
  filling.fill('A', fillEmpty(form, known))
  form.address = ''
  filling.fill('A', fillEmpty(form, known))
  filling.begin('B')
  expect(form).toEqual(emptyPerson())
})
