import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { codeText, hasBidiOverride, lightText, searchKey, toAsciiDigits } from './text'

/** Letters, marks and spaces that Persian text really comes with. */
const persian = fc.string({ unit: fc.constantFrom(
  ...'ابپتیيىكکةۀهءئؤأإآٱرزسم', ' ', '\u00A0', '\t', '\u200C', '\u200F', '\u202E', '\u0640', '\u064E', '\u0651', '\u0654', '\u0653', '\u0670', '۵', '٥', '5', 'A', '\u0007', '\u200B',
), maxLength: 24 })

describe('Persian text', () => {
  test.each([
    ['علي كريمي', 'علی کریمی'], ['  آل\u200C\u200Cکثیر ', 'آل\u200Cکثیر'], ['عبد \u200C الله', 'عبد الله'], ['\u200Cزهرا\u200C', 'زهرا'],
    ['مـــریم', 'مریم'], ['رضا\u00A0پور', 'رضا پور'], ['\u200Fسمیه\u202C', 'سمیه'], ['رضائی', 'رضائی'], ['فاطمة', 'فاطمة'], ['محمّد', 'محمّد'],
    ['رضا\u06CC\u0654ی', 'رضائی'], ['رضا\u064A\u0654ي', 'رضائی'], ['الف\u0000ب\u0007', 'الفب'], ['یک\r\nدو', 'یک دو'],
  ])('%j is stored as %j', (typed, stored) => {
    expect(lightText(typed)).toBe(stored)
  })

  test.each([
    ['رضائی', 'رضایی'], ['رضائي', 'رضایی'], ['رضایی', 'رضایی'], ['مؤمنی', 'مومنی'], ['مومنی', 'مومنی'], ['فاطمة', 'فاطمه'],
    ['حاجي\u200Cآباد', 'حاجی اباد'], ['حاجی آباد', 'حاجی اباد'], ['محمّد', 'محمد'], ['آمنه', 'امنه'], ['امنه', 'امنه'],
    ['۰۹١٦1234567', '09161234567'], ['علاء', 'علا'], ['خانۀ Ali', 'خانه ali'],
  ])('%j is found as %j', (text, key) => {
    expect(searchKey(text)).toBe(key)
  })

  test('digits of both sets become ASCII and nothing else changes', () => {
    expect(toAsciiDigits('۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩x')).toBe('01234567890123456789x')
    expect(codeText('\uFEFF \u200E۱۷۴\u00AD ')).toBe('174')
  })

  test('a bidi override is seen, a plain mark is not one', () => {
    for (const override of ['\u202A', '\u202E', '\u2066', '\u2069']) expect(hasBidiOverride(`a${override}b`)).toBe(true)
    expect(hasBidiOverride('a\u200Fb\u200Cc')).toBe(false)
  })

  test('folding twice changes nothing more, and what is stored is found like what was typed', () => {
    fc.assert(fc.property(persian, (text) => {
      const stored = lightText(text)
      expect(lightText(stored)).toBe(stored)
      expect(stored).not.toMatch(/^[ \u200C]|[ \u200C]$| {2}|\u200C{2}| \u200C|\u200C |[\u064A\u0649\u0643\u0640\u200B\u200F\u202E]/)
      const key = searchKey(text)
      expect(searchKey(key)).toBe(key)
      expect(searchKey(stored)).toBe(key)
    }), { numRuns: 2000 })
  })
})
