import type { Migration } from '../migrate'

/** M03 for the office's own gateway: the service's number of a message, and when it is asked next what became of it. */
export const migration: Migration = {
  version: 440,
  up: (db) => {
    db.exec(`
      ALTER TABLE messages ADD COLUMN gateway_ref TEXT;
      -- Null: nobody can or need ask any more.
      ALTER TABLE messages ADD COLUMN ask_after TEXT;
      CREATE INDEX messages_to_ask ON messages (state, ask_after) WHERE ask_after IS NOT NULL;
    `)
  },
}
