import type { Pause } from '#contract/casework'
import type { Clock } from '#contract/dossiers'
import { addDays, daysBetween, type IsoDay } from '#contract/values/jalali'
import { rollToWorkingDay, settingsOf } from '#main/catalogues/index'
import { isDecided } from '#main/workflow/index'
import type { DossierRow } from '#db/dossiers/dossier-repo'
import { listPauses } from '#db/dossiers/pause-repo'
import type { Reader } from '#db/handle'

/** S3-13 and S0-10: days after filing, the filing day not counted. */
export const lookUpAfter = 10
const dueAfter = 14

type Facts = { filedOn: IsoDay; dueOn: IsoDay | null; pauses: readonly Pause[] }

/** Days that the clock has stood still by `today` (S0-11). */
export const pausedDays = (pauses: readonly Pause[], today: IsoDay): number =>
  pauses.reduce((days, pause) => days + daysBetween(pause.fromDay, pause.toDay ?? today), 0)

/**
 * The fourteen days of one dossier. `dueOn` as promised stands; without one (paused, decided) it is counted from the pauses.
 * @param decided the clock has stopped and no days are left to count.
 */
export const clockOf = ({ filedOn, dueOn, pauses }: Facts, today: IsoDay, decided: boolean): Clock => {
  const due = dueOn ?? addDays(filedOn, dueAfter + pausedDays(pauses, today))
  return {
    filedOn, lookUpOn: addDays(filedOn, lookUpAfter), dueOn: due, daysLeft: decided ? null : daysBetween(today, due),
    pausedSince: decided ? null : (pauses.find((pause) => pause.toDay === null)?.fromDay ?? null),
  }
}

/** The clock of a stored dossier, or null before it is filed. Pauses are read only where the row alone doesn't tell. */
export const clockOfRow = (db: Reader, row: DossierRow, today: IsoDay): Clock | null =>
  row.filedOn === null ? null
    : clockOf({ filedOn: row.filedOn, dueOn: row.dueOn, pauses: row.dueOn === null ? listPauses(db, row.id) : [] }, today, isDecided(row.state))

/** S0-10: the last of the fourteen days of what is filed on a day, rolled to a working day where the office wishes so. */
export const dueOfFiling = (db: Reader, filedOn: IsoDay): IsoDay => rolled(db, addDays(filedOn, dueAfter))

/** S0-11: the last day once the clock goes on again: the days that were left, or fourteen new ones by setting. */
export const dueOfResuming = (db: Reader, filedOn: IsoDay, pauses: readonly Pause[], today: IsoDay): IsoDay =>
  rolled(db, settingsOf(db).returnedClock === 'restart' ? addDays(today, dueAfter) : addDays(filedOn, dueAfter + pausedDays(pauses, today)))

/** S4-06: the agency's own last day for what reaches it on a day. */
export const dueOfAgency = (db: Reader, reachedOn: IsoDay): IsoDay => rolled(db, addDays(reachedOn, settingsOf(db).agencyDays))

const rolled = (db: Reader, day: IsoDay): IsoDay => (settingsOf(db).rollToWorkingDay ? rollToWorkingDay(db, day) : day)
