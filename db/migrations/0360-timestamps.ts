import type { Migration } from '../migrate'

/**
 * Timestamps (RFC 3161) beside the signatures: what waits for one, every answer that was checked and kept, and what is known of
 * each authority. Rows begin to wait by trigger, so that no way of signing can forget them, and only while the office has
 * timestamps switched on. Of the ledger's seals only the newest waits: it covers those before.
 */
export const migration: Migration = {
  version: 360,
  up: (db) => {
    db.exec(`
      CREATE TABLE timestamp_settings (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        version INTEGER NOT NULL,
        enabled INTEGER NOT NULL CHECK (enabled IN (0, 1)),
        urls TEXT NOT NULL,
        policy TEXT NOT NULL,
        ca_pem TEXT NOT NULL,
        grace_hours INTEGER NOT NULL CHECK (grace_hours > 0),
        enabled_at TEXT,
        CHECK (enabled = 0 OR enabled_at IS NOT NULL)
      ) STRICT;

      CREATE TABLE timestamp_waits (
        kind TEXT NOT NULL CHECK (kind IN ('permit', 'manifest', 'checkpoint')),
        ref TEXT NOT NULL,
        signed_at TEXT NOT NULL,
        PRIMARY KEY (kind, ref)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX timestamp_waits_by_age ON timestamp_waits (signed_at, kind, ref);
      CREATE INDEX timestamp_waits_pressing ON timestamp_waits (signed_at) WHERE kind <> 'checkpoint';

      CREATE TABLE timestamp_tokens (
        no INTEGER PRIMARY KEY,
        kind TEXT NOT NULL CHECK (kind IN ('permit', 'manifest', 'checkpoint')),
        ref TEXT NOT NULL,
        imprint BLOB NOT NULL CHECK (length(imprint) = 32),
        response BLOB NOT NULL CHECK (length(response) BETWEEN 1 AND 65536),
        gen_time TEXT NOT NULL,
        authority TEXT NOT NULL,
        serial TEXT NOT NULL,
        policy TEXT NOT NULL,
        accuracy_ms INTEGER,
        url TEXT NOT NULL,
        fetched_at TEXT NOT NULL,
        op_id TEXT NOT NULL REFERENCES ledger_entries (op_id)
      ) STRICT;
      CREATE INDEX timestamp_tokens_of ON timestamp_tokens (kind, ref, no);
      CREATE TRIGGER timestamp_tokens_fixed BEFORE UPDATE ON timestamp_tokens
        BEGIN SELECT RAISE(ABORT, 'a timestamp stands'); END;
      CREATE TRIGGER timestamp_tokens_kept BEFORE DELETE ON timestamp_tokens
        BEGIN SELECT RAISE(ABORT, 'a timestamp stands'); END;

      CREATE TABLE timestamp_authorities (
        url TEXT PRIMARY KEY,
        failures INTEGER NOT NULL DEFAULT 0,
        last_fault TEXT,
        failed_at TEXT,
        next_at TEXT,
        last_ok_at TEXT
      ) STRICT, WITHOUT ROWID;

      -- The newest reading of this machine's clock against a signed time.
      CREATE TABLE clock_readings (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        skew_ms INTEGER NOT NULL,
        measured_at TEXT NOT NULL,
        url TEXT NOT NULL
      ) STRICT;

      CREATE TRIGGER permits_wait_for_time AFTER INSERT ON permits WHEN EXISTS (SELECT 1 FROM timestamp_settings WHERE enabled = 1)
        BEGIN
          INSERT INTO timestamp_waits (kind, ref, signed_at)
          VALUES ('permit', new.no, coalesce(json_extract(new.bytes, '$.at'), new.issued_on || 'T00:00:00Z'));
        END;
      CREATE TRIGGER manifests_wait_for_time AFTER INSERT ON signing_batches WHEN EXISTS (SELECT 1 FROM timestamp_settings WHERE enabled = 1)
        BEGIN
          INSERT INTO timestamp_waits (kind, ref, signed_at) VALUES ('manifest', new.no, new.signed_at);
        END;
      CREATE TRIGGER checkpoints_wait_for_time AFTER INSERT ON checkpoints WHEN EXISTS (SELECT 1 FROM timestamp_settings WHERE enabled = 1)
        BEGIN
          DELETE FROM timestamp_waits WHERE kind = 'checkpoint';
          INSERT INTO timestamp_waits (kind, ref, signed_at) VALUES ('checkpoint', CAST(new.no AS TEXT), new.sealed_at);
        END;
    `)
  },
}
