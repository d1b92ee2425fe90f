import type Database from 'better-sqlite3'
import type { Reader } from './handle'

type Shelf = Map<string, Database.Statement<unknown[], unknown>>
const shelves = new WeakMap<Reader, Shelf>()

/**
 * A statement prepared once a connection, for the few that run thousands of times in a row (compiling costs more than
 * running them). Never change its mode (`pluck`, `raw`) at a call: use the same text in one place only.
 */
export const prepared = <P extends unknown[], R = unknown>(db: Reader, sql: string): Database.Statement<P, R> => {
  const shelf: Shelf = shelves.get(db) ?? new Map<string, Database.Statement<unknown[], unknown>>()
  shelves.set(db, shelf)
  let statement = shelf.get(sql)
  if (!statement) shelf.set(sql, (statement = db.prepare(sql)))
  // The caller names the types of its own SQL, as with `prepare`.
  return statement as Database.Statement<P, R>
}
