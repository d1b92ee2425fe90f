import type { Migration } from '../migrate'

/** Letters to banks are counted as permits and commendations are. A table's check can't be widened: it is written anew, with its guards. */
export const migration: Migration = {
  version: 385,
  up: (db) => {
    db.exec(`
      DROP TRIGGER paper_prints_in_order;
      DROP TRIGGER paper_prints_fixed;
      DROP TRIGGER paper_prints_kept;
      ALTER TABLE paper_prints RENAME TO paper_prints_before;
      CREATE TABLE paper_prints (
        what TEXT NOT NULL CHECK (what IN ('permit', 'award', 'referral')),
        id TEXT NOT NULL,
        copy INTEGER NOT NULL CHECK (copy > 0),
        at TEXT NOT NULL,
        by_user TEXT NOT NULL,
        PRIMARY KEY (what, id, copy)
      ) STRICT, WITHOUT ROWID;
      INSERT INTO paper_prints SELECT what, id, copy, at, by_user FROM paper_prints_before;
      DROP TABLE paper_prints_before;
      CREATE TRIGGER paper_prints_in_order BEFORE INSERT ON paper_prints
        WHEN new.copy <> 1 + coalesce((SELECT max(copy) FROM paper_prints WHERE what = new.what AND id = new.id), 0)
        BEGIN SELECT RAISE(ABORT, 'prints are counted one by one'); END;
      CREATE TRIGGER paper_prints_fixed BEFORE UPDATE ON paper_prints
        BEGIN SELECT RAISE(ABORT, 'a print was made'); END;
      CREATE TRIGGER paper_prints_kept BEFORE DELETE ON paper_prints
        BEGIN SELECT RAISE(ABORT, 'a print was made'); END;
    `)
  },
}
