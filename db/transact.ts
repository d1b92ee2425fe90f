import type { Writer } from './handle'

/**
 * Runs `work` in one IMMEDIATE transaction: all of it or nothing. Synchronous by type: a promise would outlive the
 * transaction. Called inside another one it joins it.
 */
export const transact = <T>(db: Writer, work: (db: Writer) => T extends Promise<unknown> ? never : T): T =>
  db.inTransaction ? (work(db) as T) : (db.transaction(() => work(db)).immediate() as T)
