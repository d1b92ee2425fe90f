import type { PermitStatus } from '#contract/permit-life'
import type { Reader, Writer } from '../handle'
import { prepared } from '../prepared'

export type StatusListRow = {
  list: string
  /** How often it was published. */
  version: number
  bits: Buffer
  jws: string
  digest: string
  kid: string
  issuedAt: string
  freshUntil: string
}

const columns = 'list, version, bits, jws, digest, kid, issued_at AS issuedAt, fresh_until AS freshUntil'

export const findStatusList = (db: Reader, list: string): StatusListRow | undefined =>
  prepared<[string], StatusListRow>(db, `SELECT ${columns} FROM status_lists WHERE list = ?`).get(list)

/** Puts a list in the place of the one before. */
export const putStatusList = (db: Writer, row: StatusListRow): void => {
  prepared(db, `
    INSERT INTO status_lists (list, version, bits, jws, digest, kid, issued_at, fresh_until)
    VALUES (@list, @version, @bits, @jws, @digest, @kid, @issuedAt, @freshUntil)
    ON CONFLICT (list) DO UPDATE SET version = excluded.version, bits = excluded.bits, jws = excluded.jws, digest = excluded.digest,
      kid = excluded.kid, issued_at = excluded.issued_at, fresh_until = excluded.fresh_until
  `).run(row)
}

/** Steps from list to list instead of over a hundred thousand places of each. */
export const listsInUseSql = `
  WITH RECURSIVE found (list) AS (
    SELECT min(list) FROM status_places
    UNION ALL
    SELECT (SELECT min(list) FROM status_places WHERE list > found.list) FROM found WHERE found.list IS NOT NULL)
  SELECT list FROM found WHERE list IS NOT NULL`

/** Every list that a number of ours has a place in, in order. */
export const listsInUse = (db: Reader): string[] => prepared<[], { list: string }>(db, listsInUseSql).all().map(({ list }) => list)

/** From the few that deviate (permits_by_status) to their places; CROSS JOIN keeps SQLite from going the other way. */
export const deviatingSql = `
  SELECT place, status FROM permits CROSS JOIN status_places USING (no)
  WHERE status IN ('suspended', 'revoked', 'superseded', 'closed_by_death') AND list = ?`

/** Places of a list whose permit is not simply valid. */
export const deviating = (db: Reader, list: string): { place: number; status: PermitStatus }[] =>
  prepared<[string], { place: number; status: PermitStatus }>(db, deviatingSql).all(list)

/** The place of one permit; every signed permit has one. */
export const placeOfNumber = (db: Reader, no: string): { list: string; place: number } | undefined =>
  prepared<[string], { list: string; place: number }>(db, 'SELECT list, place FROM status_places WHERE no = ?').get(no)
