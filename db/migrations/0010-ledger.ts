import type { Migration } from '../migrate'

/** The append-only ledger, which is also the outbox, and the delivery state beside it. */
export const migration: Migration = {
  version: 10,
  up: (db) => {
    db.exec(`
      CREATE TABLE office (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        name TEXT NOT NULL,
        unit TEXT NOT NULL,
        training INTEGER NOT NULL,
        created_at TEXT NOT NULL
      ) STRICT;

      CREATE TABLE ledger_entries (
        seq INTEGER PRIMARY KEY,
        op_id TEXT NOT NULL UNIQUE,
        device_seq INTEGER NOT NULL UNIQUE,
        aggregate_type TEXT NOT NULL,
        aggregate_id TEXT NOT NULL,
        base_version INTEGER NOT NULL,
        kind TEXT NOT NULL,
        schema INTEGER NOT NULL,
        actor TEXT NOT NULL,
        role TEXT NOT NULL,
        at TEXT NOT NULL,
        payload TEXT NOT NULL,
        payload_sha256 TEXT NOT NULL,
        depends_on TEXT NOT NULL,
        prev_hash TEXT NOT NULL,
        hash TEXT NOT NULL UNIQUE
      ) STRICT;
      CREATE INDEX ledger_by_aggregate ON ledger_entries (aggregate_type, aggregate_id, seq);
      CREATE INDEX ledger_by_kind ON ledger_entries (kind, seq);
      CREATE TRIGGER ledger_no_update BEFORE UPDATE ON ledger_entries
        BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
      CREATE TRIGGER ledger_no_delete BEFORE DELETE ON ledger_entries
        BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

      CREATE TABLE deliveries (
        op_id TEXT PRIMARY KEY REFERENCES ledger_entries (op_id),
        seq INTEGER NOT NULL UNIQUE,
        lane TEXT NOT NULL,
        stream TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('queued','in_flight','acknowledged','settled','conflict','rejected','deferred')),
        tries INTEGER NOT NULL DEFAULT 0,
        last_error TEXT,
        next_at TEXT,
        server_seq INTEGER,
        receipt TEXT,
        CHECK (state NOT IN ('acknowledged','settled') OR receipt IS NOT NULL)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX deliveries_by_state ON deliveries (state, seq);
      CREATE INDEX deliveries_by_lane ON deliveries (lane, seq);
    `)
  },
}
