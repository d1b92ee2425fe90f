import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bankCodeOf, parseSheba } from './sheba'

/** 98 − (BBAN‖182700 mod 97), the standard's own words. */
const withCheck = (bban: string): string => `IR${String(98n - (BigInt(`${bban}182700`) % 97n)).padStart(2, '0')}${bban}`

describe('Sheba', () => {
  test.each([
    'IR820540102680020817909002', 'IR580540105180021273113007', 'IR062960000000100324200001', 'IR970170000000000000000011',
    'IR760170000000000000000001', 'IR120220000000000000000001', 'IR830210000000000000000001', 'IR500160000000000000000001',
    'IR430120000000000000000001', 'IR690130000000000000000001', 'IR050180000000000000000001', 'IR310190000000000000000001',
    'IR300600000000000000000001', 'IR960700000000000000000001',
  ])('%s is valid', (iban) => {
    expect(parseSheba(iban)).toEqual({ value: iban })
  })

  test.each([
    ['IR820540102680020817909003', 'SHEBA_CHECKSUM'], ['IR012345678901234567890123', 'SHEBA_CHECKSUM'],
    ['IR000170000000000000000011', 'SHEBA_CHECKSUM'], ['IR12022000000000000000000', 'SHEBA_LENGTH'],
    ['DE120220000000000000000001', 'SHEBA_LENGTH'], ['', 'SHEBA_LENGTH'],
  ])('%s is refused: %s', (iban, reason) => {
    expect(parseSheba(iban)).toEqual({ reason })
  })

  test('spaces, small letters, Persian digits and a left-out IR are forgiven', () => {
    const stored = { value: 'IR120220000000000000000001' }
    for (const typed of ['ir12 0220 0000 0000 0000 0000 01', '120220000000000000000001', 'IR۱۲۰۲۲۰۰۰۰۰۰۰۰۰۰۰۰۰۰۰۰۰۰۱']) {
      expect(parseSheba(typed)).toEqual(stored)
    }
  })

  test('every number completed by the rule is valid unless its check digits are reserved; any one wrong digit is found', () => {
    fc.assert(fc.property(fc.stringMatching(/^0\d{21}$/), fc.integer({ min: 2, max: 25 }), fc.integer({ min: 1, max: 9 }), (bban, at, by) => {
      const iban = withCheck(bban)
      expect(parseSheba(iban)).toEqual(/^IR(?:00|01|99)/.test(iban) ? { reason: 'SHEBA_CHECKSUM' } : { value: iban })
      const wrong = iban.slice(0, at) + String((Number(iban[at]) + by) % 10) + iban.slice(at + 1)
      expect(parseSheba(wrong)).toEqual({ reason: 'SHEBA_CHECKSUM' })
    }))
  })

  test('the bank is three digits inside it', () => {
    expect(bankCodeOf('IR120220000000000000000001')).toBe('022')
  })
})
