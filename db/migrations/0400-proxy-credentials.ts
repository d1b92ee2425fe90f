import type { Migration } from '../migrate'

/** What the machine's proxy asks for. The configuration file is plain text; this database is not. */
export const migration: Migration = {
  version: 400,
  up: (db) => {
    db.exec(`
      CREATE TABLE proxy_credentials (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        username TEXT NOT NULL CHECK (username <> ''),
        password TEXT NOT NULL CHECK (password <> '')
      ) STRICT;
    `)
  },
}
