import type { Migration } from '../migrate'

/**
 * What each Director last saw of a dossier that waits for her, so that the desk can say what is different today; and the
 * indices by which an expert's pace and an applicant's nearness to stopped permits are found. `seen` holds the values as
 * JSON; a row goes with the decision on its dossier.
 */
export const migration: Migration = {
  version: 310,
  up: (db) => {
    db.exec(`
      CREATE TABLE desk_looks (
        username TEXT NOT NULL,
        dossier_id TEXT NOT NULL REFERENCES dossiers (id),
        version INTEGER NOT NULL,
        seq INTEGER NOT NULL,
        at TEXT NOT NULL,
        seen TEXT NOT NULL,
        PRIMARY KEY (username, dossier_id)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX desk_looks_by_dossier ON desk_looks (dossier_id);
      CREATE TRIGGER desk_looks_end AFTER UPDATE OF state ON dossiers
        WHEN new.state IN ('issued', 'refused', 'withdrawn', 'lapsed', 'handed_over', 'closed_by_death') AND new.state <> old.state
        BEGIN DELETE FROM desk_looks WHERE dossier_id = new.id; END;
      CREATE INDEX expert_reviews_by_expert ON expert_reviews (expert, at);
    `)
  },
}
