import type { Reader, Writer } from '../handle'
import { prepared } from '../prepared'

export const readSetting = (db: Reader, key: string): string | undefined =>
  db.prepare<[string], string>('SELECT value FROM settings WHERE key = ?').pluck().get(key)

export const writeSetting = (db: Writer, key: string, value: string, at: string): void => {
  db.prepare('INSERT INTO settings VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value, at = excluded.at').run(key, value, at)
}

/** Every stored setting as one JSON text: equal texts, equal settings. */
export const settingsText = (db: Reader): string =>
  prepared<[], { all: string }>(db, 'SELECT coalesce(json_group_object(key, value), \'{}\') AS "all" FROM settings').get()?.all ?? '{}'

export type SettingChange = { key: string; value: string; at: string; by: string }

export const keepSettingChange = (db: Writer, { key, value, at, by }: SettingChange): void => {
  db.prepare('INSERT INTO setting_history (key, value, at, by) VALUES (?, ?, ?, ?)').run(key, value, at, by)
}

/** What a setting was, newest first. */
export const settingHistory = (db: Reader, key: string): SettingChange[] =>
  db.prepare<[string], SettingChange>('SELECT key, value, at, by FROM setting_history WHERE key = ? ORDER BY seq DESC').all(key)
