import type { StampedKind } from '#contract/timestamps'
import type { Reader, Writer } from '../handle'
import { prepared } from '../prepared'

export type SettingsRow = { version: number; enabled: 0 | 1; urls: string; policy: string; caPem: string; graceHours: number; enabledAt: string | null }

export const readTimestampSettings = (db: Reader): SettingsRow | undefined =>
  prepared<[], SettingsRow>(db, `
    SELECT version, enabled, urls, policy, ca_pem AS caPem, grace_hours AS graceHours, enabled_at AS enabledAt FROM timestamp_settings WHERE one = 1
  `).get()

export const saveTimestampSettings = (db: Writer, row: SettingsRow): void => {
  db.prepare('INSERT OR REPLACE INTO timestamp_settings VALUES (1, @version, @enabled, @urls, @policy, @caPem, @graceHours, @enabledAt)').run(row)
}

export type WaitRow = { kind: StampedKind; ref: string; signedAt: string }

/** Oldest first, above a place in that order. */
export const nextWaits = (db: Reader, after: WaitRow | null, limit: number): WaitRow[] =>
  prepared<[string, string, string, number], WaitRow>(db, `
    SELECT kind, ref, signed_at AS signedAt FROM timestamp_waits WHERE (signed_at, kind, ref) > (?, ?, ?) ORDER BY signed_at, kind, ref LIMIT ?
  `).all(after?.signedAt ?? '', after?.kind ?? '', after?.ref ?? '', limit)

export const findWait = (db: Reader, kind: StampedKind, ref: string): WaitRow | undefined =>
  db.prepare<[string, string], WaitRow>('SELECT kind, ref, signed_at AS signedAt FROM timestamp_waits WHERE kind = ? AND ref = ?').get(kind, ref)

export const dropWait = (db: Writer, kind: StampedKind, ref: string): void => {
  db.prepare('DELETE FROM timestamp_waits WHERE kind = ? AND ref = ?').run(kind, ref)
}

export const anyWait = (db: Reader): boolean => prepared<[], unknown>(db, 'SELECT 1 FROM timestamp_waits LIMIT 1').get() !== undefined

/** What presses: everything but seals of the ledger, which nobody is given. */
export const oldestPressing = (db: Reader): WaitRow | undefined =>
  prepared<[], WaitRow>(db, "SELECT kind, ref, signed_at AS signedAt FROM timestamp_waits WHERE kind <> 'checkpoint' ORDER BY signed_at LIMIT 1").get()

export const countPressing = (db: Reader): number =>
  db.prepare<[], number>("SELECT count(*) FROM timestamp_waits WHERE kind <> 'checkpoint'").pluck().get() ?? 0

export type TokenRow = {
  kind: StampedKind; ref: string; imprint: Buffer; response: Buffer; genTime: string; authority: string; serial: string; policy: string
  accuracyMs: number | null; url: string; fetchedAt: string; opId: string
}

const tokenColumns = 'kind, ref, imprint, response, gen_time AS genTime, authority, serial, policy, accuracy_ms AS accuracyMs, url, fetched_at AS fetchedAt, op_id AS opId'

export const insertToken = (db: Writer, row: TokenRow): void => {
  prepared<[TokenRow]>(db, `
    INSERT INTO timestamp_tokens VALUES (NULL, @kind, @ref, @imprint, @response, @genTime, @authority, @serial, @policy, @accuracyMs, @url, @fetchedAt, @opId)
  `).run(row)
}

/** In the order they came. */
export const tokensOf = (db: Reader, kind: StampedKind, ref: string): TokenRow[] =>
  db.prepare<[string, string], TokenRow>(`SELECT ${tokenColumns} FROM timestamp_tokens WHERE kind = ? AND ref = ? ORDER BY no`).all(kind, ref)

/** Timestamps of a checkpoint, by its note. */
export const tokensOfNote = (db: Reader, note: string): TokenRow[] => {
  const no = db.prepare<[string], number>('SELECT no FROM checkpoints WHERE note = ?').pluck().get(note)
  return no === undefined ? [] : tokensOf(db, 'checkpoint', String(no))
}

/** Newest first. */
export const recentTokens = (db: Reader, limit: number): TokenRow[] =>
  db.prepare<[number], TokenRow>(`SELECT ${tokenColumns} FROM timestamp_tokens ORDER BY no DESC LIMIT ?`).all(limit)

export const countTokens = (db: Reader): number => db.prepare<[], number>('SELECT count(*) FROM timestamp_tokens').pluck().get() ?? 0

/** The newest time that an authority has vouched for here. */
export const newestTokenTime = (db: Reader): string | undefined =>
  prepared<[], { genTime: string }>(db, 'SELECT gen_time AS genTime FROM timestamp_tokens ORDER BY no DESC LIMIT 1').get()?.genTime

/** The signed text that a waiting row stands for: a compact JWS, or the note of a checkpoint. */
export const signedText = (db: Reader, kind: StampedKind, ref: string): string | undefined =>
  prepared<[string], { text: string }>(db, signedTextOf[kind]).get(ref)?.text

const signedTextOf: Readonly<Record<StampedKind, string>> = {
  permit: 'SELECT jws AS text FROM permits WHERE no = ?',
  manifest: 'SELECT jws AS text FROM signing_batches WHERE no = ?',
  checkpoint: 'SELECT note AS text FROM checkpoints WHERE no = CAST(? AS INTEGER)',
}
