import type { DelegationKind } from '#contract/verify/delegation'
import type { IsoDay } from '#contract/values/jalali'
import type { Reader, Writer } from '../handle'
import { prepared } from '../prepared'

export type DelegationRow = {
  digest: string
  givenBy: string
  toUser: string
  toKid: string
  fromDay: IsoDay
  untilDay: IsoDay
  /** The payload's canonical text. */
  bytes: string
  jws: string
  kid: string
  signedAt: string
  endedAt: string | null
  endedBy: string | null
  endReason: string | null
  endJws: string | null
}
export type NewDelegation = Omit<DelegationRow, 'endedAt' | 'endedBy' | 'endReason' | 'endJws'>
export type DelegationEnd = { endedAt: string; endedBy: string; endReason: string; endJws: string }

const columns = `digest, given_by AS givenBy, to_user AS toUser, to_kid AS toKid, from_day AS fromDay, until_day AS untilDay, bytes, jws, kid,
  signed_at AS signedAt, ended_at AS endedAt, ended_by AS endedBy, end_reason AS endReason, end_jws AS endJws`

/** Newest first. */
export const listDelegations = (db: Reader): DelegationRow[] =>
  prepared<[], DelegationRow>(db, `SELECT ${columns} FROM delegations ORDER BY signed_at DESC, digest`).all()

export const findDelegation = (db: Reader, digest: string): DelegationRow | undefined =>
  prepared<[string], DelegationRow>(db, `SELECT ${columns} FROM delegations WHERE digest = ?`).get(digest)

/** What somebody was ever given, the one that runs longest first. */
export const delegationsTo = (db: Reader, username: string): DelegationRow[] =>
  prepared<[string], DelegationRow>(db, `SELECT ${columns} FROM delegations WHERE to_user = ? ORDER BY until_day DESC, signed_at DESC`).all(username)

export const insertDelegation = (db: Writer, row: NewDelegation): void => {
  prepared(db, `
    INSERT INTO delegations (digest, given_by, to_user, to_kid, from_day, until_day, bytes, jws, kid, signed_at)
    VALUES (@digest, @givenBy, @toUser, @toKid, @fromDay, @untilDay, @bytes, @jws, @kid, @signedAt)
  `).run(row)
}

export const endDelegationRow = (db: Writer, digest: string, end: DelegationEnd): void => {
  prepared(db, `
    UPDATE delegations SET ended_at = @endedAt, ended_by = @endedBy, end_reason = @endReason, end_jws = @endJws WHERE digest = @digest
  `).run({ digest, ...end })
}

/** Ends that a status list tells of, newest first. */
export const latestEnds = (db: Reader, most: number): { at: string; del: string }[] =>
  prepared<[number], { at: string; del: string }>(db, `
    SELECT ended_at AS at, digest AS del FROM delegations WHERE ended_at IS NOT NULL ORDER BY ended_at DESC, digest LIMIT ?
  `).all(most)

export const countDelegated = (db: Reader, digest: string): number =>
  prepared<[string], { n: number }>(db, 'SELECT count(*) AS n FROM delegated_documents WHERE delegation = ?').get(digest)?.n ?? 0

/** Inside the transaction that stores the document. */
export const noteDelegated = (db: Writer, delegation: string, document: string, kind: DelegationKind, at: string): void => {
  prepared(db, 'INSERT INTO delegated_documents VALUES (?, ?, ?, ?)').run(delegation, document, kind, at)
}
