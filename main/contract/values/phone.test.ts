import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parsePhone } from './phone'

test.each([
  ['۰۶۱-۳۳۳۶۱۲۳۴', '061-33361234'], ['(061) 33361234', '06133361234'], ['+98 61 33361234', '06133361234'], ['6369', '6369'], ['021–6369', '021-6369'], [' 09161234567 ', '09161234567'],
])('«%s» is dialled as %s', (typed, stored) => {
  expect(parsePhone(typed)).toEqual({ value: stored })
})

test.each(['', '12', '061-', 'زنگ بزنید', '061-333-61234', '123456789012', '06133361234 داخلی ۲'])('«%s» is no phone number', (typed) => {
  expect(parsePhone(typed)).toEqual({ reason: 'PHONE_INVALID' })
})

test('what is stored is read again as itself, whatever is typed', () => {
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom('0', '6', '۱', '٣', '-', ' ', '(', ')', '+', '9', '8'), maxLength: 14 }), (typed) => {
    const once = parsePhone(typed)
    if (!('value' in once)) return
    expect(once.value).toMatch(/^[\d-]+$/)
    expect(parsePhone(once.value)).toEqual(once)
  }))
})
