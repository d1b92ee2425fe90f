import { expect, test } from 'vitest'
import { checkPerson, checkPlan, emptyPerson, emptyPlan, fillEmpty, formField, stillWrong, type PersonForm } from './intake-form'

const whole: PersonForm = {
  activityType: 'independent', nationalId: '۰۰۸۴۵۷۵۹۴۸', firstName: 'زینب', lastName: 'موسوی', fatherName: 'هاشم',
  birthDate: '۱۳۶۹/۷/۳۰', gender: 'female', militaryStatus: '', mobile: '9161234567', countyCode: '0603',
  address: 'اهواز، کیانپارس، خیابان ۵', postalCode: '61346-78911', governmentEmployee: 'no',
}

test('an empty first page names every missing field, in form order', () => {
  const answer = checkPerson(emptyPerson())
  expect(answer.ok ? [] : answer.faults.map((fault) => fault.field)).toEqual([
    'nationalId', 'firstName', 'lastName', 'fatherName', 'birthDate', 'gender', 'mobile', 'countyCode', 'address', 'postalCode',
  ])
})
test('typed text in any digits passes as it stands', () => {
  expect(checkPerson(whole).ok).toBe(true)
})
test('S4-13: a man needs his military status, a woman is not asked', () => {
  const man = checkPerson({ ...whole, gender: 'male' })
  expect(man.ok ? [] : man.faults).toEqual([{ field: 'militaryStatus', reason: 'MILITARY_STATUS_REQUIRED' }])
  expect(checkPerson({ ...whole, militaryStatus: 'exempt' }).ok).toBe(true)
})
test('a wished loan needs its amount; without the wish the amount is not sent', () => {
  const plan = { ...emptyPlan(), fieldCode: 'F1', planTitle: 'گلیم‌بافی', skillEvidence: 'pending' as const }
  const wanted = checkPlan({ ...plan, loanWanted: 'yes' })
  expect(wanted.ok ? [] : wanted.faults).toEqual([{ field: 'loanAmountRial', reason: 'LOAN_AMOUNT_REQUIRED' }])
  expect(checkPlan({ ...plan, loanAmountRial: '100' }).ok).toBe(true)
})
test('an optional field that is filled wrongly says what is wrong, not that it is missing', () => {
  const plan = checkPlan({ ...emptyPlan(), fieldCode: '1001', planTitle: 'گلیم‌بافی', skillEvidence: 'pending', loanWanted: 'yes', loanAmountRial: '100', sheba: 'IR12' })
  expect(plan.ok ? [] : plan.faults).toEqual([{ field: 'sheba', reason: 'SHEBA_LENGTH' }])
})
test('Bad input: too long — each free text of the form is refused by name, none is cut', () => {
  const long = 'ب'.repeat(2001)
  const person = checkPerson({ ...whole, address: long })
  expect(person.ok ? [] : person.faults).toEqual([{ field: 'address', reason: 'TOO_LONG' }])
  const plan = checkPlan({ ...emptyPlan(), fieldCode: '1001', planTitle: long, skillEvidence: 'pending', description: long, equipment: long, marketNote: long })
  expect(plan.ok ? [] : plan.faults.map(({ field, reason }) => `${formField(field)} ${reason}`).sort()).toEqual(
    ['description TOO_LONG', 'equipment TOO_LONG', 'marketNote TOO_LONG', 'planTitle TOO_LONG'])
})
test('a known person fills what is empty and never what the clerk typed', () => {
  expect(fillEmpty({ ...emptyPerson(), lastName: 'حسینی' }, whole)).toMatchObject({ firstName: 'زینب', lastName: 'حسینی' })
})
test('after a refusal a mended field leaves the summary, an untouched one stays', () => {
  const refused = [{ field: 'person.mobile', reason: 'MOBILE_INVALID' as const }, { field: 'fieldCode', reason: 'DOSSIER_DUPLICATE' as const }]
  expect(stillWrong(refused, [], { mobile: '1', fieldCode: 'F1' }, { mobile: '2', fieldCode: 'F1' })).toEqual([refused[1]])
  expect(formField('plan.documents.3')).toBe('documents')
})
