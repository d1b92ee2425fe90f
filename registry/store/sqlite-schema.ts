/**
 * Tables of the reference registry. The file is not encrypted: this server is for development, training and tests,
 * its data is invented, and `GET /v1/service` says so.
 */
export const sqliteSchema = `
  CREATE TABLE IF NOT EXISTS identity (
    one INTEGER PRIMARY KEY CHECK (one = 1), registry_id TEXT NOT NULL, epoch TEXT NOT NULL, training INTEGER NOT NULL,
    private_pem TEXT NOT NULL, public_pem TEXT NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS enrol_codes (code_hash TEXT PRIMARY KEY, unit TEXT NOT NULL, used_by TEXT) STRICT;
  CREATE TABLE IF NOT EXISTS devices (
    device_id TEXT PRIMARY KEY, public_pem TEXT NOT NULL, incarnation TEXT NOT NULL, unit TEXT NOT NULL, streams TEXT NOT NULL,
    head_seq INTEGER, head_hash TEXT
  ) STRICT;
  -- One row is effect, dedupe record and receipt at once; never pruned: an office may be offline for weeks.
  CREATE TABLE IF NOT EXISTS operations (
    server_seq INTEGER PRIMARY KEY, op_id TEXT NOT NULL UNIQUE, device_id TEXT NOT NULL REFERENCES devices, device_seq INTEGER NOT NULL,
    unit TEXT NOT NULL, lane TEXT NOT NULL, version INTEGER NOT NULL, kind TEXT NOT NULL,
    payload_sha256 TEXT NOT NULL, operation TEXT NOT NULL, receipt TEXT NOT NULL,
    UNIQUE (device_id, device_seq)
  ) STRICT;
  CREATE INDEX IF NOT EXISTS operations_by_device ON operations (device_id, server_seq);
  CREATE TRIGGER IF NOT EXISTS operations_no_update BEFORE UPDATE ON operations
    BEGIN SELECT RAISE(ABORT, 'operations are immutable'); END;
  CREATE TRIGGER IF NOT EXISTS operations_no_delete BEFORE DELETE ON operations
    BEGIN SELECT RAISE(ABORT, 'operations are immutable'); END;
  CREATE TABLE IF NOT EXISTS aggregates (
    type TEXT NOT NULL, id TEXT NOT NULL, unit TEXT NOT NULL, version INTEGER NOT NULL, op_id TEXT NOT NULL,
    device_id TEXT NOT NULL, device_seq INTEGER NOT NULL, PRIMARY KEY (type, id)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS signer_keys (kid TEXT PRIMARY KEY, unit TEXT NOT NULL, public_pem TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS delegated (delegation TEXT NOT NULL, op_id TEXT NOT NULL, PRIMARY KEY (delegation, op_id)) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS tracking_codes (code TEXT PRIMARY KEY, unit TEXT NOT NULL) STRICT, WITHOUT ROWID;
  -- One writer at a time, so a sequence number is visible before any later one exists: the feed has no holes.
  CREATE TABLE IF NOT EXISTS changes (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, stream TEXT NOT NULL, unit TEXT, op TEXT NOT NULL, type TEXT NOT NULL, id TEXT NOT NULL,
    version INTEGER NOT NULL, hash TEXT NOT NULL, body TEXT NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS message_plan (
    no INTEGER PRIMARY KEY, mobile TEXT, times INTEGER NOT NULL, outcome TEXT NOT NULL, reason TEXT NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS changes_by_stream ON changes (stream, seq);
`
