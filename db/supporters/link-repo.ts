import type { Introducer, LinkState } from '#contract/supporters'
import type { IsoDay } from '#contract/values/jalali'
import type { Reader, Writer } from '../handle'
import { prepared } from '../prepared'

export type LinkRow = {
  id: string
  supporterNo: string
  dossierId: string
  state: LinkState
  introducedBy: Introducer
  introducedOn: IsoDay
  letterNo: string
  letterOn: IsoDay
  unfitReason: string | null
  acceptedOn: IsoDay | null
  endedOn: IsoDay | null
  endReason: string | null
}

const columns = `
  id, supporter_no AS supporterNo, dossier_id AS dossierId, state, introduced_by AS introducedBy, introduced_on AS introducedOn,
  letter_no AS letterNo, letter_on AS letterOn, unfit_reason AS unfitReason, accepted_on AS acceptedOn, ended_on AS endedOn, end_reason AS endReason`
const live = "('introduced', 'accepted', 'working')"

/** The one support a covered person is offered or works in, if any. */
export const liveLinkOf = (db: Reader, dossierId: string): LinkRow | undefined =>
  prepared<[string], LinkRow>(db, `SELECT ${columns} FROM support_links WHERE dossier_id = ? AND state IN ${live}`).get(dossierId)

/** Everybody a supporter was ever offered: live ones first, then newest first. */
export const linksOfSupporter = (db: Reader, supporterNo: string): LinkRow[] =>
  prepared<[string], LinkRow>(db, `SELECT ${columns} FROM support_links WHERE supporter_no = ? ORDER BY state NOT IN ${live}, id DESC`).all(supporterNo)

export const liveLinksOfSupporter = (db: Reader, supporterNo: string): LinkRow[] =>
  prepared<[string], LinkRow>(db, `SELECT ${columns} FROM support_links WHERE supporter_no = ? AND state IN ${live} ORDER BY id`).all(supporterNo)

export type NewLink = Omit<LinkRow, 'state' | 'acceptedOn' | 'endedOn' | 'endReason'> & { at: string; by: string }

/** T24. The table refuses a second live support of one person. */
export const insertLink = (db: Writer, row: NewLink): void => {
  prepared(db, `
    INSERT INTO support_links (id, supporter_no, dossier_id, state, introduced_by, introduced_on, letter_no, letter_on, unfit_reason, at, by_user)
    VALUES (@id, @supporterNo, @dossierId, 'introduced', @introducedBy, @introducedOn, @letterNo, @letterOn, @unfitReason, @at, @by)
  `).run({ ...row })
}

/** T25. */
export const markAccepted = (db: Writer, id: string, on: IsoDay): void => {
  prepared(db, "UPDATE support_links SET state = 'accepted', accepted_on = ? WHERE id = ? AND state = 'introduced'").run(on, id)
}

/** T26, T28. */
export const endLink = (db: Writer, id: string, state: 'declined' | 'left', on: IsoDay, reason: string): void => {
  prepared(db, `UPDATE support_links SET state = ?, ended_on = ?, end_reason = ? WHERE id = ? AND state IN ${live}`).run(state, on, reason, id)
}

/** S1-B5: what a completed visit saw of somebody taken on. */
export const markWorking = (db: Writer, id: string, working: boolean): void => {
  prepared(db, "UPDATE support_links SET state = ? WHERE id = ? AND state IN ('accepted', 'working')").run(working ? 'working' : 'accepted', id)
}

export type SupportCounts = { introduced: number; accepted: number; working: number; lastAcceptedOn: IsoDay | null }

/** How many live links a supporter has; `accepted` counts those at work too. */
export const supportCounts = (db: Reader, supporterNo: string): SupportCounts =>
  prepared<[string], SupportCounts>(db, `
    SELECT count(*) FILTER (WHERE state = 'introduced') AS introduced, count(*) FILTER (WHERE state <> 'introduced') AS accepted,
      count(*) FILTER (WHERE state = 'working') AS working, max(accepted_on) AS lastAcceptedOn
    FROM support_links WHERE supporter_no = ? AND state IN ${live}
  `).get(supporterNo) ?? { introduced: 0, accepted: 0, working: 0, lastAcceptedOn: null }

export type Seen = { on: IsoDay; working: boolean; note: string }
type StoredSeen = Omit<Seen, 'working'> & { working: number }

/** What completed visits saw of a covered person while with this supporter, oldest first (S1-B5). */
export const seenInLink = (db: Reader, link: LinkRow): Seen[] =>
  prepared<[string, string, string], StoredSeen>(db, `
    SELECT i.visited_on AS "on", c.working, c.note FROM covered_seen c JOIN inspections i ON i.id = c.inspection_id
    WHERE c.dossier_id = ? AND i.state = 'complete' AND i.visited_on >= ? AND i.visited_on <= ? ORDER BY i.visited_on, i.id
  `).all(link.dossierId, link.acceptedOn ?? '9', link.endedOn ?? '9').map((seen) => ({ ...seen, working: seen.working === 1 }))

/** P10: a supporter's successor permit takes the live supports over. */
export const carryLinks = (db: Writer, fromNo: string, toNo: string): void => {
  prepared(db, `UPDATE support_links SET supporter_no = ? WHERE supporter_no = ? AND state IN ${live}`).run(toNo, fromNo)
}
