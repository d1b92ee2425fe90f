import { expect, test } from 'vitest'
import { duration } from './timestamp-spans'
import { ageText, clockText } from './timestamps'

test('hours as people say them', () => {
  expect([0, 0.4, 1, 47.9, 48, 75].map(duration)).toEqual(['کمتر از یک دقیقه', '۲۴ دقیقه', '۱ ساعت', '۴۷ ساعت', '۲ روز', '۳ روز و ۳ ساعت'])
})

test('signing row 12: the age is told in words, from the first hour to the end of the grace', () => {
  const oldest = (hours: number) => ({ kind: 'permit' as const, ref: 'P-1', since: '2026-11-21T06:00:00Z', hours })
  expect(ageText({ state: 'off', oldest: null, graceHours: 72 })).toContain('تنها به گفتۀ ساعت همین رایانه')
  expect(ageText({ state: 'good', oldest: null, graceHours: 72 })).toBe('هیچ امضایی بی مهر زمانی نمانده است.')
  expect(ageText({ state: 'good', oldest: oldest(3), graceHours: 72 })).toContain('۳ ساعت است که منتظر است؛ مهلت اداره ۳ روز است')
  expect(ageText({ state: 'late', oldest: oldest(40), graceHours: 72 })).toContain('پس از ۳ روز امضا می‌ایستد')
  expect(ageText({ state: 'overdue', oldest: oldest(80), graceHours: 72 })).toContain('۳ روز و ۸ ساعت')
})

test('security row 22: the clock in words, never in a bare number', () => {
  const clock = (state: 'good' | 'off' | 'wrong', skewSeconds: number) => clockText({ state, skewSeconds, measuredAt: '2026-11-21T06:00:00Z' })
  expect(clockText({ state: 'unknown', skewSeconds: null, measuredAt: null })).toBe('هنوز با مرجعی سنجیده نشده است.')
  expect(clock('good', 2)).toBe('۲ ثانیه جلو؛ پذیرفتنی است.')
  expect(clock('off', -600)).toContain('۱۰ دقیقه عقب‌تر')
  expect(clock('wrong', 30 * 3600)).toContain('۳۰ ساعت جلوتر')
})
