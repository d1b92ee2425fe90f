import type { Migration } from '../migrate'

/**
 * What the Director looked at and signed together. A review's facts only grow; a list keeps the draw made over it; a batch
 * keeps its signed manifest for ever, and each permit the digest of the manifest that names it.
 */
export const migration: Migration = {
  version: 300,
  up: (db) => {
    db.exec(`
      -- One row for the very bytes one Director opened: other bytes of the same dossier are another review.
      CREATE TABLE permit_reviews (
        digest TEXT NOT NULL,
        by_user TEXT NOT NULL,
        dossier_id TEXT NOT NULL REFERENCES dossiers (id),
        opened_at TEXT NOT NULL,
        last_at TEXT NOT NULL,
        seconds INTEGER NOT NULL DEFAULT 0 CHECK (seconds >= 0),
        to_end INTEGER NOT NULL DEFAULT 0 CHECK (to_end IN (0, 1)),
        PRIMARY KEY (digest, by_user)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX permit_reviews_by_dossier ON permit_reviews (dossier_id, by_user);
      CREATE TRIGGER permit_reviews_grow BEFORE UPDATE ON permit_reviews
        WHEN new.digest IS NOT old.digest OR new.by_user IS NOT old.by_user OR new.dossier_id IS NOT old.dossier_id
          OR new.opened_at IS NOT old.opened_at OR new.seconds < old.seconds OR new.to_end < old.to_end OR new.last_at < old.last_at
        BEGIN SELECT RAISE(ABORT, 'what was seen only grows'); END;
      CREATE TRIGGER permit_reviews_kept BEFORE DELETE ON permit_reviews
        BEGIN SELECT RAISE(ABORT, 'what was seen does not go'); END;

      -- The draw: seed and set of digests, fixed together before anything of the list is signed.
      CREATE TABLE signing_lists (
        seq INTEGER PRIMARY KEY,
        digest TEXT NOT NULL,
        digests TEXT NOT NULL,
        seed TEXT NOT NULL,
        by_user TEXT NOT NULL,
        frozen_at TEXT NOT NULL
      ) STRICT;
      CREATE INDEX signing_lists_by_user ON signing_lists (by_user, seq);
      CREATE TRIGGER signing_lists_fixed BEFORE UPDATE ON signing_lists
        BEGIN SELECT RAISE(ABORT, 'a draw does not change'); END;
      CREATE TRIGGER signing_lists_kept BEFORE DELETE ON signing_lists
        BEGIN SELECT RAISE(ABORT, 'a draw does not go'); END;

      -- dropped never came into the manifest, failed is in it and was not signed, each with why; how it ended is null while it runs, or after a crash.
      CREATE TABLE signing_batches (
        seq INTEGER PRIMARY KEY,
        no TEXT NOT NULL UNIQUE,
        list_seq INTEGER NOT NULL REFERENCES signing_lists (seq),
        by_user TEXT NOT NULL,
        kid TEXT NOT NULL REFERENCES signing_keys (kid),
        digest TEXT NOT NULL UNIQUE,
        jws TEXT NOT NULL,
        items INTEGER NOT NULL CHECK (items > 0),
        signed_at TEXT NOT NULL,
        dropped TEXT NOT NULL DEFAULT '[]',
        failed TEXT NOT NULL DEFAULT '[]',
        ended TEXT CHECK (ended IN ('done', 'stopped', 'storage', 'token', 'broken_off')),
        ended_at TEXT,
        CHECK ((ended IS NULL) = (ended_at IS NULL))
      ) STRICT;
      CREATE INDEX signing_batches_open ON signing_batches (seq) WHERE ended IS NULL;
      CREATE INDEX signing_batches_by_user ON signing_batches (by_user, seq);
      CREATE TRIGGER signing_batches_fixed BEFORE UPDATE ON signing_batches
        WHEN old.ended IS NOT NULL OR new.seq IS NOT old.seq OR new.no IS NOT old.no OR new.list_seq IS NOT old.list_seq
          OR new.by_user IS NOT old.by_user OR new.kid IS NOT old.kid
          OR new.digest IS NOT old.digest OR new.jws IS NOT old.jws OR new.items IS NOT old.items OR new.dropped IS NOT old.dropped OR new.signed_at IS NOT old.signed_at
        BEGIN SELECT RAISE(ABORT, 'a signed manifest does not change'); END;
      CREATE TRIGGER signing_batches_kept BEFORE DELETE ON signing_batches
        BEGIN SELECT RAISE(ABORT, 'a signed manifest does not go'); END;

      ALTER TABLE permits ADD COLUMN bat TEXT;
      CREATE TRIGGER permits_bat_fixed BEFORE UPDATE OF bat ON permits WHEN new.bat IS NOT old.bat
        BEGIN SELECT RAISE(ABORT, 'a signed permit does not change'); END;
    `)
  },
}
