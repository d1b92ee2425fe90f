import type { Migration } from '../migrate'

/** Questions and answers, complaints filed at the inspection portal, and whom a citizen may call (S0-26, S0-27, S3-14). */
export const migration: Migration = {
  version: 150,
  up: (db) => {
    db.exec(`
      CREATE TABLE enquiries (
        id TEXT PRIMARY KEY,
        version INTEGER NOT NULL,
        service TEXT NOT NULL CHECK (service IN ('home_business', 'aid')),
        dossier_id TEXT REFERENCES dossiers (id),
        asker TEXT NOT NULL,
        contact TEXT,
        channel TEXT NOT NULL CHECK (channel IN ('portal', 'phone', 'counter')),
        question TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('open', 'answered', 'closed')),
        asked_by TEXT NOT NULL,
        asked_at TEXT NOT NULL,
        answer TEXT,
        answered_by TEXT,
        answered_at TEXT,
        CHECK (service = 'home_business' OR dossier_id IS NULL),
        CHECK ((state = 'open') = (answer IS NULL) AND (answer IS NULL) = (answered_at IS NULL) AND (answer IS NULL) = (answered_by IS NULL))
      ) STRICT;
      CREATE INDEX enquiries_by_state ON enquiries (state, id);
      CREATE INDEX enquiries_by_service ON enquiries (service, id);
      CREATE INDEX enquiries_by_service_state ON enquiries (service, state, id);
      CREATE INDEX enquiries_by_dossier ON enquiries (dossier_id, id);

      CREATE TABLE complaints (
        id TEXT PRIMARY KEY,
        version INTEGER NOT NULL,
        service TEXT NOT NULL CHECK (service IN ('home_business', 'aid')),
        dossier_id TEXT REFERENCES dossiers (id),
        number TEXT NOT NULL UNIQUE,
        on_day TEXT NOT NULL,
        subject TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('open', 'answered')),
        result TEXT,
        result_on TEXT,
        evidence TEXT,
        recorded_by TEXT NOT NULL,
        CHECK (service = 'home_business' OR dossier_id IS NULL),
        CHECK ((state = 'open') = (result IS NULL) AND (result IS NULL) = (result_on IS NULL))
      ) STRICT;
      CREATE INDEX complaints_by_state ON complaints (state, id);
      CREATE INDEX complaints_by_service ON complaints (service, id);
      CREATE INDEX complaints_by_service_state ON complaints (service, state, id);
      CREATE INDEX complaints_by_dossier ON complaints (dossier_id, id);

      -- Without a county: the provincial office. A contact that ends stays, so that the ledger's id leads somewhere.
      CREATE TABLE expert_contacts (
        id TEXT PRIMARY KEY,
        version INTEGER NOT NULL,
        county_code TEXT REFERENCES counties (code),
        name TEXT NOT NULL,
        post TEXT NOT NULL,
        phone TEXT NOT NULL,
        hours TEXT NOT NULL,
        active INTEGER NOT NULL CHECK (active IN (0, 1))
      ) STRICT;
      CREATE UNIQUE INDEX expert_contacts_once ON expert_contacts (ifnull(county_code, ''), phone) WHERE active = 1;
      CREATE INDEX expert_contacts_by_county ON expert_contacts (county_code);
    `)
  },
}
