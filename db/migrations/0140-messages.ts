import type { Migration } from '../migrate'

/** What applicants were told, by which text, through whom, and what became of it. */
export const migration: Migration = {
  version: 140,
  up: (db) => {
    db.exec(`
      CREATE TABLE messages (
        id TEXT PRIMARY KEY,
        version INTEGER NOT NULL,
        -- A dossier, or a case of livelihood aid (S2-11).
        dossier_id TEXT NOT NULL,
        tracking_code TEXT NOT NULL,
        mobile TEXT NOT NULL,
        key TEXT NOT NULL,
        template_version INTEGER NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('stage', 'correction', 'documents', 'visit')),
        vars TEXT NOT NULL,
        sms TEXT NOT NULL,
        text TEXT NOT NULL,
        parts INTEGER NOT NULL CHECK (parts >= 1),
        state TEXT NOT NULL CHECK (state IN ('queued', 'handed_over', 'delivered', 'failed', 'cancelled', 'withheld')),
        gateway TEXT NOT NULL CHECK (gateway IN ('registry', 'http')),
        tries INTEGER NOT NULL,
        -- The newest message.send; null where nothing was ever to be sent.
        op_id TEXT REFERENCES ledger_entries (op_id),
        -- What a gateway knows this sending by; kept over tries whose outcome nobody knows.
        send_key TEXT,
        -- Bytes may be on their way to the gateway since then, and no answer is written yet.
        sending_since TEXT,
        same_as TEXT REFERENCES messages (id),
        note TEXT,
        note_text TEXT NOT NULL DEFAULT '',
        created_at TEXT NOT NULL,
        handed_over_at TEXT,
        ended_at TEXT,
        -- What a person has to look at comes first in the list.
        rank INTEGER NOT NULL GENERATED ALWAYS AS (CASE state WHEN 'failed' THEN 0 WHEN 'withheld' THEN 1 ELSE 2 END) VIRTUAL,
        CHECK ((state = 'withheld') = (op_id IS NULL))
      ) STRICT;
      CREATE INDEX messages_by_dossier ON messages (dossier_id, id);
      CREATE INDEX messages_by_rank ON messages (rank, id DESC);
      CREATE INDEX messages_by_state ON messages (state, id DESC);
      CREATE INDEX messages_by_op ON messages (op_id);
      CREATE INDEX messages_same ON messages (same_as) WHERE same_as IS NOT NULL;
      CREATE INDEX messages_to_send ON messages (id) WHERE state = 'queued' AND gateway = 'http';

      -- M02: handed over is what the registry gave a receipt for, in the transaction that stores the receipt.
      CREATE TRIGGER messages_handed_over AFTER UPDATE OF state ON deliveries
        WHEN new.stream = 'messages' AND new.state = 'acknowledged' BEGIN
        UPDATE messages SET state = 'handed_over', handed_over_at = json_extract(new.receipt, '$.at')
        WHERE op_id = new.op_id AND gateway = 'registry' AND state = 'queued';
      END;
      -- Y11: a restored registry has lost it, so it is to be sent once more.
      CREATE TRIGGER messages_taken_back AFTER UPDATE OF state ON deliveries
        WHEN new.stream = 'messages' AND new.state = 'queued' AND old.state IN ('acknowledged', 'settled') BEGIN
        UPDATE messages SET state = 'queued', handed_over_at = NULL
        WHERE op_id = new.op_id AND gateway = 'registry' AND state = 'handed_over';
      END;

      -- The office's own texts, version 2 on: version 1 is the program's.
      CREATE TABLE message_templates (
        key TEXT NOT NULL,
        version INTEGER NOT NULL CHECK (version > 1),
        text TEXT NOT NULL,
        by TEXT NOT NULL,
        at TEXT NOT NULL,
        PRIMARY KEY (key, version)
      ) STRICT, WITHOUT ROWID;

      -- How this office sends. The secret lies inside the encrypted database and never leaves it but for the gateway.
      CREATE TABLE message_gateway (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        version INTEGER NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('registry', 'http')),
        http TEXT,
        secret TEXT,
        CHECK (kind = 'registry' OR http IS NOT NULL)
      ) STRICT;

      -- One sending run at a time; a dead holder is recognised.
      CREATE TABLE message_lease (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        holder TEXT NOT NULL, host TEXT NOT NULL, pid INTEGER NOT NULL, until TEXT NOT NULL
      ) STRICT;
    `)
  },
}
