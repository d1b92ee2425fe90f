import type { Migration } from '../migrate'

/** This device's identity at the registry, cursors, runs, and what was pulled. */
export const migration: Migration = {
  version: 100,
  up: (db) => {
    db.exec(`
      -- One row: the device of today. Its private key lies inside the encrypted database and never leaves it.
      CREATE TABLE registry_device (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        device_id TEXT NOT NULL,
        incarnation TEXT NOT NULL,
        private_pem TEXT NOT NULL,
        url TEXT NOT NULL,
        ca_pem TEXT,
        registry_id TEXT NOT NULL,
        registry_pem TEXT NOT NULL,
        epoch TEXT NOT NULL,
        unit TEXT NOT NULL,
        streams TEXT NOT NULL,
        training INTEGER NOT NULL,
        -- Server sequences up to here were given to an earlier device of this office.
        floor_seq INTEGER NOT NULL,
        enrolled_at TEXT NOT NULL
      ) STRICT;

      CREATE TABLE sync_cursors (stream TEXT PRIMARY KEY, cursor TEXT NOT NULL) STRICT;

      -- One run at a time; a dead holder is recognised, so a machine switched off mid-run blocks nobody.
      CREATE TABLE sync_lease (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        holder TEXT NOT NULL, host TEXT NOT NULL, pid INTEGER NOT NULL, until TEXT NOT NULL
      ) STRICT;

      CREATE TABLE sync_runs (
        id INTEGER PRIMARY KEY,
        started_at TEXT NOT NULL,
        ended_at TEXT,
        exit_code INTEGER,
        report TEXT
      ) STRICT;

      -- Every change that took effect here, so that a feed read again (new epoch) has no second effect.
      CREATE TABLE applied_changes (
        stream TEXT NOT NULL, type TEXT NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL, hash TEXT NOT NULL, at TEXT NOT NULL,
        PRIMARY KEY (stream, type, id, version)
      ) STRICT, WITHOUT ROWID;

      -- Changes of a type that this version does not know, or that do not fit (yet): kept verbatim, tried again.
      CREATE TABLE unapplied_changes (
        stream TEXT NOT NULL, type TEXT NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL,
        item TEXT NOT NULL, reason TEXT NOT NULL, at TEXT NOT NULL,
        PRIMARY KEY (stream, type, id, version)
      ) STRICT, WITHOUT ROWID;

      -- Receipts of an earlier life of the registry: proof of what a restored registry once had.
      CREATE TABLE former_receipts (op_id TEXT NOT NULL, epoch TEXT NOT NULL, receipt TEXT NOT NULL, PRIMARY KEY (op_id, epoch)) STRICT, WITHOUT ROWID;

      -- What the registry holds of this device and the restored office does not.
      CREATE TABLE recovered_operations (op_id TEXT PRIMARY KEY, server_seq INTEGER NOT NULL, operation TEXT NOT NULL, receipt TEXT NOT NULL) STRICT, WITHOUT ROWID;
    `)
  },
}
