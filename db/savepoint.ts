import type { Writer } from './handle'

/**
 * Runs `work` inside the open transaction so that its failure undoes only itself: whatever it wrote is rolled back and the
 * error goes on to the caller, who may carry on with the outer transaction.
 */
export const withSavepoint = <T>(db: Writer, work: () => T extends Promise<unknown> ? never : T): T => {
  if (!db.inTransaction) throw new Error('a savepoint lives inside a transaction')
  return db.transaction(work)() as T
}
