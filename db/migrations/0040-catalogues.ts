import type { Migration } from '../migrate'

/** Reference tables that move with years and provinces: codes are text, rows end and never vanish. */
export const migration: Migration = {
  version: 40,
  up: (db) => {
    db.exec(`
      CREATE TABLE reference_sets (
        name TEXT PRIMARY KEY,
        sample INTEGER NOT NULL CHECK (sample IN (0, 1)),
        source TEXT NOT NULL,
        at TEXT NOT NULL
      ) STRICT;

      CREATE TABLE provinces (code TEXT PRIMARY KEY CHECK (length(code) = 2), title TEXT NOT NULL) STRICT;
      CREATE TABLE counties (
        code TEXT PRIMARY KEY CHECK (length(code) = 4),
        province TEXT NOT NULL REFERENCES provinces (code),
        title TEXT NOT NULL
      ) STRICT;
      CREATE INDEX counties_by_province ON counties (province);
      CREATE TABLE agencies (code TEXT PRIMARY KEY, title TEXT NOT NULL) STRICT;
      CREATE TABLE banks (code TEXT PRIMARY KEY CHECK (length(code) = 3), title TEXT NOT NULL) STRICT;
      CREATE TABLE fields (
        code TEXT PRIMARY KEY,
        title TEXT NOT NULL,
        field_group TEXT NOT NULL,
        agency_code TEXT NOT NULL REFERENCES agencies (code),
        path TEXT NOT NULL CHECK (path IN ('approval', 'registration')),
        hygiene INTEGER NOT NULL CHECK (hygiene IN (0, 1)),
        loan_allowed INTEGER NOT NULL CHECK (loan_allowed IN (0, 1)),
        from_day TEXT,
        to_day TEXT
      ) STRICT;
      CREATE INDEX fields_by_agency ON fields (agency_code);

      CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL, at TEXT NOT NULL) STRICT;
    `)
  },
}
