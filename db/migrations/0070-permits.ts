import type { Migration } from '../migrate'

/**
 * What is about to be signed, and what was. A signed row keeps its bytes for ever: only its status may move.
 * `status_places` keeps the random places of the status list apart from permit numbers, so the list leaks no sequence.
 */
export const migration: Migration = {
  version: 70,
  up: (db) => {
    db.exec(`
      CREATE TABLE status_places (
        list TEXT NOT NULL,
        place INTEGER NOT NULL CHECK (place BETWEEN 0 AND 131071),
        no TEXT NOT NULL UNIQUE,
        PRIMARY KEY (list, place)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE permit_drafts (
        dossier_id TEXT PRIMARY KEY REFERENCES dossiers (id),
        no TEXT NOT NULL UNIQUE,
        place TEXT NOT NULL,
        bytes TEXT NOT NULL,
        digest TEXT NOT NULL,
        dossier_version INTEGER NOT NULL,
        face TEXT NOT NULL,
        issue_day TEXT NOT NULL,
        frozen_at TEXT NOT NULL,
        frozen_by TEXT NOT NULL,
        opened INTEGER NOT NULL CHECK (opened IN (0, 1))
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE permits (
        seq INTEGER PRIMARY KEY,
        no TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL CHECK (kind IN ('permit', 'confirmation')),
        dossier_id TEXT NOT NULL UNIQUE REFERENCES dossiers (id),
        status TEXT NOT NULL CHECK (status IN ('valid', 'conditional')),
        unit TEXT NOT NULL,
        county_code TEXT NOT NULL REFERENCES counties (code),
        field_code TEXT NOT NULL REFERENCES fields (code),
        field_title TEXT NOT NULL,
        path TEXT NOT NULL CHECK (path IN ('normal', 'registration_based')),
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
        CHECK ((kind = 'confirmation') = (loan_from IS NOT NULL)),
        CHECK (status <> 'conditional' OR skill_due IS NOT NULL)
      ) STRICT;
      CREATE UNIQUE INDEX permits_one_active ON permits (national_id, field_code) WHERE status IN ('valid', 'conditional');
      CREATE INDEX permits_wanting_loan ON permits (issued_on, seq) WHERE loan_wanted = 1;
      CREATE TRIGGER permits_fixed BEFORE UPDATE ON permits
        WHEN new.seq IS NOT old.seq OR new.no IS NOT old.no OR new.kind IS NOT old.kind OR new.dossier_id IS NOT old.dossier_id
          OR new.unit IS NOT old.unit OR new.county_code IS NOT old.county_code OR new.field_code IS NOT old.field_code
          OR new.field_title IS NOT old.field_title OR new.path IS NOT old.path OR new.name IS NOT old.name
          OR new.search_text IS NOT old.search_text OR new.national_id IS NOT old.national_id
          OR new.issued_on IS NOT old.issued_on OR new.till IS NOT old.till OR new.skill_due IS NOT old.skill_due
          OR new.visit_due IS NOT old.visit_due
          OR new.loan_from IS NOT old.loan_from OR new.bytes IS NOT old.bytes OR new.digest IS NOT old.digest
          OR new.jws IS NOT old.jws OR new.kid IS NOT old.kid OR new.signed_by IS NOT old.signed_by OR new.face IS NOT old.face
          OR new.loan_wanted IS NOT old.loan_wanted
        BEGIN SELECT RAISE(ABORT, 'a signed permit does not change'); END;
      CREATE TRIGGER permits_kept BEFORE DELETE ON permits
        BEGIN SELECT RAISE(ABORT, 'a signed permit does not go'); END;
    `)
  },
}
