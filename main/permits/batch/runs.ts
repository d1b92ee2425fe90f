import { Fault } from '#main/app/fault'
import type { Writer } from '#db/handle'

/** A signature under way in this process. After a crash there is none, whatever the rows say. */
export type Run = { no: string | null; stopping: boolean }

const runs = new WeakMap<Writer, Run>()

/** The run of an office, if one is under way. */
export const runOf = (db: Writer): Run | undefined => runs.get(db)

/**
 * Lets one signing run at a time use an office.
 * @throws Fault BATCH_RUNNING.
 */
export const alone = async <T>(db: Writer, work: (run: Run) => Promise<T>): Promise<T> => {
  if (runs.has(db)) throw new Fault('BATCH_RUNNING')
  const run: Run = { no: null, stopping: false }
  runs.set(db, run)
  try {
    return await work(run)
  } finally {
    runs.delete(db)
  }
}
