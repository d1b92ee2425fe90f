import type { Migration } from '../migrate'

/**
 * Visits to holders. A complete form is evidence for a bank referral (S1-B4): the tables themselves refuse one that was
 * not joint or not completed by the system manager, and any change after completion.
 */
export const migration: Migration = {
  version: 80,
  up: (db) => {
    db.exec(`
      CREATE TABLE inspections (
        id TEXT PRIMARY KEY,
        version INTEGER NOT NULL,
        permit_no TEXT NOT NULL REFERENCES permits (no),
        visited_on TEXT NOT NULL,
        attendees TEXT NOT NULL CHECK (json_valid(attendees) AND json_array_length(attendees) > 0),
        active_ok INTEGER NOT NULL CHECK (active_ok IN (0, 1)),
        active_note TEXT NOT NULL,
        skill_ok INTEGER NOT NULL CHECK (skill_ok IN (0, 1)),
        skill_note TEXT NOT NULL,
        management_ok INTEGER NOT NULL CHECK (management_ok IN (0, 1)),
        management_note TEXT NOT NULL,
        execution_assured INTEGER CHECK (execution_assured IN (0, 1)),
        state TEXT NOT NULL CHECK (state IN ('visited', 'complete')),
        recorded_by TEXT NOT NULL,
        completed_by TEXT,
        completed_role TEXT CHECK (completed_role = 'system_manager'),
        completed_at TEXT,
        CHECK ((state = 'complete') = (completed_by IS NOT NULL AND completed_role IS NOT NULL AND completed_at IS NOT NULL))
      ) STRICT;
      CREATE UNIQUE INDEX inspections_one_draft ON inspections (permit_no) WHERE state = 'visited';
      CREATE INDEX inspections_by_permit ON inspections (permit_no, visited_on);

      CREATE TRIGGER inspections_kept BEFORE UPDATE ON inspections WHEN old.state = 'complete'
        BEGIN SELECT RAISE(ABORT, 'a complete visit form is never edited'); END;
      CREATE TRIGGER inspections_no_delete BEFORE DELETE ON inspections
        BEGIN SELECT RAISE(ABORT, 'a visit is never deleted'); END;
      CREATE TRIGGER inspections_born_open BEFORE INSERT ON inspections WHEN new.state = 'complete'
        BEGIN SELECT RAISE(ABORT, 'a visit is recorded before its form is complete'); END;
      CREATE TRIGGER inspections_joint BEFORE UPDATE ON inspections
        WHEN new.state = 'complete' AND (
          NOT EXISTS (SELECT 1 FROM json_each(new.attendees) WHERE json_extract(value, '$.side') = 'office') OR
          NOT EXISTS (SELECT 1 FROM json_each(new.attendees) WHERE json_extract(value, '$.side') = 'agency'))
        BEGIN SELECT RAISE(ABORT, 'a complete visit is joint'); END;
    `)
  },
}
