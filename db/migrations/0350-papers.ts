import type { Migration } from '../migrate'

/** Every print of a paper, so that a second one is marked as a copy; and letters of commendation with their three signatures (S1-D2). */
export const migration: Migration = {
  version: 350,
  up: (db) => {
    db.exec(`
      CREATE TABLE paper_prints (
        what TEXT NOT NULL CHECK (what IN ('permit', 'award')),
        id TEXT NOT NULL,
        copy INTEGER NOT NULL CHECK (copy > 0),
        at TEXT NOT NULL,
        by_user TEXT NOT NULL,
        PRIMARY KEY (what, id, copy)
      ) STRICT, WITHOUT ROWID;
      CREATE TRIGGER paper_prints_in_order BEFORE INSERT ON paper_prints
        WHEN new.copy <> 1 + coalesce((SELECT max(copy) FROM paper_prints WHERE what = new.what AND id = new.id), 0)
        BEGIN SELECT RAISE(ABORT, 'prints are counted one by one'); END;
      CREATE TRIGGER paper_prints_fixed BEFORE UPDATE ON paper_prints
        BEGIN SELECT RAISE(ABORT, 'a print was made'); END;
      CREATE TRIGGER paper_prints_kept BEFORE DELETE ON paper_prints
        BEGIN SELECT RAISE(ABORT, 'a print was made'); END;

      CREATE TABLE awards (
        id TEXT PRIMARY KEY,
        version INTEGER NOT NULL,
        no TEXT NOT NULL UNIQUE,
        permit_no TEXT NOT NULL REFERENCES permits (no),
        text TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('draft', 'signed_director', 'signed_deputy', 'signed_minister', 'given')),
        prepared_by TEXT NOT NULL,
        prepared_on TEXT NOT NULL,
        signed_by TEXT,
        signed_at TEXT,
        kid TEXT REFERENCES signing_keys (kid),
        jws TEXT,
        digest TEXT,
        deputy TEXT,
        minister TEXT,
        given_on TEXT,
        CHECK ((state = 'draft') = (jws IS NULL)),
        CHECK ((jws IS NULL) = (signed_by IS NULL) AND (jws IS NULL) = (signed_at IS NULL) AND (jws IS NULL) = (kid IS NULL) AND (jws IS NULL) = (digest IS NULL)),
        CHECK (signed_by <> prepared_by),
        CHECK ((state IN ('signed_deputy', 'signed_minister', 'given')) = (deputy IS NOT NULL)),
        CHECK ((state IN ('signed_minister', 'given')) = (minister IS NOT NULL)),
        CHECK ((state = 'given') = (given_on IS NOT NULL))
      ) STRICT;
      CREATE UNIQUE INDEX awards_one_open ON awards (permit_no) WHERE state <> 'given';
      CREATE INDEX awards_newest ON awards (prepared_on DESC, id DESC);
      CREATE TRIGGER awards_fixed BEFORE UPDATE ON awards
        WHEN new.id IS NOT old.id OR new.no IS NOT old.no OR new.permit_no IS NOT old.permit_no OR new.text IS NOT old.text
          OR new.prepared_by IS NOT old.prepared_by OR new.prepared_on IS NOT old.prepared_on OR new.version <> old.version + 1
          OR (old.jws IS NOT NULL AND new.jws IS NOT old.jws) OR (old.deputy IS NOT NULL AND new.deputy IS NOT old.deputy)
          OR (old.minister IS NOT NULL AND new.minister IS NOT old.minister) OR old.state = 'given'
        BEGIN SELECT RAISE(ABORT, 'a signed letter does not change'); END;
      CREATE TRIGGER awards_kept BEFORE DELETE ON awards
        BEGIN SELECT RAISE(ABORT, 'a letter is given, never deleted'); END;
    `)
  },
}
