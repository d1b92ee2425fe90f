import type { Migration } from '../migrate'

/** Livelihood aid as the centre tells it, and what this office did at the counter: guidance without any citizen, visits. */
export const migration: Migration = {
  version: 160,
  up: (db) => {
    db.exec(`
      -- One row a household head (S2-01); written by the change feed alone (S2-08, S2-09).
      CREATE TABLE aid_cases (
        national_id TEXT PRIMARY KEY CHECK (length(national_id) = 10),
        case_id TEXT NOT NULL UNIQUE,
        version INTEGER NOT NULL,
        standing TEXT NOT NULL CHECK (standing IN ('applicant', 'recipient')),
        eligible TEXT NOT NULL CHECK (eligible IN ('yes', 'no', 'pending')),
        body TEXT,
        introduced_on TEXT,
        result_told_on TEXT,
        objection_no TEXT,
        objection_on TEXT,
        objection_state TEXT CHECK (objection_state IN ('filed', 'under_review', 'accepted', 'refused')),
        died_on TEXT,
        mobile TEXT,
        as_of TEXT NOT NULL,
        CHECK ((objection_no IS NULL) = (objection_on IS NULL) AND (objection_no IS NULL) = (objection_state IS NULL))
      ) STRICT;
      CREATE INDEX aid_cases_told ON aid_cases (result_told_on) WHERE result_told_on IS NOT NULL;

      -- S2-07: that guidance was given. Nothing here says to whom.
      CREATE TABLE aid_guidance (
        id TEXT PRIMARY KEY,
        on_day TEXT NOT NULL,
        topic TEXT NOT NULL,
        text_version INTEGER NOT NULL,
        clerk TEXT NOT NULL
      ) STRICT;
      CREATE INDEX aid_guidance_by_day ON aid_guidance (on_day, topic);

      CREATE TABLE aid_visits (
        id TEXT PRIMARY KEY,
        national_id TEXT NOT NULL,
        reason TEXT NOT NULL,
        place TEXT NOT NULL,
        on_day TEXT NOT NULL,
        told TEXT NOT NULL CHECK (told IN ('message', 'notice')),
        by TEXT NOT NULL,
        at TEXT NOT NULL
      ) STRICT;
      CREATE INDEX aid_visits_by_person ON aid_visits (national_id, id);
    `)
  },
}
