import type { Migration } from '../migrate'

/**
 * S0-21: through which counter office a request came, who took it in and when; one row for each dossier filed at a counter,
 * written with the filing and never again. What was filed before has none.
 */
export const migration: Migration = {
  version: 396,
  up: (db) => {
    db.exec(`
      CREATE TABLE counter_filings (
        dossier_id TEXT PRIMARY KEY REFERENCES dossiers (id),
        office TEXT NOT NULL CHECK (office <> ''),
        clerk TEXT NOT NULL,
        clerk_name TEXT NOT NULL,
        at TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE TRIGGER counter_filings_fixed BEFORE UPDATE ON counter_filings BEGIN SELECT RAISE(ABORT, 'who took a request in does not change'); END;
      CREATE TRIGGER counter_filings_kept BEFORE DELETE ON counter_filings BEGIN SELECT RAISE(ABORT, 'who took a request in does not go'); END;
    `)
  },
}
