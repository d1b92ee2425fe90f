import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseMobile } from './mobile'

test.each(['09161234567', '9161234567', '+989161234567', '00989161234567', '989161234567', '۰۹١٦1234567', '0916 123-45 67', '(0916) 1234567'])(
  '%s is the one number 09161234567', (typed) => {
    expect(parseMobile(typed)).toEqual({ value: '09161234567' })
  },
)

test.each(['0916123456', '08161234567', '091612345678', '', '+9891612345', '0061234567890', '6369'])('%s is no mobile number', (typed) => {
  expect(parseMobile(typed)).toEqual({ reason: 'MOBILE_INVALID' })
})

test('a number that itself begins with 98 keeps its digits', () => {
  expect(parseMobile('9890000000')).toEqual({ value: '09890000000' })
})

test('operator prefixes are no rule: every 09 number is taken, in every usual writing, and stays itself', () => {
  fc.assert(fc.property(fc.stringMatching(/^9\d{9}$/), fc.constantFrom('0', '', '+98', '0098', '98'), (local, lead) => {
    const parsed = parseMobile(lead + local)
    expect(parsed).toEqual({ value: `0${local}` })
    expect(parseMobile(`0${local}`)).toEqual(parsed)
  }))
})
