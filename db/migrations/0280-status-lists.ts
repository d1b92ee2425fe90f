import type { Migration } from '../migrate'

/**
 * The status lists as they were last published: 131,072 places of two bits each, and the signed text that others fetch.
 * The bits are kept so that a change of one permit does not read every permit again.
 */
export const migration: Migration = {
  version: 280,
  up: (db) => {
    db.exec(`
      CREATE TABLE status_lists (
        list TEXT PRIMARY KEY,
        version INTEGER NOT NULL CHECK (version > 0),
        bits BLOB NOT NULL CHECK (length(bits) = 32768),
        jws TEXT NOT NULL,
        digest TEXT NOT NULL,
        kid TEXT NOT NULL REFERENCES signing_keys (kid),
        issued_at TEXT NOT NULL,
        fresh_until TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE TRIGGER status_lists_go_on BEFORE UPDATE ON status_lists
        WHEN new.list IS NOT old.list OR new.version <> old.version + 1 OR new.issued_at < old.issued_at
        BEGIN SELECT RAISE(ABORT, 'a list is followed by a newer one'); END;
      CREATE TRIGGER status_lists_kept BEFORE DELETE ON status_lists
        BEGIN SELECT RAISE(ABORT, 'a published list does not go'); END;
    `)
  },
}
