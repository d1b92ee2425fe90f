import type { Migration } from '../migrate'

/**
 * What the counter looks for: companies by name, dossiers by type, county and field, and persons by birth date for
 * the comparison with those that resemble them.
 */
export const migration: Migration = {
  version: 220,
  up: (db) => {
    db.exec(`
      CREATE VIRTUAL TABLE entity_names USING fts5 (
        search_text, content='legal_entities', content_rowid='rowid', tokenize='unicode61 remove_diacritics 0', prefix='2 3', detail='none', columnsize=0
      );
      CREATE TRIGGER entities_named AFTER INSERT ON legal_entities BEGIN
        INSERT INTO entity_names (rowid, search_text) VALUES (new.rowid, new.search_text);
      END;
      CREATE TRIGGER entities_renamed AFTER UPDATE OF search_text ON legal_entities BEGIN
        INSERT INTO entity_names (entity_names, rowid, search_text) VALUES ('delete', old.rowid, old.search_text);
        INSERT INTO entity_names (rowid, search_text) VALUES (new.rowid, new.search_text);
      END;
      INSERT INTO entity_names (entity_names) VALUES ('rebuild');

      DROP INDEX dossiers_by_county;
      DROP INDEX dossiers_by_field;
      CREATE INDEX dossiers_by_county ON dossiers (county_code, id);
      CREATE INDEX dossiers_by_field ON dossiers (field_code, id);
      CREATE INDEX dossiers_by_type ON dossiers (activity_type, id);
      CREATE INDEX persons_by_birth ON persons (birth_date);
    `)
  },
}
