import type { AidVisit, GuidanceTopic } from '#contract/livelihood'
import type { Reader, Writer } from '../handle'
import { prepared } from '../prepared'

export type GuidanceRow = { id: string; on: string; topic: GuidanceTopic; textVersion: number; clerk: string }

export const insertGuidance = (db: Writer, row: GuidanceRow): void => {
  prepared(db, 'INSERT INTO aid_guidance VALUES (@id, @on, @topic, @textVersion, @clerk)').run(row)
}

/** How often each topic was explained between two days, both counted. */
export const countGuidance = (db: Reader, from: string, to: string): { topic: GuidanceTopic; given: number }[] =>
  prepared<[string, string], { topic: GuidanceTopic; given: number }>(
    db, 'SELECT topic, count(*) AS given FROM aid_guidance WHERE on_day BETWEEN ? AND ? GROUP BY topic ORDER BY topic',
  ).all(from, to)

export const insertVisit = (db: Writer, row: AidVisit & { nationalId: string }): void => {
  prepared(db, 'INSERT INTO aid_visits VALUES (@id, @nationalId, @reason, @place, @on, @told, @by, @at)').run(row)
}

/** Visits that were announced to one household head, newest first. */
export const visitsOf = (db: Reader, nationalId: string): AidVisit[] =>
  prepared<[string], AidVisit>(db, 'SELECT id, reason, place, on_day AS "on", told, by, at FROM aid_visits WHERE national_id = ? ORDER BY id DESC').all(nationalId)
