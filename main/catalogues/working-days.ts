import { weekDayNames } from '#contract/setting-specs'
import { addDays, dayNumber, daysBetween, type IsoDay } from '#contract/values/jalali'
import { isHoliday } from '#db/catalogues/reference-repo'
import type { Reader } from '#db/handle'
import { settingsOf } from './settings'

/** 1970-01-01 was a Thursday; weeks begin on Saturday. */
const weekDayOf = (day: IsoDay): (typeof weekDayNames)[number] => weekDayNames[(((dayNumber(day) + 5) % 7) + 7) % 7]!

/** Whether offices work on a civil day: no weekly off-day of the settings, no holiday in force. */
export const isWorkingDay = (db: Reader, day: IsoDay): boolean =>
  !settingsOf(db).weeklyOffDays.includes(weekDayOf(day)) && !isHoliday(db, day)

/** How the days of a deadline are counted: from a day on, that day not counted. */
export type DayCount = { add(day: IsoDay, days: number): IsoDay; between(from: IsoDay, to: IsoDay): number }
export const calendarDays: DayCount = { add: addDays, between: daysBetween }

/** S0-10: days of the calendar, or only those on which offices work, by setting. Good for one question or one report: it remembers days. */
export const dayCountOf = (db: Reader): DayCount => {
  if (settingsOf(db).dayCount === 'all_days') return calendarDays
  const known = new Map<IsoDay, boolean>()
  const works = (day: IsoDay): boolean => {
    const answer = known.get(day) ?? isWorkingDay(db, day)
    known.set(day, answer)
    return answer
  }
  const between = (from: IsoDay, to: IsoDay): number => {
    let days = 0
    for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) if (works(day)) days += 1
    return days
  }
  const add = (from: IsoDay, days: number): IsoDay => {
    let day = from
    for (let left = days; left > 0; left -= 1) day = rollToWorkingDay(db, addDays(day, 1))
    return day
  }
  return { add, between }
}

/** The day itself or the first working day after it. Whether a deadline rolls at all is the setting `rollToWorkingDay`. */
export const rollToWorkingDay = (db: Reader, day: IsoDay): IsoDay => {
  // A week has at least one working day and no table a year of holidays in a row.
  for (let i = 0; i < 366; i += 1) {
    const tried = addDays(day, i)
    if (isWorkingDay(db, tried)) return tried
  }
  return day
}
