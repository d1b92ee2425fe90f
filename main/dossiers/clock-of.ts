import type { Clock } from '#contract/dossiers'
import { addDays, daysBetween, type IsoDay } from '#contract/values/jalali'

/** S3-13 and S0-10: days after filing, the filing day not counted. */
const lookUpAfter = 10
const dueAfter = 14

/** The fourteen days of one dossier. `decided`: the clock has stopped and no days are left to count. */
export const clockOf = (filedOn: IsoDay, today: IsoDay, decided: boolean): Clock => {
  const dueOn = addDays(filedOn, dueAfter)
  return { filedOn, lookUpOn: addDays(filedOn, lookUpAfter), dueOn, daysLeft: decided ? null : daysBetween(today, dueOn) }
}
