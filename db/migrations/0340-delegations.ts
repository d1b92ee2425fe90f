import type { Migration } from '../migrate'

/**
 * Whose the Director's seat is, and what its holder delegated. Exactly one person holds the seat: in an office of today it is
 * whoever of its directors signed last, else who has a key, else the first. Another director's key is retired: it was never
 * under a delegation, and from now on it would have to be.
 */
export const migration: Migration = {
  version: 340,
  up: (db) => {
    db.exec(`
      CREATE TABLE director_seats (
        no INTEGER PRIMARY KEY,
        username TEXT NOT NULL,
        since TEXT NOT NULL,
        ended_at TEXT
      ) STRICT;
      CREATE UNIQUE INDEX director_seats_one ON director_seats ((1)) WHERE ended_at IS NULL;
      CREATE TRIGGER director_seats_go_on BEFORE UPDATE ON director_seats
        WHEN old.ended_at IS NOT NULL OR new.no IS NOT old.no OR new.username IS NOT old.username OR new.since IS NOT old.since
        BEGIN SELECT RAISE(ABORT, 'a seat that was held stays as it was'); END;
      CREATE TRIGGER director_seats_kept BEFORE DELETE ON director_seats
        BEGIN SELECT RAISE(ABORT, 'old permits need to know who sat there'); END;

      INSERT INTO director_seats (username, since)
        SELECT username, created_at FROM staff_users
        WHERE ',' || roles || ',' LIKE '%,director,%'
        ORDER BY active DESC,
          (SELECT max(rowid) FROM permits WHERE kind = 'permit' AND signed_by = username) DESC NULLS LAST,
          EXISTS (SELECT 1 FROM signing_keys WHERE use = 'director' AND state = 'active' AND holder = username) DESC,
          created_at, username
        LIMIT 1;
      UPDATE signing_keys SET state = 'retired'
        WHERE use = 'director' AND state = 'active' AND EXISTS (SELECT 1 FROM director_seats) AND holder NOT IN (SELECT username FROM director_seats);

      CREATE TABLE delegations (
        digest TEXT PRIMARY KEY CHECK (length(digest) = 43),
        given_by TEXT NOT NULL,
        to_user TEXT NOT NULL CHECK (to_user <> given_by),
        to_kid TEXT NOT NULL,
        from_day TEXT NOT NULL,
        until_day TEXT NOT NULL CHECK (until_day >= from_day),
        bytes TEXT NOT NULL,
        jws TEXT NOT NULL,
        kid TEXT NOT NULL REFERENCES signing_keys (kid),
        signed_at TEXT NOT NULL,
        ended_at TEXT,
        ended_by TEXT,
        end_reason TEXT,
        end_jws TEXT,
        CHECK ((ended_at IS NULL) = (ended_by IS NULL) AND (ended_at IS NULL) = (end_reason IS NULL) AND (ended_at IS NULL) = (end_jws IS NULL))
      ) STRICT;
      CREATE INDEX delegations_by_delegate ON delegations (to_user, until_day);
      CREATE INDEX delegations_ended ON delegations (ended_at) WHERE ended_at IS NOT NULL;
      CREATE TRIGGER delegations_end_once BEFORE UPDATE ON delegations
        WHEN old.ended_at IS NOT NULL OR new.ended_at IS NULL OR new.digest IS NOT old.digest OR new.given_by IS NOT old.given_by
          OR new.to_user IS NOT old.to_user OR new.to_kid IS NOT old.to_kid OR new.from_day IS NOT old.from_day
          OR new.until_day IS NOT old.until_day OR new.bytes IS NOT old.bytes OR new.jws IS NOT old.jws OR new.kid IS NOT old.kid
          OR new.signed_at IS NOT old.signed_at
        BEGIN SELECT RAISE(ABORT, 'a delegation can only be ended, once'); END;
      CREATE TRIGGER delegations_kept BEFORE DELETE ON delegations
        BEGIN SELECT RAISE(ABORT, 'permits name their delegation'); END;

      CREATE TABLE delegated_documents (
        delegation TEXT NOT NULL REFERENCES delegations (digest),
        document TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('permit', 'referral', 'revocation')),
        at TEXT NOT NULL,
        PRIMARY KEY (delegation, document)
      ) STRICT, WITHOUT ROWID;
    `)
  },
}
