import type { Reader, Writer } from '../handle'

/** What makes a change the same change, also in another epoch of the registry. */
export type ChangeKey = { stream: string; type: string; id: string; version: number }
export type KeptChange = ChangeKey & { item: string; reason: string }

export const wasApplied = (db: Reader, key: ChangeKey): boolean =>
  db.prepare<[ChangeKey], number>(
    'SELECT 1 FROM applied_changes WHERE stream = @stream AND type = @type AND id = @id AND version = @version',
  ).pluck().get(key) === 1

export const recordApplied = (db: Writer, key: ChangeKey, hash: string, at: string): void => {
  db.prepare('INSERT INTO applied_changes VALUES (@stream, @type, @id, @version, @hash, @at)').run({ ...key, hash, at })
  db.prepare('DELETE FROM unapplied_changes WHERE stream = @stream AND type = @type AND id = @id AND version = @version').run(key)
}

export const keepUnapplied = (db: Writer, key: ChangeKey, item: string, reason: string, at: string): void => {
  db.prepare(`
    INSERT INTO unapplied_changes VALUES (@stream, @type, @id, @version, @item, @reason, @at)
    ON CONFLICT DO UPDATE SET reason = @reason`).run({ ...key, item, reason, at })
}

/** Oldest first. */
export const listUnapplied = (db: Reader, limit: number): KeptChange[] =>
  db.prepare<[number], KeptChange>('SELECT stream, type, id, version, item, reason FROM unapplied_changes ORDER BY at, stream, id LIMIT ?').all(limit)

export const countUnapplied = (db: Reader): number =>
  db.prepare<[], number>('SELECT count(*) FROM unapplied_changes').pluck().get() ?? 0

export const keepRecovered = (db: Writer, row: { opId: string; serverSeq: number; operation: string; receipt: string }): void => {
  db.prepare('INSERT OR IGNORE INTO recovered_operations VALUES (@opId, @serverSeq, @operation, @receipt)').run(row)
}
