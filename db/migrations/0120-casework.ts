import type { Migration } from '../migrate'

/**
 * Every activity type and state of the domain model (§3.1). The dossiers table is rebuilt, because SQLite can't widen a
 * CHECK: `holder_id` is whom the request is for (national ID, or the legal ID of a company), `no` its place in the order of their
 * coming, `due_on` the last of the fourteen days as promised (none while paused or decided).
 */
export const migration: Migration = {
  version: 120,
  up: (db) => {
    db.exec(`
      CREATE TABLE legal_entities (
        legal_id TEXT PRIMARY KEY CHECK (length(legal_id) = 11),
        name TEXT NOT NULL,
        registration_no TEXT NOT NULL,
        registered_on TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('company', 'cooperative', 'womens_cooperative')),
        search_text TEXT NOT NULL
      ) STRICT;

      CREATE TABLE deaths (
        national_id TEXT PRIMARY KEY,
        died_on TEXT NOT NULL,
        source TEXT NOT NULL CHECK (source IN ('registry', 'document')),
        reference TEXT NOT NULL,
        at TEXT NOT NULL,
        by_user TEXT NOT NULL
      ) STRICT;

      CREATE TABLE dossiers_120 (
        no INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        version INTEGER NOT NULL,
        tracking_code TEXT NOT NULL UNIQUE,
        central_code TEXT UNIQUE,
        state TEXT NOT NULL CHECK (state IN (
          'draft', 'filed', 'at_agency', 'awaiting_correction', 'in_empowerment', 'in_expert_review', 'awaiting_signature', 'in_pool',
          'introduced', 'linked', 'issued', 'refused', 'withdrawn', 'lapsed', 'handed_over', 'closed_by_death')),
        state_since TEXT NOT NULL,
        path TEXT NOT NULL CHECK (path IN ('normal', 'development', 'registration_based')),
        activity_type TEXT NOT NULL CHECK (activity_type IN ('independent', 'covered', 'supporter_natural', 'supporter_legal', 'cooperative')),
        case_type TEXT NOT NULL CHECK (case_type IN ('new', 'renewal', 'correction')),
        channel TEXT NOT NULL CHECK (channel IN ('online', 'counter')),
        holder_id TEXT NOT NULL,
        national_id TEXT NOT NULL REFERENCES persons (national_id),
        legal_id TEXT REFERENCES legal_entities (legal_id),
        representative_post TEXT,
        answers TEXT NOT NULL,
        military_status TEXT CHECK (military_status IN ('completed', 'exempt')),
        mobile TEXT NOT NULL,
        county_code TEXT NOT NULL REFERENCES counties (code),
        address TEXT NOT NULL,
        postal_code TEXT NOT NULL,
        government_employee INTEGER NOT NULL CHECK (government_employee IN (0, 1)),
        field_code TEXT REFERENCES fields (code),
        plan_title TEXT,
        plan_details TEXT,
        skill_evidence TEXT CHECK (skill_evidence IN ('certificate', 'degree', 'pending')),
        loan_wanted INTEGER CHECK (loan_wanted IN (0, 1)),
        loan_amount INTEGER CHECK (loan_amount >= 0),
        sheba TEXT,
        documents TEXT,
        agency_code TEXT REFERENCES agencies (code),
        agency_due_on TEXT,
        filed_on TEXT,
        due_on TEXT,
        declaration_version INTEGER,
        proposal TEXT CHECK (proposal IN ('issue', 'refuse')),
        return_to TEXT,
        return_reason TEXT,
        asked TEXT,
        round INTEGER NOT NULL DEFAULT 1,
        predecessor_no TEXT,
        handover_reference TEXT,
        permit_no TEXT UNIQUE,
        receipt_copies INTEGER NOT NULL DEFAULT 0,
        created_at TEXT NOT NULL,
        created_by TEXT NOT NULL,
        CHECK ((field_code IS NULL) = (documents IS NULL)),
        CHECK ((activity_type = 'supporter_legal') = (legal_id IS NOT NULL)),
        CHECK (holder_id = coalesce(legal_id, national_id)),
        CHECK ((state = 'awaiting_correction') = (return_to IS NOT NULL)),
        CHECK (state IN ('draft', 'handed_over', 'withdrawn', 'lapsed', 'closed_by_death')
          OR (filed_on IS NOT NULL AND field_code IS NOT NULL AND agency_code IS NOT NULL))
      ) STRICT;
      INSERT INTO dossiers_120 (
        id, version, tracking_code, central_code, state, state_since, path, activity_type, case_type, channel, holder_id, national_id,
        answers, military_status, mobile, county_code, address, postal_code, government_employee, field_code, plan_title,
        skill_evidence, loan_wanted, loan_amount, sheba, documents, agency_code, filed_on, due_on, declaration_version, proposal,
        return_reason, permit_no, receipt_copies, created_at, created_by)
      SELECT
        id, version, tracking_code, central_code, state, coalesce(filed_on, substr(created_at, 1, 10)), path, activity_type, 'new', channel,
        national_id, national_id, '{}', military_status, mobile, county_code, address, postal_code, government_employee, field_code,
        plan_title, skill_evidence, loan_wanted, loan_amount, sheba, documents, agency_code, filed_on,
        CASE WHEN state IN ('draft', 'issued', 'refused') THEN NULL ELSE date(filed_on, '+14 days') END, declaration_version,
        CASE WHEN state IN ('awaiting_signature', 'issued') THEN 'issue' END, return_reason, permit_no, receipt_copies, created_at, created_by
      FROM dossiers ORDER BY id;
      DROP TABLE dossiers;
      ALTER TABLE dossiers_120 RENAME TO dossiers;

      CREATE UNIQUE INDEX dossiers_one_open ON dossiers (holder_id, field_code)
        WHERE state NOT IN ('issued', 'refused', 'withdrawn', 'lapsed', 'handed_over', 'closed_by_death');
      CREATE INDEX dossiers_by_person ON dossiers (national_id, id);
      CREATE INDEX dossiers_by_entity ON dossiers (legal_id, id) WHERE legal_id IS NOT NULL;
      CREATE INDEX dossiers_by_mobile ON dossiers (mobile, id);
      CREATE INDEX dossiers_by_sheba ON dossiers (sheba, id) WHERE sheba IS NOT NULL;
      CREATE INDEX dossiers_by_postal_code ON dossiers (postal_code, id);
      CREATE INDEX dossiers_by_state ON dossiers (state, id);
      CREATE INDEX dossiers_by_county ON dossiers (county_code);
      CREATE INDEX dossiers_by_field ON dossiers (field_code);
      CREATE INDEX dossiers_by_due ON dossiers (due_on, id) WHERE due_on IS NOT NULL;
      CREATE INDEX dossiers_by_agency_due ON dossiers (agency_due_on, id) WHERE agency_due_on IS NOT NULL;

      CREATE TABLE dossier_pauses (
        dossier_id TEXT NOT NULL REFERENCES dossiers (id),
        no INTEGER NOT NULL,
        from_day TEXT NOT NULL,
        to_day TEXT,
        kind TEXT NOT NULL CHECK (kind IN ('correction', 'documents', 'empowerment')),
        reason TEXT NOT NULL,
        PRIMARY KEY (dossier_id, no)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE opinions_120 (
        dossier_id TEXT NOT NULL REFERENCES dossiers (id),
        round INTEGER NOT NULL,
        agency_code TEXT NOT NULL REFERENCES agencies (code),
        purpose TEXT NOT NULL CHECK (purpose IN ('permit', 'loan_confirmation')),
        decision TEXT NOT NULL CHECK (decision IN ('approve', 'reject', 'correct')),
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
        actor TEXT NOT NULL CHECK (actor IN ('agency_county', 'agency_hq')),
        PRIMARY KEY (dossier_id, round),
        CHECK (decision <> 'approve' OR
          (personal_competence = 1 AND technical_competence = 1 AND conditions_met = 1 AND is_top_official = 1))
      ) STRICT, WITHOUT ROWID;
      INSERT INTO opinions_120
      SELECT dossier_id, round, agency_code, 'permit', decision, personal_competence, technical_competence, conditions_met, decided_on,
        signer_name, signer_post, is_top_official, source, letter_no, letter_on, note, at, 'agency_county' FROM agency_opinions;
      DROP TABLE agency_opinions;
      ALTER TABLE opinions_120 RENAME TO agency_opinions;

      ALTER TABLE expert_reviews ADD COLUMN proposal TEXT NOT NULL DEFAULT 'issue' CHECK (proposal IN ('issue', 'refuse'));
      ALTER TABLE expert_reviews ADD COLUMN reasons TEXT NOT NULL DEFAULT '[]';

      CREATE TABLE empowerment_items (
        dossier_id TEXT NOT NULL REFERENCES dossiers (id),
        item TEXT NOT NULL CHECK (item IN ('counselling', 'aptitude', 'training', 'product_improvement', 'market_knowledge')),
        done_on TEXT,
        waived_reason TEXT,
        note TEXT NOT NULL,
        at TEXT NOT NULL,
        by_user TEXT NOT NULL,
        PRIMARY KEY (dossier_id, item),
        CHECK ((done_on IS NULL) <> (waived_reason IS NULL))
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE objections (
        dossier_id TEXT PRIMARY KEY REFERENCES dossiers (id),
        on_day TEXT NOT NULL,
        text TEXT NOT NULL,
        against TEXT NOT NULL CHECK (against IN ('agency', 'office')),
        at TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE visit_notices (
        dossier_id TEXT NOT NULL REFERENCES dossiers (id),
        no INTEGER NOT NULL,
        on_day TEXT NOT NULL,
        place TEXT NOT NULL,
        reason TEXT NOT NULL,
        notified_at TEXT NOT NULL,
        by_user TEXT NOT NULL,
        PRIMARY KEY (dossier_id, no)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE duplicate_decisions (
        dossier_id TEXT NOT NULL REFERENCES dossiers (id),
        other_id TEXT NOT NULL REFERENCES dossiers (id),
        decision TEXT NOT NULL CHECK (decision IN ('same', 'different')),
        note TEXT NOT NULL,
        at TEXT NOT NULL,
        by_user TEXT NOT NULL,
        PRIMARY KEY (dossier_id, other_id)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE scratch_forms (
        username TEXT NOT NULL,
        form TEXT NOT NULL,
        content TEXT NOT NULL,
        at TEXT NOT NULL,
        PRIMARY KEY (username, form)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE saved_filters (
        username TEXT NOT NULL,
        list TEXT NOT NULL,
        name TEXT NOT NULL,
        content TEXT NOT NULL,
        at TEXT NOT NULL,
        PRIMARY KEY (username, list, name)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE daily_rounds (day TEXT PRIMARY KEY, at TEXT NOT NULL) STRICT, WITHOUT ROWID;
    `)
  },
}
