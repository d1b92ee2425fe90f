import type { Pause } from '#contract/casework'
import type { Clock } from '#contract/dossiers'
import { addDays, daysBetween, type IsoDay } from '#contract/values/jalali'
import { calendarDays, dayCountOf, rollToWorkingDay, settingsOf, type DayCount } from '#main/catalogues/index'
import { isDecided } from '#main/workflow/index'
import type { DossierRow } from '#db/dossiers/dossier-repo'
import { listPauses } from '#db/dossiers/pause-repo'
import type { Reader } from '#db/handle'

/** S3-13 and S0-10: days after filing, the filing day not counted. */
export const lookUpAfter = 10
const dueAfter = 14

type Facts = { filedOn: IsoDay; dueOn: IsoDay | null; pauses: readonly Pause[] }

/** Days that the clock has stood still by `today` (S0-11). */
const pausedDays = (pauses: readonly Pause[], today: IsoDay, count: DayCount): number =>
  pauses.reduce((days, pause) => days + count.between(pause.fromDay, pause.toDay ?? today), 0)

/** Fourteen days from the filing, or from the last time they began anew, and as many more as the clock stood still since (S0-11). */
const dueAfterPauses = (filedOn: IsoDay, pauses: readonly Pause[], today: IsoDay, count: DayCount): IsoDay => {
  const anew = pauses.findLastIndex((pause) => pause.restarted)
  return count.add(pauses[anew]?.toDay ?? filedOn, dueAfter + pausedDays(pauses.slice(anew + 1), today, count))
}

/**
 * The fourteen days of one dossier. `dueOn` as promised stands; without one (paused, decided) it is counted from the pauses.
 * @param stopped decided, or objected to: no days are left to count.
 */
export const clockOf = ({ filedOn, dueOn, pauses }: Facts, today: IsoDay, stopped: boolean, count: DayCount = calendarDays): Clock => {
  const due = dueOn ?? dueAfterPauses(filedOn, pauses, today, count)
  return {
    filedOn, lookUpOn: addDays(filedOn, lookUpAfter), dueOn: due, daysLeft: stopped ? null : daysBetween(today, due),
    pausedSince: stopped ? null : (pauses.find((pause) => pause.toDay === null)?.fromDay ?? null),
  }
}

/**
 * The clock of a stored dossier, or null before it is filed. Pauses are read only where the row alone doesn't tell. An open
 * dossier without a day and without a pause was decided once and objected to (T19): its own age is all there is.
 */
export const clockOfRow = (db: Reader, row: DossierRow, today: IsoDay): Clock | null => {
  if (row.filedOn === null) return null
  const { filedOn, dueOn } = row
  if (dueOn !== null) return clockOf({ filedOn, dueOn, pauses: [] }, today, isDecided(row.state))
  const pauses = listPauses(db, row.id)
  const open = pauses.find((pause) => pause.toDay === null)
  const ifResumed = open && startsAnew(db, open) ? rolled(db, dayCountOf(db).add(today, dueAfter)) : null
  return clockOf({ filedOn, dueOn: ifResumed, pauses }, today, open === undefined || isDecided(row.state), dayCountOf(db))
}

/** S0-10: the last of the fourteen days of what is filed on a day, rolled to a working day where the office wishes so. */
export const dueOfFiling = (db: Reader, filedOn: IsoDay): IsoDay => rolled(db, dayCountOf(db).add(filedOn, dueAfter))

/** S0-11: whether fourteen new days begin at the end of a pause, by setting; empowerment only ever stops the clock. */
export const startsAnew = (db: Reader, pause: Pick<Pause, 'kind'>): boolean =>
  pause.kind !== 'empowerment' && settingsOf(db).returnedClock === 'restart'

/** S0-11: the last day once the clock goes on again, by its pauses as they now stand. */
export const dueOfResuming = (db: Reader, filedOn: IsoDay, pauses: readonly Pause[], today: IsoDay): IsoDay => rolled(db, dueAfterPauses(filedOn, pauses, today, dayCountOf(db)))

/** S4-06: the agency's own last day for what reaches it on a day. */
export const dueOfAgency = (db: Reader, reachedOn: IsoDay): IsoDay => rolled(db, dayCountOf(db).add(reachedOn, settingsOf(db).agencyDays))

const rolled = (db: Reader, day: IsoDay): IsoDay => (settingsOf(db).rollToWorkingDay ? rollToWorkingDay(db, day) : day)
