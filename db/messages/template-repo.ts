import type { MessageKey } from '#contract/messages'
import type { Reader, Writer } from '../handle'
import { prepared } from '../prepared'

export type TemplateRow = { key: MessageKey; version: number; text: string; by: string; at: string }

/** The office's newest text of a template, if it ever wrote one. */
export const latestTemplate = (db: Reader, key: MessageKey): TemplateRow | undefined =>
  prepared<[string], TemplateRow>(db, 'SELECT key, version, text, by, at FROM message_templates WHERE key = ? ORDER BY version DESC LIMIT 1').get(key)

export const insertTemplate = (db: Writer, row: TemplateRow): void => {
  db.prepare('INSERT INTO message_templates (key, version, text, by, at) VALUES (@key, @version, @text, @by, @at)').run(row)
}
