import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toAsciiDigits } from '#contract/values/text'
import { countText, dayText, rialText } from './wording'

test('amounts and days as evidence prints them', () => {
  expect(rialText(1_000_000_000)).toBe('۱٬۰۰۰٬۰۰۰٬۰۰۰ ریال')
  expect([0, 5, 999, 1000, 800_000_000].map(countText)).toEqual(['۰', '۵', '۹۹۹', '۱٬۰۰۰', '۸۰۰٬۰۰۰٬۰۰۰'])
  expect(dayText('2026-11-21')).toBe('۱۴۰۵/۰۸/۳۰')
})

test('a printed count reads back as the same number', () => {
  fc.assert(fc.property(fc.maxSafeNat(), (n) => {
    const groups = toAsciiDigits(countText(n)).split('٬')
    expect(Number(groups.join(''))).toBe(n)
    expect(groups.slice(1).every((group) => group.length === 3)).toBe(true)
  }))
})
