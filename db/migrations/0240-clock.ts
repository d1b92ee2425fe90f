import type { Migration } from '../migrate'

/**
 * A pause says whether fourteen new days began at its end (`restarted`), so that the last day can always be counted anew from
 * the rows, whatever the setting says later. The index lists who stands still, longest first.
 */
export const migration: Migration = {
  version: 240,
  up: (db) => {
    db.exec(`
      ALTER TABLE dossier_pauses ADD COLUMN restarted INTEGER NOT NULL DEFAULT 0 CHECK (restarted IN (0, 1));
      CREATE INDEX dossier_pauses_open ON dossier_pauses (from_day, dossier_id) WHERE to_day IS NULL;
    `)
  },
}
