import type { Migration } from '../migrate'

/** Who works here. Passphrases never reach this file: the key ring beside the database holds what they wrap. */
export const migration: Migration = {
  version: 20,
  up: (db) => {
    db.exec(`
      CREATE TABLE staff_users (
        username TEXT PRIMARY KEY,
        display_name TEXT NOT NULL,
        post TEXT NOT NULL,
        roles TEXT NOT NULL,
        active INTEGER NOT NULL,
        version INTEGER NOT NULL,
        created_at TEXT NOT NULL,
        last_sign_in_at TEXT
      ) STRICT;
    `)
  },
}
