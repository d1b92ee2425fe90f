import type { IsoDay } from '#contract/values/jalali'
import type { Reader, Writer } from '../handle'

/** Whether the daily round of a civil day has been done to its end. */
export const roundDone = (db: Reader, day: IsoDay): boolean =>
  db.prepare<[string], number>('SELECT 1 FROM daily_rounds WHERE day = ?').pluck().get(day) === 1

export const noteRound = (db: Writer, day: IsoDay, at: string): void =>
  void db.prepare('INSERT INTO daily_rounds (day, at) VALUES (?, ?) ON CONFLICT DO NOTHING').run(day, at)
