import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cutText, fillShort, fillTemplate, onePart, placeholdersOf, smsParts } from './sms'

const words = fc.string({ unit: fc.constantFrom('ا', 'ب', ' ', '۵', '\u200C', '😀', 'A'), maxLength: 300 })

test('S0-12: seventy units are one part, more are parts of at most sixty-seven, none tears a pair, all of them together are the text', () => {
  fc.assert(fc.property(words, (text) => {
    const parts = smsParts(text)
    expect(parts.join('')).toBe(text)
    expect(parts.every((part) => part.isWellFormed())).toBe(text.isWellFormed())
    if (text.length <= onePart) expect(parts).toHaveLength(1)
    else {
      expect(parts.every((part) => part.length <= 67 && part.length > 0)).toBe(true)
      expect(parts.length).toBeGreaterThanOrEqual(Math.ceil(text.length / 67))
      expect(parts.length).toBeLessThanOrEqual(Math.ceil(text.length / 66))
    }
  }))
})

test.each([[70, 1], [71, 2], [134, 2], [135, 3], [201, 3], [202, 4]])('%i units are %i parts', (units, parts) => {
  expect(smsParts('ا'.repeat(units))).toHaveLength(parts)
})

test('a pair that would be torn moves to the next part', () => {
  expect(smsParts(`${'ا'.repeat(66)}😀${'ا'.repeat(66)}`).map((part) => part.length)).toEqual([66, 67, 1])
})

test('a cut text is never longer than asked, is a beginning of the whole, and says that it was cut', () => {
  fc.assert(fc.property(words, fc.nat(80), (text, units) => {
    const cut = cutText(text, units)
    expect(cut.length).toBeLessThanOrEqual(Math.max(units, 0))
    if (text.length <= units) expect(cut).toBe(text)
    else if (cut !== '') {
      expect(cut.endsWith('…')).toBe(true)
      expect(text.startsWith(cut.slice(0, -1))).toBe(true)
    }
  }))
})

test('placeholders are found once each; one without a value is a dash, never itself', () => {
  expect(placeholdersOf('{code} {why} {code} {x}')).toEqual(['code', 'why', 'x'])
  expect(fillTemplate('{code} {why} {constructor}', { code: 'الف' })).toBe('الف — —')
})

test('only free texts are cut, and never to nothing: then a second part is better', () => {
  const no = '۱'.repeat(60)
  expect(fillShort('{no} {why}', { no, why: 'کارت بهداشت تازه' })).toBe(`${no} کارت…`)
  expect(fillShort('{no} {no}', { no })).toBe(`${no} ${no}`)
})
