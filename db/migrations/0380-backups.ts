import type { Migration } from '../migrate'

/** Where backups go and by which key, and what became of each. */
export const migration: Migration = {
  version: 380,
  up: (db) => {
    db.exec(`
      CREATE TABLE backup_plan (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        version INTEGER NOT NULL,
        folder TEXT NOT NULL,
        keep INTEGER NOT NULL CHECK (keep BETWEEN 2 AND 400),
        -- age X25519: the file is for the recipient; the identity reads it back to check it.
        recipient TEXT NOT NULL,
        identity TEXT NOT NULL,
        -- The identity under the backup passphrase (age scrypt), as every file carries it.
        sealed_identity TEXT NOT NULL,
        set_by TEXT NOT NULL,
        set_at TEXT NOT NULL
      ) STRICT;
      CREATE TABLE backup_runs (
        id TEXT PRIMARY KEY,
        at TEXT NOT NULL,
        by TEXT NOT NULL,
        file_name TEXT,
        bytes INTEGER,
        scans INTEGER,
        ledger_seq INTEGER,
        -- NULL: made and read back whole; else the code of what went wrong.
        failure TEXT,
        CHECK ((failure IS NULL) = (file_name IS NOT NULL))
      ) STRICT;
      CREATE INDEX backup_runs_by_time ON backup_runs (at DESC);
    `)
  },
}
