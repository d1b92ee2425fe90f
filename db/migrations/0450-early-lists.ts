import type { Migration } from '../migrate'

/**
 * Security row 22: one run with the clock years ahead dates a list so that no honest one could follow it. From more than three
 * days ahead (`freshSeconds`) it may be followed by an earlier one; the version counts up all the same.
 */
export const migration: Migration = {
  version: 450,
  up: (db) => {
    db.exec(`
      DROP TRIGGER status_lists_go_on;
      -- IS NOT 0: an instant that SQLite can't read is refused too.
      CREATE TRIGGER status_lists_go_on BEFORE UPDATE ON status_lists
        WHEN new.list IS NOT old.list OR new.version <> old.version + 1
          OR (unixepoch(new.issued_at) - unixepoch(old.issued_at) BETWEEN -259200 AND -1) IS NOT 0
        BEGIN SELECT RAISE(ABORT, 'a list is followed by a newer one'); END;
    `)
  },
}
