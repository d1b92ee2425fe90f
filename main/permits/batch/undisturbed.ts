import type { DossierRow } from '#db/dossiers/dossier-repo'
import type { Writer } from '#db/handle'
import { prepared } from '#db/prepared'

/** Whether what was found of a list's dossiers can have changed since. */
export type Undisturbed = {
  /** Whether nobody but the run has written since the watch began; once somebody has, never again. */
  holds(): boolean
  /** Whether the run has signed for the holder of this dossier: that alone may close it (S0-07, P10). */
  touches(dossier: DossierRow): boolean
  /** The run signs this one. */
  signs(dossier: DossierRow): void
  /** The run's own rows are committed: what comes after them is somebody else's. */
  committed(): void
}

/**
 * SQLite itself says who wrote: `data_version` moves with every commit of another connection, `total_changes()` with every row
 * that this one changes. Begins in the same turn of the event loop in which the list was checked.
 */
export const watchDisturbance = (db: Writer): Undisturbed => {
  const holders = new Set<string>()
  let known: string | null = markOf(db)
  return {
    holds: () => {
      if (known !== markOf(db)) known = null
      return known !== null
    },
    touches: (dossier) => personsOf(dossier).some((id) => holders.has(id)),
    signs: (dossier) => { for (const id of personsOf(dossier)) holders.add(id) },
    committed: () => { if (known !== null) known = markOf(db) },
  }
}

/** The holder, and who stands for a company. */
const personsOf = ({ holderId, person }: DossierRow): string[] => [holderId, person.nationalId]

const markOf = (db: Writer): string => {
  const rows = prepared<[], { rows: number }>(db, 'SELECT total_changes() AS rows').get()
  const commits = prepared<[], { data_version: number }>(db, 'PRAGMA data_version').get()
  return `${commits?.data_version} ${rows?.rows}`
}
