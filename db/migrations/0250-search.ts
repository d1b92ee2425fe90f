import type { Migration } from '../migrate'

const text = (person: string, entity: string): string => `${person} || ' ' || coalesce(${entity}, '')`
const ofPerson = (row: string): string => `(SELECT search_text FROM persons WHERE national_id = ${row}.national_id)`
const ofEntity = (row: string): string => `(SELECT search_text FROM legal_entities WHERE legal_id = ${row}.legal_id)`

/**
 * Names are looked for among dossiers, not among persons: the index gives the newest first and stops at a page, where the
 * join over all persons of a common name had to gather and sort them. Without prefixes of four and five letters those were
 * ten times as slow (measured at a million dossiers).
 */
export const migration: Migration = {
  version: 250,
  up: (db) => {
    db.exec(`
      CREATE VIEW dossier_texts AS
        SELECT d.no, ${text('p.search_text', 'e.search_text')} AS search_text
        FROM dossiers d JOIN persons p ON p.national_id = d.national_id LEFT JOIN legal_entities e ON e.legal_id = d.legal_id;
      CREATE VIRTUAL TABLE dossier_names USING fts5 (
        search_text, content='dossier_texts', content_rowid='no', tokenize='unicode61 remove_diacritics 0', prefix='2 3 4 5', detail='none', columnsize=0
      );
      INSERT INTO dossier_names (dossier_names) VALUES ('rebuild');

      CREATE TRIGGER dossiers_named AFTER INSERT ON dossiers BEGIN
        INSERT INTO dossier_names (rowid, search_text) VALUES (new.no, ${text(ofPerson('new'), ofEntity('new'))});
      END;
      CREATE TRIGGER dossiers_renamed AFTER UPDATE OF national_id, legal_id ON dossiers
        WHEN new.national_id <> old.national_id OR new.legal_id IS NOT old.legal_id
      BEGIN
        INSERT INTO dossier_names (dossier_names, rowid, search_text) VALUES ('delete', old.no, ${text(ofPerson('old'), ofEntity('old'))});
        INSERT INTO dossier_names (rowid, search_text) VALUES (new.no, ${text(ofPerson('new'), ofEntity('new'))});
      END;
      CREATE TRIGGER dossiers_unnamed BEFORE DELETE ON dossiers BEGIN
        INSERT INTO dossier_names (dossier_names, rowid, search_text) VALUES ('delete', old.no, ${text(ofPerson('old'), ofEntity('old'))});
      END;
      DROP TRIGGER persons_named;
      DROP TRIGGER persons_renamed;
      CREATE TRIGGER persons_renamed AFTER UPDATE OF search_text ON persons WHEN new.search_text <> old.search_text BEGIN
        INSERT INTO dossier_names (dossier_names, rowid, search_text)
          SELECT 'delete', d.no, ${text('old.search_text', ofEntity('d'))} FROM dossiers d WHERE d.national_id = new.national_id;
        INSERT INTO dossier_names (rowid, search_text)
          SELECT d.no, ${text('new.search_text', ofEntity('d'))} FROM dossiers d WHERE d.national_id = new.national_id;
      END;
      DROP TRIGGER entities_named;
      DROP TRIGGER entities_renamed;
      CREATE TRIGGER entities_renamed AFTER UPDATE OF search_text ON legal_entities WHEN new.search_text <> old.search_text BEGIN
        INSERT INTO dossier_names (dossier_names, rowid, search_text)
          SELECT 'delete', d.no, ${text(ofPerson('d'), 'old.search_text')} FROM dossiers d WHERE d.legal_id = new.legal_id;
        INSERT INTO dossier_names (rowid, search_text)
          SELECT d.no, ${text(ofPerson('d'), 'new.search_text')} FROM dossiers d WHERE d.legal_id = new.legal_id;
      END;
      DROP TABLE person_names;
      DROP TABLE entity_names;
    `)
  },
}
