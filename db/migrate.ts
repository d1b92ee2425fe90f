import { DatabaseNewer } from './faults'
import type { Writer } from './handle'

/** One step of the schema. Versions go up by tens; a shipped step is never edited. */
export type Migration = { version: number; up: (db: Writer) => void }

export const schemaVersion = (db: Writer): number => Number(db.pragma('user_version', { simple: true }))

/**
 * Brings a database to the newest version, all steps in one transaction, and asks SQLite whether the result is sound.
 * @throws DatabaseNewer when the file comes from a later program.
 */
export const migrate = (db: Writer, steps: readonly Migration[], target = Infinity): void => {
  const ordered = [...steps].sort((a, b) => a.version - b.version)
  const newest = ordered.at(-1)?.version ?? 0
  const current = schemaVersion(db)
  if (current > newest) throw new DatabaseNewer(current, newest)
  const due = ordered.filter((step) => step.version > current && step.version <= target)
  if (due.length === 0) return
  // A table that is rebuilt is dropped for a moment: its references are checked when all steps are done.
  db.pragma('foreign_keys=OFF')
  try {
    db.transaction(() => {
      for (const step of due) step.up(db)
      db.pragma(`user_version=${due.at(-1)!.version}`)
      const orphans = db.pragma('foreign_key_check')
      if (Array.isArray(orphans) && orphans.length > 0) throw new Error('a migration left orphan rows')
    }).immediate()
  } finally {
    db.pragma('foreign_keys=ON')
  }
}
