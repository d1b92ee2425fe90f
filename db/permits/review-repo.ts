import type { Reader, Writer } from '../handle'
import { prepared } from '../prepared'

/** One Director's look at the very bytes of one permit. */
export type ReviewRow = { digest: string; byUser: string; dossierId: string; openedAt: string; lastAt: string; seconds: number; toEnd: boolean }
type Stored = Omit<ReviewRow, 'toEnd'> & { toEnd: number }

const columns = 'digest, by_user AS byUser, dossier_id AS dossierId, opened_at AS openedAt, last_at AS lastAt, seconds, to_end AS toEnd'
const toReview = (stored: Stored): ReviewRow => ({ ...stored, toEnd: stored.toEnd === 1 })

export const findReview = (db: Reader, digest: string, byUser: string): ReviewRow | undefined => {
  const stored = prepared<[string, string], Stored>(db, `SELECT ${columns} FROM permit_reviews WHERE digest = ? AND by_user = ?`).get(digest, byUser)
  return stored && toReview(stored)
}

/** The bytes are on her screen from now on; opened again, the time between is not counted. */
export const putReview = (db: Writer, row: Pick<ReviewRow, 'digest' | 'byUser' | 'dossierId'>, at: string): void => {
  prepared(db, `
    INSERT INTO permit_reviews (digest, by_user, dossier_id, opened_at, last_at) VALUES (@digest, @byUser, @dossierId, @at, @at)
    ON CONFLICT (digest, by_user) DO UPDATE SET last_at = max(last_at, excluded.last_at)
  `).run({ ...row, at })
}

export const growReview = (db: Writer, digest: string, byUser: string, { seconds, toEnd, at }: { seconds: number; toEnd: boolean; at: string }): void => {
  prepared(db, `
    UPDATE permit_reviews SET seconds = seconds + @seconds, to_end = max(to_end, @toEnd), last_at = max(last_at, @at) WHERE digest = @digest AND by_user = @byUser
  `).run({ digest, byUser, seconds, toEnd: toEnd ? 1 : 0, at })
}
