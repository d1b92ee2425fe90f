import { isLeapJalaaliYear, isValidJalaaliDate, jalaaliMonthLength, toGregorian, toJalaali } from 'jalaali-js'
import { codeText } from './text'
import type { ReasonCode } from './reasons'

/** A civil day as stored: ISO Gregorian, `2026-11-21`. Jalali is only ever a way of reading or writing it. */
export type IsoDay = string

export type JalaliDate = { year: number; month: number; day: number }

const pad = (n: number, width = 2): string => String(n).padStart(width, '0')
const msPerDay = 86_400_000

/** Days since 1970-01-01: civil arithmetic without clocks or zones. */
export const dayNumber = (day: IsoDay): number => Date.parse(`${day}T00:00:00Z`) / msPerDay

export const fromDayNumber = (n: number): IsoDay => new Date(n * msPerDay).toISOString().slice(0, 10)

export const addDays = (day: IsoDay, days: number): IsoDay => fromDayNumber(dayNumber(day) + days)

/** `to` − `from` in civil days. */
export const daysBetween = (from: IsoDay, to: IsoDay): number => dayNumber(to) - dayNumber(from)

export const toJalali = (day: IsoDay): JalaliDate => {
  const [y, m, d] = day.split('-').map(Number)
  const { jy, jm, jd } = toJalaali(y!, m!, d!)
  return { year: jy, month: jm, day: jd }
}

export const fromJalali = ({ year, month, day }: JalaliDate): IsoDay => {
  const { gy, gm, gd } = toGregorian(year, month, day)
  return `${pad(gy, 4)}-${pad(gm)}-${pad(gd)}`
}

/** Jalali months later, the day clamped to the month's end (S1-B7: six months are calendar months). */
export const addJalaliMonths = (from: IsoDay, months: number): IsoDay => {
  const { year, month, day } = toJalali(from)
  const index = year * 12 + (month - 1) + months
  const target = { year: Math.floor(index / 12), month: (index % 12) + 1 }
  return fromJalali({ ...target, day: Math.min(day, jalaaliMonthLength(target.year, target.month)) })
}

/** Two typed digits: 00–49 are 14xx, the rest 13xx. The screen echoes the full year at once. */
const fullYear = (typed: string): number =>
  typed.length === 4 ? Number(typed) : Number(typed) + (Number(typed) < 50 ? 1400 : 1300)

/**
 * A typed Jalali date: `۱۴۰۵/۸/۳۰`, `1405-08-30`, `14050830`, `05/8/30`, in any of the three digit sets.
 * @returns the ISO day, or DATE_FORMAT / DATE_IMPOSSIBLE.
 */
export const parseJalali = (text: string): { value: IsoDay } | { reason: ReasonCode } => {
  const typed = codeText(text)
  const parts =
    /^(\d{4}|\d{2})[/\-.](\d{1,2})[/\-.](\d{1,2})$/.exec(typed) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(typed)
  if (!parts) return { reason: 'DATE_FORMAT' }
  const date = { year: fullYear(parts[1]!), month: Number(parts[2]), day: Number(parts[3]) }
  if (date.year < 1250 || date.year > 1500 || !isValidJalaaliDate(date.year, date.month, date.day)) {
    return { reason: 'DATE_IMPOSSIBLE' }
  }
  return { value: fromJalali(date) }
}

/** `1405/08/30` with ASCII digits; screens turn them Persian. */
export const jalaliText = (day: IsoDay): string => {
  const { year, month, day: d } = toJalali(day)
  return `${pad(year, 4)}/${pad(month)}/${pad(d)}`
}

export const isLeapJalali = (year: number): boolean => isLeapJalaaliYear(year)

/** First and last civil day of a Jalali year: the bounds of a programme year. */
export const jalaliYearBounds = (year: number): { from: IsoDay; to: IsoDay } => ({
  from: fromJalali({ year, month: 1, day: 1 }),
  to: fromJalali({ year, month: 12, day: jalaaliMonthLength(year, 12) }),
})
