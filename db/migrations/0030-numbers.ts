import type { Migration } from '../migrate'

/** Last serial given out by kind, unit, Jalali year and workstation slot (domain model §10). */
export const migration: Migration = {
  version: 30,
  up: (db) => {
    db.exec(`
      CREATE TABLE number_series (
        kind TEXT NOT NULL,
        unit TEXT NOT NULL,
        year INTEGER NOT NULL,
        slot INTEGER NOT NULL,
        last INTEGER NOT NULL,
        PRIMARY KEY (kind, unit, year, slot)
      ) STRICT, WITHOUT ROWID;
    `)
  },
}
