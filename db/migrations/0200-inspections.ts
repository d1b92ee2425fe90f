import type { Migration } from '../migrate'

/**
 * Every kind of visit (S1-B1, S1-B2): before the permit on a dossier alone, before the loan, after the fact, followed up.
 * Planned visits stand in the same table; a corrected form is a new version and the old one stays readable (I05). The table
 * is rebuilt, because SQLite can't widen a CHECK.
 */
export const migration: Migration = {
  version: 200,
  up: (db) => {
    db.exec(`
      CREATE TABLE inspections_200 (
        id TEXT PRIMARY KEY,
        version INTEGER NOT NULL,
        form_version INTEGER NOT NULL DEFAULT 1 CHECK (form_version >= 1),
        corrects TEXT UNIQUE REFERENCES inspections_200 (id),
        correct_reason TEXT,
        kind TEXT NOT NULL CHECK (kind IN ('pre_permit', 'pre_loan', 'post', 'follow_up')),
        dossier_id TEXT NOT NULL REFERENCES dossiers (id),
        permit_no TEXT REFERENCES permits (no),
        planned_on TEXT,
        visited_on TEXT,
        attendees TEXT NOT NULL CHECK (json_valid(attendees) AND json_array_length(attendees) > 0),
        active_ok INTEGER CHECK (active_ok IN (0, 1)),
        active_score INTEGER CHECK (active_score BETWEEN 0 AND 100),
        active_note TEXT NOT NULL DEFAULT '',
        skill_ok INTEGER CHECK (skill_ok IN (0, 1)),
        skill_score INTEGER CHECK (skill_score BETWEEN 0 AND 100),
        skill_note TEXT NOT NULL DEFAULT '',
        management_ok INTEGER CHECK (management_ok IN (0, 1)),
        management_score INTEGER CHECK (management_score BETWEEN 0 AND 100),
        management_note TEXT NOT NULL DEFAULT '',
        execution_assured INTEGER CHECK (execution_assured IN (0, 1)),
        state TEXT NOT NULL CHECK (state IN ('planned', 'visited', 'complete', 'cancelled', 'superseded')),
        cancel_reason TEXT,
        recorded_by TEXT NOT NULL,
        completed_by TEXT,
        completed_role TEXT CHECK (completed_role = 'system_manager'),
        completed_at TEXT,
        CHECK ((kind = 'pre_permit') = (permit_no IS NULL)),
        CHECK (state <> 'planned' OR planned_on IS NOT NULL),
        CHECK ((state = 'cancelled') = (cancel_reason IS NOT NULL)),
        CHECK ((corrects IS NULL) = (correct_reason IS NULL)),
        CHECK (state IN ('planned', 'cancelled')
          OR (visited_on IS NOT NULL AND active_ok IS NOT NULL AND skill_ok IS NOT NULL AND management_ok IS NOT NULL)),
        CHECK ((state IN ('complete', 'superseded'))
          = (completed_by IS NOT NULL AND completed_role IS NOT NULL AND completed_at IS NOT NULL))
      ) STRICT;
      INSERT INTO inspections_200 (
        id, version, kind, dossier_id, permit_no, visited_on, attendees, active_ok, active_note, skill_ok, skill_note, management_ok,
        management_note, execution_assured, state, recorded_by, completed_by, completed_role, completed_at)
      SELECT
        i.id, i.version, 'post', p.dossier_id, i.permit_no, i.visited_on, i.attendees, i.active_ok, i.active_note, i.skill_ok, i.skill_note,
        i.management_ok, i.management_note, i.execution_assured, i.state, i.recorded_by, i.completed_by, i.completed_role, i.completed_at
      FROM inspections i JOIN permits p ON p.no = i.permit_no;
      DROP TABLE inspections;
      ALTER TABLE inspections_200 RENAME TO inspections;

      -- One visit of a kind is under way at a time; a correction is written and completed in one transaction.
      CREATE UNIQUE INDEX inspections_one_draft ON inspections (dossier_id, kind) WHERE state IN ('planned', 'visited') AND corrects IS NULL;
      CREATE INDEX inspections_by_permit ON inspections (permit_no, visited_on);
      CREATE INDEX inspections_by_dossier ON inspections (dossier_id, kind, state);
      CREATE INDEX inspections_open ON inspections (planned_on, id) WHERE state IN ('planned', 'visited');

      CREATE TRIGGER inspections_kept BEFORE UPDATE ON inspections
        WHEN old.state IN ('cancelled', 'superseded') OR (old.state = 'complete' AND (
          new.state <> 'superseded' OR new.id <> old.id OR new.kind <> old.kind OR new.dossier_id <> old.dossier_id
          OR new.permit_no IS NOT old.permit_no OR new.visited_on <> old.visited_on OR new.attendees <> old.attendees
          OR new.active_ok <> old.active_ok OR new.active_score IS NOT old.active_score OR new.active_note <> old.active_note
          OR new.skill_ok <> old.skill_ok OR new.skill_score IS NOT old.skill_score OR new.skill_note <> old.skill_note
          OR new.management_ok <> old.management_ok OR new.management_score IS NOT old.management_score
          OR new.management_note <> old.management_note OR new.execution_assured IS NOT old.execution_assured
          OR new.completed_by <> old.completed_by OR new.completed_at <> old.completed_at))
        BEGIN SELECT RAISE(ABORT, 'a complete visit form is never edited'); END;
      CREATE TRIGGER inspections_no_delete BEFORE DELETE ON inspections
        BEGIN SELECT RAISE(ABORT, 'a visit is never deleted'); END;
      CREATE TRIGGER inspections_born_open BEFORE INSERT ON inspections WHEN new.state NOT IN ('planned', 'visited')
        BEGIN SELECT RAISE(ABORT, 'a visit is recorded before its form is complete'); END;
      CREATE TRIGGER inspections_joint BEFORE UPDATE ON inspections
        WHEN new.state = 'complete' AND (
          NOT EXISTS (SELECT 1 FROM json_each(new.attendees) WHERE json_extract(value, '$.side') = 'office') OR
          NOT EXISTS (SELECT 1 FROM json_each(new.attendees) WHERE json_extract(value, '$.side') = 'agency'))
        BEGIN SELECT RAISE(ABORT, 'a complete visit is joint'); END;

      -- S1-B5: whom of a supporter's covered persons the visit saw.
      CREATE TABLE covered_seen (
        inspection_id TEXT NOT NULL REFERENCES inspections (id),
        dossier_id TEXT NOT NULL REFERENCES dossiers (id),
        working INTEGER NOT NULL CHECK (working IN (0, 1)),
        note TEXT NOT NULL,
        PRIMARY KEY (inspection_id, dossier_id)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX covered_seen_by_dossier ON covered_seen (dossier_id);
      CREATE TRIGGER covered_seen_kept BEFORE DELETE ON covered_seen
        WHEN (SELECT state FROM inspections WHERE id = old.inspection_id) IN ('complete', 'superseded')
        BEGIN SELECT RAISE(ABORT, 'a complete visit form is never edited'); END;
      CREATE TRIGGER covered_seen_fixed BEFORE UPDATE ON covered_seen
        BEGIN SELECT RAISE(ABORT, 'what a visit saw is written again, not edited'); END;
      CREATE TRIGGER covered_seen_late BEFORE INSERT ON covered_seen
        WHEN (SELECT state FROM inspections WHERE id = new.inspection_id) IN ('complete', 'superseded')
        BEGIN SELECT RAISE(ABORT, 'a complete visit form is never edited'); END;
    `)
  },
}
