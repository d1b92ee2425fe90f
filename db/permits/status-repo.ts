import type { PermitStatus, RevocationReason, StatusEvent } from '#contract/permit-life'
import type { IsoDay } from '#contract/values/jalali'
import type { Reader, Writer } from '../handle'
import { prepared } from '../prepared'

/** The history of a permit, oldest first; it begins with its signature. */
export const historyOf = (db: Reader, permitNo: string): StatusEvent[] =>
  prepared<[string], StatusEvent>(db, `
    SELECT status, on_day AS "on", at, by_user AS "by", reason_code AS reasonCode, reason, successor_no AS successorNo
    FROM permit_status_events WHERE permit_no = ? ORDER BY seq
  `).all(permitNo)

export type NewStatus = {
  status: PermitStatus
  on: IsoDay
  at: string
  by: string
  reasonCode: RevocationReason | null
  reason: string
  /** Only of a superseded permit. */
  successorNo: string | null
}

/** Adds an event and lets the permit's status follow it. @returns how many events there were before: the version that changed. */
export const putStatus = (db: Writer, permitNo: string, change: NewStatus): number => {
  const before = prepared<[string], { events: number }>(db, 'SELECT max(seq) AS events FROM permit_status_events WHERE permit_no = ?').get(permitNo)?.events ?? 0
  prepared(db, `
    INSERT INTO permit_status_events (permit_no, seq, status, on_day, at, by_user, reason_code, reason, successor_no)
    VALUES (@permitNo, @seq, @status, @on, @at, @by, @reasonCode, @reason, @successorNo)
  `).run({ ...change, permitNo, seq: before + 1 })
  prepared(db, 'UPDATE permits SET status = ?, successor_no = ? WHERE no = ?').run(change.status, change.successorNo, permitNo)
  return before
}

/** The status before the present one; null for a permit that never had another. */
export const statusBefore = (db: Reader, permitNo: string): PermitStatus | null =>
  prepared<[string], { status: PermitStatus }>(
    db, 'SELECT status FROM permit_status_events WHERE permit_no = ? ORDER BY seq DESC LIMIT 1 OFFSET 1',
  ).get(permitNo)?.status ?? null

/** How many events a permit has: its version in the ledger. */
export const permitVersion = (db: Reader, permitNo: string): number =>
  prepared<[string], { n: number }>(db, 'SELECT count(*) AS n FROM permit_status_events WHERE permit_no = ?').get(permitNo)?.n ?? 0
