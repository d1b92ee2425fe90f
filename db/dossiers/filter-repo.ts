import type { SavedFilter } from '#contract/intake'
import type { Reader, Writer } from '../handle'

/** A person's own saved filters of one list, by name; each list keeps filters of its own form. */
export const listFilters = <Filter extends object = SavedFilter>(db: Reader, username: string, list: string): { name: string; filter: Filter }[] =>
  db.prepare<[string, string], { name: string; content: string }>('SELECT name, content FROM saved_filters WHERE username = ? AND list = ? ORDER BY name')
    .all(username, list)
    // Written by us from the parsed filter.
    .map(({ name, content }) => ({ name, filter: JSON.parse(content) as Filter }))

/** Adds a filter or writes the one of the same name again. */
export const putFilter = (db: Writer, username: string, list: string, name: string, filter: object, at: string): void => {
  db.prepare(`
    INSERT INTO saved_filters (username, list, name, content, at) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (username, list, name) DO UPDATE SET content = excluded.content, at = excluded.at
  `).run(username, list, name, JSON.stringify(filter), at)
}

export const deleteFilter = (db: Writer, username: string, list: string, name: string): void => {
  db.prepare('DELETE FROM saved_filters WHERE username = ? AND list = ? AND name = ?').run(username, list, name)
}
