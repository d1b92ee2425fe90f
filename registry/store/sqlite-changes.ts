import { createHash } from 'node:crypto'
import type { Database } from 'better-sqlite3'
import canonicalize from 'canonicalize'
import type { Change } from '#contract/wire/changes'
import type { NewChange, Store } from './store'

type Row = Omit<Change, 'body'> & { body: string }

/** Writes one change; joins the caller's transaction. */
export const publishChange = (db: Database, { stream, unit, op, type, id, body }: NewChange): Change => {
  const text = canonicalize(body) ?? 'null'
  const hash = createHash('sha256').update(text).digest('base64url')
  const version = 1 + (db.prepare<[string, string, string], number>(
    'SELECT coalesce(max(version), 0) FROM changes WHERE stream = ? AND type = ? AND id = ?',
  ).pluck().get(stream, type, id) ?? 0)
  const { lastInsertRowid } = db.prepare(
    'INSERT INTO changes (stream, unit, op, type, id, version, hash, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  ).run(stream, unit, op, type, id, version, hash, text)
  return { seq: Number(lastInsertRowid), op, type, id, version, hash, body }
}

/** The feed that devices pull: one row a published change, never altered. */
export const sqliteChanges = (db: Database): Pick<Store, 'publish' | 'changes' | 'unitOf'> => ({
  publish: (change) => db.transaction(() => publishChange(db, change)).immediate(),
  // Scope comes from the credential: rows of other units do not exist for this device.
  changes: (unit, stream, after, limit) => {
    const rows = db.prepare<[string, number, string, number], Row>(`
      SELECT seq, op, type, id, version, hash, body FROM changes
      WHERE stream = ? AND seq > ? AND (unit IS NULL OR unit = ?) ORDER BY seq LIMIT ?`,
    ).all(stream, after, unit, limit + 1)
    return {
      items: rows.slice(0, limit).map((row): Change => ({ ...row, body: JSON.parse(row.body) as unknown })),
      hasMore: rows.length > limit,
    }
  },
  unitOf: (trackingCode) =>
    db.prepare<[string], string>('SELECT unit FROM tracking_codes WHERE code = ?').pluck().get(trackingCode) ??
    db.prepare<[], string>('SELECT min(unit) FROM devices HAVING count(DISTINCT unit) = 1').pluck().get(),
})
