import type { Migration } from '../migrate'

/**
 * Persons, their requests, the agencies' opinions and the office's reviews.
 * A person's identity is one row per national ID; what may change between two requests (address, mobile) lies with the
 * dossier, so that a later request never alters what an earlier one was decided on.
 */
export const migration: Migration = {
  version: 50,
  up: (db) => {
    db.exec(`
      CREATE TABLE persons (
        no INTEGER PRIMARY KEY,
        national_id TEXT NOT NULL UNIQUE CHECK (length(national_id) = 10),
        first_name TEXT NOT NULL,
        last_name TEXT NOT NULL,
        father_name TEXT NOT NULL,
        birth_date TEXT NOT NULL,
        gender TEXT NOT NULL CHECK (gender IN ('female', 'male')),
        search_text TEXT NOT NULL
      ) STRICT;
      CREATE VIRTUAL TABLE person_names USING fts5 (
        search_text, content='persons', content_rowid='no', tokenize='unicode61 remove_diacritics 0', prefix='2 3', detail='none', columnsize=0
      );
      CREATE TRIGGER persons_named AFTER INSERT ON persons BEGIN
        INSERT INTO person_names (rowid, search_text) VALUES (new.no, new.search_text);
      END;
      CREATE TRIGGER persons_renamed AFTER UPDATE OF search_text ON persons BEGIN
        INSERT INTO person_names (person_names, rowid, search_text) VALUES ('delete', old.no, old.search_text);
        INSERT INTO person_names (rowid, search_text) VALUES (new.no, new.search_text);
      END;

      CREATE TABLE dossiers (
        id TEXT PRIMARY KEY,
        version INTEGER NOT NULL,
        tracking_code TEXT NOT NULL UNIQUE,
        central_code TEXT UNIQUE,
        state TEXT NOT NULL CHECK (state IN
          ('draft', 'filed', 'at_agency', 'in_expert_review', 'awaiting_signature', 'issued', 'refused')),
        path TEXT NOT NULL CHECK (path IN ('normal', 'registration_based')),
        activity_type TEXT NOT NULL CHECK (activity_type = 'independent'),
        channel TEXT NOT NULL CHECK (channel = 'counter'),
        national_id TEXT NOT NULL REFERENCES persons (national_id),
        military_status TEXT CHECK (military_status IN ('completed', 'exempt')),
        mobile TEXT NOT NULL,
        county_code TEXT NOT NULL REFERENCES counties (code),
        address TEXT NOT NULL,
        postal_code TEXT NOT NULL,
        government_employee INTEGER NOT NULL CHECK (government_employee IN (0, 1)),
        field_code TEXT REFERENCES fields (code),
        plan_title TEXT,
        skill_evidence TEXT CHECK (skill_evidence IN ('certificate', 'degree', 'pending')),
        loan_wanted INTEGER CHECK (loan_wanted IN (0, 1)),
        loan_amount INTEGER CHECK (loan_amount >= 0),
        sheba TEXT,
        documents TEXT,
        agency_code TEXT REFERENCES agencies (code),
        filed_on TEXT,
        declaration_version INTEGER,
        return_reason TEXT,
        permit_no TEXT UNIQUE,
        receipt_copies INTEGER NOT NULL DEFAULT 0,
        created_at TEXT NOT NULL,
        created_by TEXT NOT NULL,
        CHECK ((field_code IS NULL) = (documents IS NULL)),
        CHECK (state = 'draft' OR (filed_on IS NOT NULL AND field_code IS NOT NULL AND agency_code IS NOT NULL))
      ) STRICT;
      CREATE UNIQUE INDEX dossiers_one_open ON dossiers (national_id, field_code)
        WHERE state NOT IN ('issued', 'refused');
      CREATE INDEX dossiers_by_person ON dossiers (national_id, id);
      CREATE INDEX dossiers_by_mobile ON dossiers (mobile, id);
      CREATE INDEX dossiers_by_state ON dossiers (state, id);
      CREATE INDEX dossiers_by_county ON dossiers (county_code);
      CREATE INDEX dossiers_by_field ON dossiers (field_code);

      CREATE TABLE agency_opinions (
        dossier_id TEXT NOT NULL REFERENCES dossiers (id),
        round INTEGER NOT NULL,
        agency_code TEXT NOT NULL REFERENCES agencies (code),
        decision TEXT NOT NULL CHECK (decision IN ('approve', 'reject')),
        personal_competence INTEGER NOT NULL,
        technical_competence INTEGER NOT NULL,
        conditions_met INTEGER NOT NULL,
        decided_on TEXT NOT NULL,
        signer_name TEXT NOT NULL,
        signer_post TEXT NOT NULL,
        is_top_official INTEGER NOT NULL,
        source TEXT NOT NULL CHECK (source IN ('registry', 'letter')),
        letter_no TEXT,
        letter_on TEXT,
        note TEXT NOT NULL,
        at TEXT NOT NULL,
        PRIMARY KEY (dossier_id, round),
        CHECK (decision = 'reject' OR
          (personal_competence = 1 AND technical_competence = 1 AND conditions_met = 1 AND is_top_official = 1))
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE expert_reviews (
        dossier_id TEXT NOT NULL REFERENCES dossiers (id),
        round INTEGER NOT NULL,
        expert TEXT NOT NULL,
        readiness TEXT NOT NULL CHECK (readiness IN ('ready', 'not_ready')),
        note TEXT NOT NULL,
        at TEXT NOT NULL,
        PRIMARY KEY (dossier_id, round)
      ) STRICT, WITHOUT ROWID;
    `)
  },
}
