import type { Reader, Writer } from '../handle'
import { prepared } from '../prepared'

/** A draw over a list: made when the list was frozen, before anything of it was signed. */
export type ListRow = { seq: number; digest: string; /** Permit digests, in their order. */ digests: readonly string[]; seed: string; byUser: string; frozenAt: string }
type StoredList = Omit<ListRow, 'digests'> & { digests: string }

export const newestListSql = `
  SELECT seq, digest, digests, seed, by_user AS byUser, frozen_at AS frozenAt FROM signing_lists WHERE by_user = ? ORDER BY seq DESC LIMIT 1`

/** The newest draw of a Director. */
export const newestList = (db: Reader, byUser: string): ListRow | undefined => {
  const stored = prepared<[string], StoredList>(db, newestListSql).get(byUser)
  return stored && { ...stored, digests: JSON.parse(stored.digests) as string[] }
}

export const insertList = (db: Writer, row: Omit<ListRow, 'seq'>): ListRow => {
  const { lastInsertRowid } = prepared(db, 'INSERT INTO signing_lists (digest, digests, seed, by_user, frozen_at) VALUES (?, ?, ?, ?, ?)')
    .run(row.digest, JSON.stringify(row.digests), row.seed, row.byUser, row.frozenAt)
  return { ...row, seq: Number(lastInsertRowid) }
}

export type BatchEnd = 'done' | 'stopped' | 'storage' | 'token' | 'broken_off'
/** Of the manifest, and not signed; why is a reason of permits.sign. */
export type FailedItem = { no: string; reason: string }
/** Named when the list was given to be signed, and never came into the manifest. */
export type DroppedItem = { dossierId: string; reason: string }
export type BatchRow = {
  seq: number
  no: string
  listSeq: number
  byUser: string
  kid: string
  /** SHA-256 of the manifest's payload bytes: what each of its permits names. */
  digest: string
  jws: string
  items: number
  signedAt: string
  dropped: readonly DroppedItem[]
  failed: readonly FailedItem[]
  /** Null while it is being signed, and after a crash until the Director was told. */
  ended: BatchEnd | null
  endedAt: string | null
}
type StoredBatch = Omit<BatchRow, 'dropped' | 'failed'> & { dropped: string; failed: string }

const columns = 'seq, no, list_seq AS listSeq, by_user AS byUser, kid, digest, jws, items, signed_at AS signedAt, dropped, failed, ended, ended_at AS endedAt'
const toBatch = (stored: StoredBatch): BatchRow =>
  ({ ...stored, dropped: JSON.parse(stored.dropped) as DroppedItem[], failed: JSON.parse(stored.failed) as FailedItem[] })

export const insertBatch = (db: Writer, row: Omit<BatchRow, 'seq' | 'failed' | 'ended' | 'endedAt'>): void => {
  prepared(db, `
    INSERT INTO signing_batches (no, list_seq, by_user, kid, digest, jws, items, signed_at, dropped)
    VALUES (@no, @listSeq, @byUser, @kid, @digest, @jws, @items, @signedAt, @dropped)
  `).run({ ...row, dropped: JSON.stringify(row.dropped) })
}

export const findBatch = (db: Reader, no: string): BatchRow | undefined => {
  const stored = prepared<[string], StoredBatch>(db, `SELECT ${columns} FROM signing_batches WHERE no = ?`).get(no)
  return stored && toBatch(stored)
}

export const batchOfDigest = (db: Reader, digest: string): BatchRow | undefined => {
  const stored = prepared<[string], StoredBatch>(db, `SELECT ${columns} FROM signing_batches WHERE digest = ?`).get(digest)
  return stored && toBatch(stored)
}

export const newestBatchSql = `SELECT ${columns} FROM signing_batches WHERE by_user = ? ORDER BY seq DESC LIMIT 1`
export const newestBatch = (db: Reader, byUser: string): BatchRow | undefined => {
  const stored = prepared<[string], StoredBatch>(db, newestBatchSql).get(byUser)
  return stored && toBatch(stored)
}

/** Newest first below `before`. */
export const listBatches = (db: Reader, before: number, limit: number): BatchRow[] =>
  prepared<[number, number], StoredBatch>(db, `SELECT ${columns} FROM signing_batches WHERE seq < ? ORDER BY seq DESC LIMIT ?`).all(before, limit).map(toBatch)

export const noteFailed = (db: Writer, no: string, failed: readonly FailedItem[]): void => {
  prepared(db, 'UPDATE signing_batches SET failed = ? WHERE no = ?').run(JSON.stringify(failed), no)
}

export const endBatch = (db: Writer, no: string, ended: BatchEnd, endedAt: string): void => {
  prepared(db, 'UPDATE signing_batches SET ended = ?, ended_at = ? WHERE no = ?').run(ended, endedAt, no)
}

export const signedOfSql = `
  SELECT p.no, p.digest, p.name, p.dossier_id AS dossierId FROM json_each(?) j JOIN permits p ON p.digest = j.value WHERE p.bat = ?`
export type SignedOf = { no: string; digest: string; name: string; dossierId: string }

/** Which of these digests became permits under this manifest. */
export const signedOf = (db: Reader, digests: readonly string[], bat: string): SignedOf[] =>
  prepared<[string, string], SignedOf>(db, signedOfSql).all(JSON.stringify(digests), bat)

export const openedOfSql = `
  SELECT j.value AS digest, r.seconds, r.to_end AS toEnd FROM json_each(?) j JOIN permit_reviews r ON r.digest = j.value AND r.by_user = ?`

/** What a Director has seen of these digests, by digest. */
export const openedOf = (db: Reader, digests: readonly string[], byUser: string): Map<string, { seconds: number; toEnd: boolean }> =>
  new Map(prepared<[string, string], { digest: string; seconds: number; toEnd: number }>(db, openedOfSql).all(JSON.stringify(digests), byUser)
    .map(({ digest, seconds, toEnd }) => [digest, { seconds, toEnd: toEnd === 1 }]))

/** Dossier of a number that is not a permit yet. */
export const dossierOfDraft = (db: Reader, no: string): string | undefined =>
  prepared<[string], { dossierId: string }>(db, 'SELECT dossier_id AS dossierId FROM permit_drafts WHERE no = ?').get(no)?.dossierId
