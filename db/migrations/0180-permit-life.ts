import type { Migration } from '../migrate'

/**
 * The life of a permit after its signature (domain model §3.2). The permits table is rebuilt, because SQLite can't widen a
 * CHECK: its status is what the newest of its append-only events says, and the database itself holds to that. A suspended
 * permit still keeps its holder's place in the field; a superseded one names its successor.
 */
export const migration: Migration = {
  version: 180,
  up: (db) => {
    db.exec(`
      CREATE TABLE permits_180 (
        seq INTEGER PRIMARY KEY,
        no TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL CHECK (kind IN ('permit', 'confirmation')),
        dossier_id TEXT NOT NULL UNIQUE REFERENCES dossiers (id),
        status TEXT NOT NULL CHECK (status IN ('valid', 'conditional', 'suspended', 'revoked', 'expired', 'superseded', 'closed_by_death')),
        unit TEXT NOT NULL,
        county_code TEXT NOT NULL REFERENCES counties (code),
        field_code TEXT NOT NULL REFERENCES fields (code),
        field_title TEXT NOT NULL,
        path TEXT NOT NULL CHECK (path IN ('normal', 'development', 'registration_based')),
        name TEXT NOT NULL,
        search_text TEXT NOT NULL,
        national_id TEXT NOT NULL,
        issued_on TEXT NOT NULL,
        till TEXT,
        skill_due TEXT,
        visit_due TEXT,
        loan_from TEXT,
        bytes TEXT NOT NULL,
        digest TEXT NOT NULL UNIQUE,
        jws TEXT NOT NULL,
        kid TEXT NOT NULL REFERENCES signing_keys (kid),
        signed_by TEXT NOT NULL,
        face TEXT NOT NULL,
        loan_wanted INTEGER NOT NULL CHECK (loan_wanted IN (0, 1)),
        predecessor_no TEXT REFERENCES permits_180 (no),
        -- The successor is written after the one it follows has left the holder's place.
        successor_no TEXT REFERENCES permits_180 (no) DEFERRABLE INITIALLY DEFERRED,
        CHECK ((kind = 'confirmation') = (loan_from IS NOT NULL)),
        CHECK (status <> 'conditional' OR skill_due IS NOT NULL),
        CHECK ((status = 'superseded') = (successor_no IS NOT NULL)),
        CHECK (predecessor_no <> no)
      ) STRICT;
      INSERT INTO permits_180 (
        seq, no, kind, dossier_id, status, unit, county_code, field_code, field_title, path, name, search_text, national_id, issued_on,
        till, skill_due, visit_due, loan_from, bytes, digest, jws, kid, signed_by, face, loan_wanted)
      SELECT
        seq, no, kind, dossier_id, status, unit, county_code, field_code, field_title, path, name, search_text, national_id, issued_on,
        till, skill_due, visit_due, loan_from, bytes, digest, jws, kid, signed_by, face, loan_wanted FROM permits;
      DROP TABLE permits;
      ALTER TABLE permits_180 RENAME TO permits;

      CREATE UNIQUE INDEX permits_one_active ON permits (national_id, field_code) WHERE status IN ('valid', 'conditional', 'suspended');
      CREATE UNIQUE INDEX permits_one_successor ON permits (predecessor_no) WHERE predecessor_no IS NOT NULL;
      CREATE INDEX permits_wanting_loan ON permits (issued_on, seq) WHERE loan_wanted = 1;
      -- REF-08 asks for every permit of a holder, in force or not; so does a death.
      CREATE INDEX permits_by_holder ON permits (national_id);
      CREATE INDEX permits_by_status ON permits (status, seq);
      CREATE INDEX permits_by_till ON permits (till, seq) WHERE till IS NOT NULL AND status IN ('valid', 'conditional');
      CREATE INDEX permits_by_skill ON permits (skill_due, seq) WHERE skill_due IS NOT NULL AND status IN ('conditional', 'suspended');
      CREATE INDEX permits_confirmations ON permits (seq) WHERE kind = 'confirmation';
      CREATE INDEX dossiers_by_predecessor ON dossiers (predecessor_no) WHERE predecessor_no IS NOT NULL;

      CREATE TABLE permit_status_events (
        permit_no TEXT NOT NULL REFERENCES permits (no),
        seq INTEGER NOT NULL,
        status TEXT NOT NULL,
        on_day TEXT NOT NULL,
        at TEXT NOT NULL,
        by_user TEXT NOT NULL,
        reason_code TEXT,
        reason TEXT NOT NULL,
        successor_no TEXT,
        PRIMARY KEY (permit_no, seq)
      ) STRICT, WITHOUT ROWID;
      INSERT INTO permit_status_events (permit_no, seq, status, on_day, at, by_user, reason)
      SELECT no, 1, status, issued_on, coalesce(json_extract(bytes, '$.at'), issued_on || 'T00:00:00Z'), signed_by, '' FROM permits;

      CREATE TRIGGER permits_fixed BEFORE UPDATE ON permits
        WHEN new.seq IS NOT old.seq OR new.no IS NOT old.no OR new.kind IS NOT old.kind OR new.dossier_id IS NOT old.dossier_id
          OR new.unit IS NOT old.unit OR new.county_code IS NOT old.county_code OR new.field_code IS NOT old.field_code
          OR new.field_title IS NOT old.field_title OR new.path IS NOT old.path OR new.name IS NOT old.name
          OR new.search_text IS NOT old.search_text OR new.national_id IS NOT old.national_id
          OR new.issued_on IS NOT old.issued_on OR new.till IS NOT old.till OR new.skill_due IS NOT old.skill_due
          OR new.visit_due IS NOT old.visit_due
          OR new.loan_from IS NOT old.loan_from OR new.bytes IS NOT old.bytes OR new.digest IS NOT old.digest
          OR new.jws IS NOT old.jws OR new.kid IS NOT old.kid OR new.signed_by IS NOT old.signed_by OR new.face IS NOT old.face
          OR new.loan_wanted IS NOT old.loan_wanted OR new.predecessor_no IS NOT old.predecessor_no
          OR (old.successor_no IS NOT NULL AND new.successor_no IS NOT old.successor_no)
        BEGIN SELECT RAISE(ABORT, 'a signed permit does not change'); END;
      CREATE TRIGGER permits_kept BEFORE DELETE ON permits
        BEGIN SELECT RAISE(ABORT, 'a signed permit does not go'); END;

      -- A permit's history begins with it, and its status is only ever the newest event's.
      CREATE TRIGGER permits_begin AFTER INSERT ON permits
        BEGIN
          INSERT INTO permit_status_events (permit_no, seq, status, on_day, at, by_user, reason)
          VALUES (new.no, 1, new.status, new.issued_on, coalesce(json_extract(new.bytes, '$.at'), new.issued_on || 'T00:00:00Z'), new.signed_by, '');
        END;
      CREATE TRIGGER permits_born_in_force BEFORE INSERT ON permits WHEN new.status NOT IN ('valid', 'conditional') OR new.successor_no IS NOT NULL
        BEGIN SELECT RAISE(ABORT, 'a permit is signed in force'); END;
      CREATE TRIGGER permits_status_by_event BEFORE UPDATE ON permits
        WHEN new.status IS NOT old.status AND new.status IS NOT (
          SELECT status FROM permit_status_events WHERE permit_no = new.no ORDER BY seq DESC LIMIT 1)
        BEGIN SELECT RAISE(ABORT, 'a status changes by its event'); END;
      CREATE TRIGGER permit_status_in_order BEFORE INSERT ON permit_status_events
        WHEN new.seq <> 1 + coalesce((SELECT max(seq) FROM permit_status_events WHERE permit_no = new.permit_no), 0)
        BEGIN SELECT RAISE(ABORT, 'events follow one another'); END;
      CREATE TRIGGER permit_status_fixed BEFORE UPDATE ON permit_status_events
        BEGIN SELECT RAISE(ABORT, 'the history of a permit is only added to'); END;
      CREATE TRIGGER permit_status_kept BEFORE DELETE ON permit_status_events
        BEGIN SELECT RAISE(ABORT, 'the history of a permit is only added to'); END;

      CREATE TABLE revocation_cases (
        id TEXT PRIMARY KEY,
        version INTEGER NOT NULL,
        permit_no TEXT NOT NULL REFERENCES permits (no),
        act TEXT NOT NULL CHECK (act IN ('revoke', 'reopen')),
        reason_code TEXT NOT NULL CHECK (reason_code IN ('skill_expired', 'false_statement', 'inactive', 'holder_request', 'central_order', 'other')),
        reason TEXT NOT NULL,
        proposed_by TEXT NOT NULL,
        proposed_at TEXT NOT NULL,
        decision TEXT CHECK (decision IN ('accepted', 'dismissed')),
        decided_by TEXT,
        decided_at TEXT,
        decided_reason TEXT,
        statement TEXT,
        CHECK ((decision IS NULL) = (decided_by IS NULL)),
        CHECK ((decision IS NULL) = (decided_at IS NULL)),
        CHECK (decision IS NOT 'accepted' OR (statement IS NOT NULL AND decided_by <> proposed_by)),
        CHECK (decision IS NOT 'dismissed' OR decided_reason IS NOT NULL)
      ) STRICT;
      CREATE UNIQUE INDEX revocation_cases_one_open ON revocation_cases (permit_no) WHERE decision IS NULL;
      CREATE INDEX revocation_cases_by_permit ON revocation_cases (permit_no, id);
      CREATE TRIGGER revocation_cases_decided BEFORE UPDATE ON revocation_cases
        WHEN old.decision IS NOT NULL OR new.id IS NOT old.id OR new.permit_no IS NOT old.permit_no OR new.act IS NOT old.act
          OR new.reason_code IS NOT old.reason_code OR new.reason IS NOT old.reason OR new.proposed_by IS NOT old.proposed_by
          OR new.proposed_at IS NOT old.proposed_at
        BEGIN SELECT RAISE(ABORT, 'a decided case is closed'); END;
      CREATE TRIGGER revocation_cases_kept BEFORE DELETE ON revocation_cases
        BEGIN SELECT RAISE(ABORT, 'a case is decided, never deleted'); END;

      CREATE TABLE skill_papers (
        permit_no TEXT PRIMARY KEY REFERENCES permits (no),
        evidence TEXT NOT NULL CHECK (evidence IN ('certificate', 'degree', 'experience')),
        paper_no TEXT NOT NULL,
        issued_on TEXT NOT NULL,
        accepted_on TEXT NOT NULL,
        by_user TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;

      -- Which reminder of which deadline has gone out: days left at which it was due.
      CREATE TABLE permit_reminders (
        permit_no TEXT NOT NULL REFERENCES permits (no),
        what TEXT NOT NULL CHECK (what IN ('skill', 'renewal')),
        days INTEGER NOT NULL,
        at TEXT NOT NULL,
        PRIMARY KEY (permit_no, what, days)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE confirmations_noted (
        permit_no TEXT PRIMARY KEY REFERENCES permits (no),
        at TEXT NOT NULL,
        by_user TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
    `)
  },
}
