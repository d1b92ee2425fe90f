import type { Migration } from '../migrate'

/**
 * Who waits for a supporter (S4-09) and who works with whom (S4-10, S4-11). The places of the pool follow the dossiers by
 * trigger: a person keeps the place while introduced and declined, and takes a new one after having worked. A link ends
 * with its covered person's dossier, whoever closes that.
 */
export const migration: Migration = {
  version: 190,
  up: (db) => {
    db.exec(`
      CREATE TABLE pool_places (
        dossier_id TEXT PRIMARY KEY REFERENCES dossiers (id),
        since TEXT NOT NULL,
        county_code TEXT NOT NULL,
        field_code TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX pool_places_by_since ON pool_places (since, dossier_id);
      CREATE INDEX pool_places_by_county ON pool_places (county_code, since, dossier_id);
      CREATE INDEX pool_places_by_field ON pool_places (field_code, since, dossier_id);
      INSERT INTO pool_places SELECT id, state_since, county_code, field_code FROM dossiers WHERE state IN ('in_pool', 'introduced');

      CREATE TRIGGER pool_places_taken AFTER UPDATE OF state ON dossiers WHEN new.state = 'in_pool' AND old.state <> 'in_pool'
        BEGIN INSERT OR IGNORE INTO pool_places VALUES (new.id, new.state_since, new.county_code, new.field_code); END;
      CREATE TRIGGER pool_places_corrected AFTER UPDATE OF county_code, field_code ON dossiers
        WHEN new.state IN ('in_pool', 'introduced')
        BEGIN UPDATE pool_places SET county_code = new.county_code, field_code = new.field_code WHERE dossier_id = new.id; END;
      CREATE TRIGGER pool_places_left AFTER UPDATE OF state ON dossiers
        WHEN old.state IN ('in_pool', 'introduced') AND new.state NOT IN ('in_pool', 'introduced')
        BEGIN DELETE FROM pool_places WHERE dossier_id = new.id; END;

      CREATE TABLE support_links (
        id TEXT PRIMARY KEY,
        -- A successor takes the persons over before its own row is written.
        supporter_no TEXT NOT NULL REFERENCES permits (no) DEFERRABLE INITIALLY DEFERRED,
        dossier_id TEXT NOT NULL REFERENCES dossiers (id),
        state TEXT NOT NULL CHECK (state IN ('introduced', 'accepted', 'working', 'declined', 'left')),
        introduced_by TEXT NOT NULL CHECK (introduced_by IN ('office', 'agency')),
        introduced_on TEXT NOT NULL,
        letter_no TEXT NOT NULL,
        letter_on TEXT NOT NULL,
        unfit_reason TEXT,
        accepted_on TEXT,
        ended_on TEXT,
        end_reason TEXT,
        at TEXT NOT NULL,
        by_user TEXT NOT NULL,
        CHECK (state NOT IN ('accepted', 'working') OR accepted_on IS NOT NULL),
        CHECK ((state IN ('declined', 'left')) = (ended_on IS NOT NULL AND end_reason IS NOT NULL))
      ) STRICT;
      -- A covered person is offered to, or works with, one supporter at a time.
      CREATE UNIQUE INDEX support_links_one_live ON support_links (dossier_id) WHERE state IN ('introduced', 'accepted', 'working');
      CREATE INDEX support_links_by_dossier ON support_links (dossier_id, state);
      CREATE INDEX support_links_by_supporter ON support_links (supporter_no, state);

      CREATE TRIGGER support_links_end_with_dossier AFTER UPDATE OF state ON dossiers
        WHEN old.state IN ('introduced', 'linked') AND new.state NOT IN ('in_pool', 'introduced', 'linked')
        BEGIN
          UPDATE support_links SET state = 'left', ended_on = new.state_since, end_reason = new.state
          WHERE dossier_id = new.id AND state IN ('introduced', 'accepted', 'working');
        END;
      CREATE TRIGGER support_links_ended_kept BEFORE UPDATE ON support_links WHEN old.state IN ('declined', 'left')
        BEGIN SELECT RAISE(ABORT, 'an ended support is never edited'); END;
      CREATE TRIGGER support_links_no_delete BEFORE DELETE ON support_links
        BEGIN SELECT RAISE(ABORT, 'a support ends, it is never deleted'); END;

      -- Supporters are few among the dossiers.
      CREATE INDEX dossiers_supporters ON dossiers (id) WHERE activity_type IN ('supporter_natural', 'supporter_legal');
    `)
  },
}
