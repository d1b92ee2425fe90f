import type { Migration } from '../migrate'

/** What the update server last said, and the highest it ever said. */
export const migration: Migration = {
  version: 420,
  up: (db) => {
    db.exec(`
      CREATE TABLE update_watch (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        checked_at TEXT NOT NULL,
        -- NULL: the last answer was taken.
        fault TEXT,
        -- The newest manifest taken, as it was received; it is checked again at every reading.
        token TEXT,
        -- Never lower than these, whatever a server says later.
        highest_version TEXT,
        highest_released TEXT,
        CHECK ((token IS NULL) = (highest_version IS NULL) AND (token IS NULL) = (highest_released IS NULL)),
        CHECK (token IS NOT NULL OR fault IS NOT NULL)
      ) STRICT;
      CREATE TABLE update_files (
        sha256 TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        fetched_at TEXT NOT NULL
      ) STRICT;
    `)
  },
}
