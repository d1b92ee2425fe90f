import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseNationalId } from './national-id'

/** Completes nine digits with their check digit, by the rule's own words (weights 10…2, mod 11). */
const withCheck = (nine: string): string => {
  const rest = [...nine].reduce((sum, digit, i) => sum + Number(digit) * (10 - i), 0) % 11
  return `${nine}${rest < 2 ? rest : 11 - rest}`
}
const nineDigits = fc.stringMatching(/^\d{3}[1-9]\d{5}$/).filter((nine) => !/^(\d)\1{8}$/.test(nine))

describe('national ID', () => {
  test.each([
    '0499370899', '0790419904', '0084575948', '0013542419', '1740000013', '1751234568', '1860000029', '1990001238',
    '1740000080', '1740000031', '0123456789', '1234567891',
  ])('%s is valid', (id) => {
    expect(parseNationalId(id)).toEqual({ value: id })
  })

  test.each([
    ['0684159415', 'NATIONAL_ID_CHECKSUM'], ['1234567890', 'NATIONAL_ID_CHECKSUM'], ['1740000010', 'NATIONAL_ID_CHECKSUM'],
    ['1111111111', 'NATIONAL_ID_REPEATED'], ['0000000000', 'NATIONAL_ID_REPEATED'], ['2270000005', 'NATIONAL_ID_REPEATED'],
    ['499370899', 'NATIONAL_ID_LENGTH'], ['17400000131', 'NATIONAL_ID_LENGTH'], ['174000001X', 'NATIONAL_ID_LENGTH'], ['', 'NATIONAL_ID_LENGTH'],
  ])('%s is refused: %s', (id, reason) => {
    expect(parseNationalId(id)).toEqual({ reason })
  })

  test('any digit set, marks, spaces and dashes lead to the same ten digits', () => {
    for (const typed of ['۱۷۴۰۰۰۰۰۱۳', '١٧٤٠٠٠٠٠١٣', ' 174-000001-3 ', '\u200F174000 0013\u200E']) {
      expect(parseNationalId(typed)).toEqual({ value: '1740000013' })
    }
  })

  test('every number completed by the rule is valid, and any one wrong digit is found', () => {
    fc.assert(fc.property(nineDigits, fc.nat(9), fc.integer({ min: 1, max: 9 }), (nine, at, by) => {
      const id = withCheck(nine)
      expect(parseNationalId(id)).toEqual({ value: id })
      const wrong = id.slice(0, at) + String((Number(id[at]) + by) % 10) + id.slice(at + 1)
      // Rests 1 and 10 share the check digit 1, so a wrong digit elsewhere may slip through; the check digit itself never.
      if (at === 9) expect(parseNationalId(wrong)).toEqual({ reason: 'NATIONAL_ID_CHECKSUM' })
      else expect('value' in parseNationalId(wrong)).toBe(withCheck(wrong.slice(0, 9)) === wrong && !/^(\d)\1{9}$/.test(wrong) && wrong.slice(3, 9) !== '000000')
    }))
  })
})
