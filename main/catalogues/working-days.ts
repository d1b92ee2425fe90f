import { weekDayNames } from '#contract/setting-specs'
import { addDays, dayNumber, type IsoDay } from '#contract/values/jalali'
import { isHoliday } from '#db/catalogues/reference-repo'
import type { Reader } from '#db/handle'
import { settingsOf } from './settings'

/** 1970-01-01 was a Thursday; weeks begin on Saturday. */
const weekDayOf = (day: IsoDay): (typeof weekDayNames)[number] => weekDayNames[(((dayNumber(day) + 5) % 7) + 7) % 7]!

/** Whether offices work on a civil day: no weekly off-day of the settings, no holiday in force. */
export const isWorkingDay = (db: Reader, day: IsoDay): boolean =>
  !settingsOf(db).weeklyOffDays.includes(weekDayOf(day)) && !isHoliday(db, day)

/** The day itself or the first working day after it. Whether a deadline rolls at all is the setting `rollToWorkingDay`. */
export const rollToWorkingDay = (db: Reader, day: IsoDay): IsoDay => {
  // A week has at least one working day and no table a year of holidays in a row.
  for (let i = 0; i < 366; i += 1) {
    const tried = addDays(day, i)
    if (isWorkingDay(db, tried)) return tried
  }
  return day
}
