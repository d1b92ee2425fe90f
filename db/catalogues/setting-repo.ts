import type { Reader, Writer } from '../handle'

export const readSetting = (db: Reader, key: string): string | undefined =>
  db.prepare<[string], string>('SELECT value FROM settings WHERE key = ?').pluck().get(key)

export const writeSetting = (db: Writer, key: string, value: string, at: string): void => {
  db.prepare('INSERT INTO settings VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value, at = excluded.at').run(key, value, at)
}
