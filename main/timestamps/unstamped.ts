import type { ClockCheck, TimestampStatus } from '#contract/timestamps'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { readClock } from '#db/timestamps/authority-repo'
import { newestTokenTime, oldestPressing } from '#db/timestamps/timestamp-repo'
import { settingsInForce } from './settings'

/** Security row 22: said above five minutes, nothing is signed above a day. */
const clockOffMs = 5 * 60_000
const clockWrongMs = 24 * 3_600_000
const hourMs = 3_600_000

export const clockOf = ({ db }: Pick<Context, 'db'>): ClockCheck => {
  const reading = readClock(db)
  if (!reading) return { state: 'unknown', skewSeconds: null, measuredAt: null }
  const off = Math.abs(reading.skewMs)
  return {
    state: off > clockWrongMs ? 'wrong' : off > clockOffMs ? 'off' : 'good', skewSeconds: Math.round(reading.skewMs / 1000), measuredAt: reading.measuredAt,
  }
}

/**
 * How long the oldest signature has been without a time from outside, against the grace. A clock that was put back does not make
 * it younger: no time before the newest one an authority has signed here is believed.
 */
export const ageOfUnstamped = ({ db, clock }: Pick<Context, 'db' | 'clock'>): Pick<TimestampStatus, 'state' | 'oldest' | 'graceHours'> => {
  const { on, graceHours, onSince } = settingsInForce(db)
  if (!on) return { state: 'off', oldest: null, graceHours }
  const row = oldestPressing(db)
  if (!row) return { state: 'good', oldest: null, graceHours }
  const since = Math.max(Date.parse(row.signedAt), Date.parse(onSince ?? row.signedAt))
  const now = Math.max(clock.now().getTime(), Date.parse(newestTokenTime(db) ?? row.signedAt))
  const age = Math.max(0, now - since) / hourMs
  return {
    state: age > graceHours ? 'overdue' : age > graceHours / 2 ? 'late' : 'good', graceHours,
    oldest: { kind: row.kind, ref: row.ref, since: new Date(since).toISOString(), hours: Math.floor(age) },
  }
}

/**
 * Stops whoever would sign on while signatures have been without a timestamp for longer than the office's grace, or on a clock
 * that a signed time has shown to be wrong by more than a day. Nothing where timestamps are off.
 * @throws Fault TIMESTAMP_OVERDUE {hours, grace, ref}, CLOCK_WRONG {hours}.
 */
export const refuseUnstamped = (context: Pick<Context, 'db' | 'clock'>): void => {
  const { state, oldest, graceHours } = ageOfUnstamped(context)
  if (state === 'off') return
  if (state === 'overdue') throw new Fault('TIMESTAMP_OVERDUE', { hours: oldest?.hours ?? 0, grace: graceHours, ref: oldest?.ref ?? '' })
  const { state: clock, skewSeconds } = clockOf(context)
  if (clock === 'wrong') throw new Fault('CLOCK_WRONG', { hours: Math.round(Math.abs(skewSeconds ?? 0) / 3600) })
}
