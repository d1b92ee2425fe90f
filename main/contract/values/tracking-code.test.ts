import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { composeNumber, dammDigit, isOwnNumber, parseTrackingCode } from './tracking-code'

const anyCode = fc.tuple(fc.integer({ min: 0, max: 3199 }), fc.integer({ min: 1400, max: 1499 }), fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: 99_999 }))
  .map(([unit, year, slot, serial]) => composeNumber('T', String(unit).padStart(4, '0'), year, slot, serial))

describe('numbers of ours (domain model §10)', () => {
  test('Damm: 572 has check digit 4', () => {
    expect(dammDigit('572')).toBe('4')
    expect(dammDigit('5724')).toBe('0')
  })

  test.each([
    ['T', '0603', 1405, 2, 123, 'T-0603-05-02-00123-5'], ['T', '0608', 1405, 1, 1, 'T-0608-05-01-00001-0'],
    ['T', '0600', 1405, 11, 99_999, 'T-0600-05-11-99999-9'], ['P', '0600', 1405, 1, 42, 'P-0600-1405-01-00042-7'],
    ['P', '0600', 1405, 1, 43, 'P-0600-1405-01-00043-4'], ['C', '0603', 1405, 2, 311, 'C-0603-1405-02-00311-4'],
    ['R', '0600', 1405, 1, 17, 'R-0600-1405-01-00017-4'], ['B', '0600', 1405, 1, 3, 'B-0600-1405-01-00003-7'],
  ] as const)('%s %s %i, slot %i, serial %i is %s', (kind, unit, year, slot, serial, number) => {
    expect(composeNumber(kind, unit, year, slot, serial)).toBe(number)
    expect(isOwnNumber(number)).toBe(true)
  })

  test.each(['T-0603-05-02-00132-5', 'T-0603-05-02-00128-5'])('%s is seen as mistyped', (code) => {
    expect(isOwnNumber(code)).toBe(false)
    expect(parseTrackingCode(code)).toBeNull()
  })

  test.each(['T-0603-05-02-00123-5', 't 0603 05 02 00123 5', '06030502001235', '۰۶۰۳۰۵۰۲۰۰۱۲۳۵', 'خ-۰۶۰۳-۰۵-۰۲-۰۰۱۲۳-۵', 'خـ۰۶۰۳۰۵۰۲۰۰۱۲۳۵'])(
    '%s is read as the one code', (typed) => {
      expect(parseTrackingCode(typed)).toBe('T-0603-05-02-00123-5')
    },
  )

  test.each(['P-0600-1405-01-00042-7', '1234567890', 'زهرا', '', '0603050200123'])('%j is no tracking code of ours', (typed) => {
    expect(parseTrackingCode(typed)).toBeNull()
  })

  test('every code is read back; any one wrong digit and any swap of neighbours is found', () => {
    fc.assert(fc.property(anyCode, fc.nat(13), fc.integer({ min: 1, max: 9 }), (code, at, by) => {
      expect(parseTrackingCode(code)).toBe(code)
      const digits = code.replace(/\D/g, '')
      const wrong = digits.slice(0, at) + String((Number(digits[at]) + by) % 10) + digits.slice(at + 1)
      expect(parseTrackingCode(wrong)).toBeNull()
      const swapped = at < 13 ? digits.slice(0, at) + digits[at + 1]! + digits[at]! + digits.slice(at + 2) : digits
      if (swapped !== digits) expect(parseTrackingCode(swapped)).toBeNull()
    }))
  })
})
