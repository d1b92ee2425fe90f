import type { Migration } from '../migrate'

/**
 * What lists of a million dossiers need: how many stand in each state without counting them, and requests by filing day
 * for reports and filters.
 */
export const migration: Migration = {
  version: 210,
  up: (db) => {
    db.exec(`
      CREATE TABLE dossier_counts (state TEXT PRIMARY KEY, n INTEGER NOT NULL CHECK (n >= 0)) STRICT, WITHOUT ROWID;
      INSERT INTO dossier_counts SELECT state, count(*) FROM dossiers GROUP BY state;
      CREATE TRIGGER dossiers_counted AFTER INSERT ON dossiers BEGIN
        INSERT INTO dossier_counts VALUES (new.state, 1) ON CONFLICT (state) DO UPDATE SET n = n + 1;
      END;
      CREATE TRIGGER dossiers_recounted AFTER UPDATE OF state ON dossiers WHEN new.state <> old.state BEGIN
        UPDATE dossier_counts SET n = n - 1 WHERE state = old.state;
        INSERT INTO dossier_counts VALUES (new.state, 1) ON CONFLICT (state) DO UPDATE SET n = n + 1;
      END;
      CREATE TRIGGER dossiers_uncounted AFTER DELETE ON dossiers BEGIN
        UPDATE dossier_counts SET n = n - 1 WHERE state = old.state;
      END;
      CREATE INDEX dossiers_by_filing ON dossiers (filed_on, id) WHERE filed_on IS NOT NULL;
    `)
  },
}
