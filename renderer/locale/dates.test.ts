import { expect, test } from 'vitest'
import { dayFull, dayLong, dayOf, dayShort, leftWords, momentNear, timeOf, weekDay } from './dates'

test('a day in columns is padded, in prose it is in words', () => {
  expect(dayShort('2026-11-21')).toBe('۱۴۰۵/۰۸/۳۰')
  expect(dayLong('2026-11-21')).toBe('۳۰ آبان ۱۴۰۵')
  expect(dayFull('2026-11-21')).toBe('شنبه ۳۰ آبان ۱۴۰۵')
})
test('week days fit before 1970 too', () => {
  expect([weekDay('1970-01-01'), weekDay('1969-12-31'), weekDay('1979-02-11')]).toEqual(['پنجشنبه', 'چهارشنبه', 'یکشنبه'])
})
test('the civil day is the one in Tehran, whatever the machine says', () => {
  expect(dayOf('2026-11-20T21:00:00Z')).toBe('2026-11-21')
  expect(timeOf('2026-11-20T21:00:00Z')).toBe('۰۰:۳۰')
})
test('nearness is said: today, yesterday, a date', () => {
  expect(momentNear('2026-11-21T07:12:00Z', '2026-11-21')).toBe('امروز، ۱۰:۴۲')
  expect(momentNear('2026-11-20T07:12:00Z', '2026-11-21')).toBe('دیروز، ۱۰:۴۲')
  expect(momentNear('2026-11-15T07:12:00Z', '2026-11-21')).toBe('۲۴ آبان ۱۴۰۵، ۱۰:۴۲')
})
test('S0-10: what is left of the fourteen days is said in words', () => {
  expect([leftWords('2026-11-21', '2026-11-23'), leftWords('2026-11-21', '2026-11-22'), leftWords('2026-11-21', '2026-11-21'), leftWords('2026-11-21', '2026-11-19')])
    .toEqual(['۲ روز مانده', 'یک روز مانده', 'تا پایان امروز', '۲ روز گذشته'])
})
