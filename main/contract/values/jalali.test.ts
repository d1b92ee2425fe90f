import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addDays, addJalaliMonths, dayNumber, daysBetween, fromDayNumber, fromJalali, isLeapJalali, jalaliText, jalaliYearBounds, parseJalali, toJalali,
} from './jalali'

const day = (jalali: string): string => {
  const parsed = parseJalali(jalali)
  if ('reason' in parsed) throw new Error(`${jalali}: ${parsed.reason}`)
  return parsed.value
}
/** 1922 … 2121: every birth and every deadline of ours. */
const anyDay = fc.integer({ min: dayNumber('1922-01-01'), max: dayNumber('2120-12-31') }).map(fromDayNumber)

describe('Jalali calendar', () => {
  test.each([
    ['1389/02/22', '2010-05-12'], ['1389/08/23', '2010-11-14'], ['1399/12/30', '2021-03-20'], ['1400/01/01', '2021-03-21'],
    ['1403/12/30', '2025-03-20'], ['1404/01/01', '2025-03-21'], ['1404/12/29', '2026-03-20'], ['1405/01/01', '2026-03-21'],
    ['1405/08/30', '2026-11-21'], ['1408/12/30', '2030-03-20'],
  ])('%s is %s, both ways', (jalali, iso) => {
    expect(day(jalali)).toBe(iso)
    expect(jalaliText(iso)).toBe(jalali)
  })

  test.each([
    ['1404/12/30', 'DATE_IMPOSSIBLE'], ['1405/07/31', 'DATE_IMPOSSIBLE'], ['1405/13/01', 'DATE_IMPOSSIBLE'], ['1405/00/10', 'DATE_IMPOSSIBLE'],
    ['1405/01/00', 'DATE_IMPOSSIBLE'], ['2026-11-21', 'DATE_IMPOSSIBLE'], ['1405/8', 'DATE_FORMAT'], ['405/08/30', 'DATE_FORMAT'],
    ['1405/08/30 10:00', 'DATE_FORMAT'], ['امروز', 'DATE_FORMAT'], ['', 'DATE_FORMAT'],
  ])('%s is refused: %s', (typed, reason) => {
    expect(parseJalali(typed)).toEqual({ reason })
  })

  test.each(['۱۴۰۵/۰۸/۳۰', '١٤٠٥/٠٨/٣٠', '1405-8-30', '1405.08.30', '14050830', '05/8/30', '\u200F1405/08/30 '])('%s is the same day', (typed) => {
    expect(parseJalali(typed)).toEqual({ value: '2026-11-21' })
  })

  test('leap years 1370 to 1450 are the published ones, five-year steps too', () => {
    const leap = Array.from({ length: 81 }, (_, i) => 1370 + i).filter(isLeapJalali)
    expect(leap).toEqual([1370, 1375, 1379, 1383, 1387, 1391, 1395, 1399, 1403, 1408, 1412, 1416, 1420, 1424, 1428, 1432, 1436, 1441, 1445, 1449])
  })

  test.each([
    ['1403/12/20', 14, '1404/01/04'], ['1404/12/20', 14, '1405/01/05'], ['1405/08/01', 14, '1405/08/15'], ['1405/06/25', 10, '1405/07/04'],
    ['1405/01/15', 45, '1405/02/29'], ['1403/11/20', 45, '1404/01/05'], ['1404/11/20', 45, '1405/01/06'],
  ])('%s and %i days make %s', (from, days, to) => {
    expect(jalaliText(addDays(day(from), days))).toBe(to)
    expect(daysBetween(day(from), day(to))).toBe(days)
  })

  test.each([
    ['1405/01/31', 6, '1405/07/30'], ['1405/06/31', 6, '1405/12/29'], ['1403/06/31', 6, '1403/12/30'], ['1405/08/30', 6, '1406/02/30'],
    ['1405/09/30', 3, '1405/12/29'], ['1405/08/30', 36, '1408/08/30'], ['1403/12/30', 36, '1406/12/29'], ['1405/01/31', -12, '1404/01/31'],
    ['1403/12/30', -12, '1402/12/29'],
  ])('S1-B7: %s and %i months make %s, clamped to the month', (from, months, to) => {
    expect(jalaliText(addJalaliMonths(day(from), months))).toBe(to)
  })

  test('agrees with ICU on every day asked, and every day comes back to itself', () => {
    const icu = new Intl.DateTimeFormat('en-u-ca-persian', { timeZone: 'UTC', year: 'numeric', month: 'numeric', day: 'numeric' })
    fc.assert(fc.property(anyDay, (iso) => {
      const parts = Object.fromEntries(icu.formatToParts(new Date(`${iso}T00:00:00Z`)).map((part) => [part.type, part.value]))
      const jalali = toJalali(iso)
      expect(jalali).toEqual({ year: Number(parts['year']), month: Number(parts['month']), day: Number(parts['day']) })
      expect(fromJalali(jalali)).toBe(iso)
      expect(parseJalali(jalaliText(iso))).toEqual({ value: iso })
    }), { numRuns: 500 })
  })

  test('days add and subtract without clocks, months never leave their month', () => {
    fc.assert(fc.property(anyDay, fc.integer({ min: -400, max: 400 }), fc.integer({ min: -60, max: 60 }), (iso, days, months) => {
      expect(daysBetween(iso, addDays(iso, days))).toBe(days)
      const [from, to] = [toJalali(iso), toJalali(addJalaliMonths(iso, months))]
      expect(to.year * 12 + to.month - (from.year * 12 + from.month)).toBe(months)
      expect(to.day).toBeLessThanOrEqual(from.day)
    }))
  })

  test('a Jalali year begins after the last day of the one before', () => {
    expect(jalaliYearBounds(1405)).toEqual({ from: '2026-03-21', to: '2027-03-20' })
    for (let year = 1380; year < 1450; year += 1) expect(addDays(jalaliYearBounds(year).to, 1)).toBe(jalaliYearBounds(year + 1).from)
  })
})
