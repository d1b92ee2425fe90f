import type { Migration } from '../migrate'

/**
 * The ledger's memory: its Merkle tree in tiles of 256 hashes (level 0 holds leaves, each higher level the roots of the full
 * tiles below), the key that seals it, every checkpoint given out, and what a person decided of histories that do not fit.
 */
export const migration: Migration = {
  version: 260,
  up: (db) => {
    db.exec(`
      CREATE TABLE log_keys (
        kid TEXT PRIMARY KEY,
        origin TEXT NOT NULL,
        public_key BLOB NOT NULL CHECK (length(public_key) = 32),
        private_der BLOB NOT NULL,
        test INTEGER NOT NULL CHECK (test IN (0, 1)),
        created_at TEXT NOT NULL
      ) STRICT;
      CREATE TRIGGER log_keys_kept BEFORE DELETE ON log_keys
        BEGIN SELECT RAISE(ABORT, 'old checkpoints need their key'); END;
      CREATE TRIGGER log_keys_fixed BEFORE UPDATE ON log_keys
        BEGIN SELECT RAISE(ABORT, 'a log key never changes'); END;

      CREATE TABLE ledger_tiles (
        level INTEGER NOT NULL CHECK (level BETWEEN 0 AND 6),
        no INTEGER NOT NULL CHECK (no >= 0),
        hashes BLOB NOT NULL CHECK (length(hashes) % 32 = 0 AND length(hashes) BETWEEN 32 AND 8192),
        PRIMARY KEY (level, no)
      ) STRICT;

      CREATE TABLE checkpoints (
        no INTEGER PRIMARY KEY,
        size INTEGER NOT NULL CHECK (size > 0),
        root BLOB NOT NULL CHECK (length(root) = 32),
        note TEXT NOT NULL UNIQUE,
        kid TEXT NOT NULL REFERENCES log_keys (kid),
        cause TEXT NOT NULL CHECK (cause IN ('daily', 'sync', 'asked', 'resolve')),
        op_id TEXT NOT NULL REFERENCES ledger_entries (op_id),
        sealed_at TEXT NOT NULL
      ) STRICT;
      CREATE INDEX checkpoints_by_size ON checkpoints (size, no);
      CREATE TRIGGER checkpoints_no_update BEFORE UPDATE ON checkpoints
        BEGIN SELECT RAISE(ABORT, 'a checkpoint given out stands'); END;
      CREATE TRIGGER checkpoints_no_delete BEFORE DELETE ON checkpoints
        BEGIN SELECT RAISE(ABORT, 'a checkpoint given out stands'); END;

      CREATE TABLE rollback_resolutions (
        note_sha256 TEXT PRIMARY KEY,
        size INTEGER NOT NULL,
        source TEXT NOT NULL CHECK (source IN ('file', 'registry', 'database')),
        op_id TEXT NOT NULL REFERENCES ledger_entries (op_id),
        resolved_at TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
    `)
  },
}
