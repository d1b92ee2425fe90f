import type { Migration } from '../migrate'

/**
 * Which of the office's machines this one is. Its slot stands in every number it gives out (domain model §10), so it is fixed
 * once a number was given out; slots are drawn on the first machine only, where each is given away once.
 */
export const migration: Migration = {
  version: 410,
  up: (db) => {
    db.exec(`
      CREATE TABLE machine (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        slot INTEGER NOT NULL CHECK (slot BETWEEN 1 AND 99),
        -- What a joined machine was given: the first machine's trust file, and the registry it may enrol at (JSON) or none.
        trust TEXT,
        registry TEXT CHECK (registry IS NULL OR json_valid(registry)),
        joined_at TEXT,
        CHECK ((slot = 1) = (joined_at IS NULL)),
        CHECK ((joined_at IS NULL) = (trust IS NULL))
      ) STRICT;
      INSERT INTO machine VALUES (1, 1, NULL, NULL, NULL);
      CREATE TRIGGER machine_slot_kept BEFORE UPDATE ON machine WHEN EXISTS (SELECT 1 FROM number_series)
        BEGIN SELECT RAISE(ABORT, 'numbers were given out under this slot'); END;
      CREATE TRIGGER machine_no_delete BEFORE DELETE ON machine BEGIN SELECT RAISE(ABORT, 'an office always has its machine'); END;

      CREATE TABLE joining_files (
        slot INTEGER PRIMARY KEY CHECK (slot BETWEEN 2 AND 99),
        label TEXT NOT NULL,
        made_at TEXT NOT NULL,
        made_by TEXT NOT NULL,
        expires_at TEXT NOT NULL
      ) STRICT;
      CREATE TRIGGER joining_files_kept BEFORE UPDATE ON joining_files BEGIN SELECT RAISE(ABORT, 'a slot is given away once'); END;
      CREATE TRIGGER joining_files_no_delete BEFORE DELETE ON joining_files BEGIN SELECT RAISE(ABORT, 'a slot is given away once'); END;
    `)
  },
}
