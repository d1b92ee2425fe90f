import type { Migration } from '../migrate'

/**
 * Scans of a dossier's papers. The bytes lie beside the database in encrypted files; here are their digests, the key they
 * are under, and who did what when. A file's facts are never changed: another file is another row.
 */
export const migration: Migration = {
  version: 170,
  up: (db) => {
    db.exec(`
      CREATE TABLE documents (
        id TEXT PRIMARY KEY,
        version INTEGER NOT NULL,
        dossier_id TEXT NOT NULL REFERENCES dossiers (id),
        kind TEXT NOT NULL CHECK (kind IN ('skill', 'military', 'photos', 'birth-certificate', 'national-card', 'residence',
          'home-deed', 'home-contract', 'degree', 'health-card', 'form-print', 'agency-confirmation', 'employment-letter',
          'death-certificate', 'other')),
        title TEXT NOT NULL,
        no INTEGER NOT NULL CHECK (no > 0),
        state TEXT NOT NULL CHECK (state IN ('attached', 'verified', 'rejected', 'waived')),
        sha256 TEXT,
        size INTEGER CHECK (size > 0),
        type TEXT CHECK (type IN ('image/jpeg', 'image/png', 'application/pdf')),
        pages INTEGER CHECK (pages > 0),
        width INTEGER,
        height INTEGER,
        thumbnail BLOB,
        document_no TEXT,
        issued_on TEXT,
        valid_until TEXT,
        reason TEXT,
        channel TEXT NOT NULL CHECK (channel IN ('counter', 'online')),
        attached_by TEXT NOT NULL,
        attached_at TEXT NOT NULL,
        decided_by TEXT,
        decided_at TEXT,
        replaced_by TEXT,
        removed_by TEXT,
        removed_at TEXT,
        CHECK ((state = 'waived') = (sha256 IS NULL)),
        CHECK ((sha256 IS NULL) = (size IS NULL) AND (sha256 IS NULL) = (type IS NULL) AND (sha256 IS NULL) = (pages IS NULL)),
        CHECK (state NOT IN ('rejected', 'waived') OR reason IS NOT NULL),
        CHECK (kind <> 'residence' OR state = 'waived'),
        CHECK (kind IN ('agency-confirmation', 'other') OR title = '')
      ) STRICT;
      CREATE UNIQUE INDEX documents_in_place ON documents (dossier_id, kind, title, no) WHERE replaced_by IS NULL AND removed_at IS NULL;
      CREATE INDEX documents_by_dossier ON documents (dossier_id, id);
      CREATE INDEX documents_by_file ON documents (sha256) WHERE sha256 IS NOT NULL;

      CREATE TRIGGER documents_file_kept BEFORE UPDATE OF dossier_id, kind, title, no, sha256, size, type, pages, width, height, channel,
        attached_by, attached_at ON documents
        BEGIN SELECT RAISE(ABORT, 'a scan is replaced by another one, never changed'); END;
      CREATE TRIGGER documents_no_delete BEFORE DELETE ON documents
        BEGIN SELECT RAISE(ABORT, 'what was attached stays on record'); END;

      CREATE TABLE document_views (
        document_id TEXT NOT NULL REFERENCES documents (id),
        username TEXT NOT NULL,
        day TEXT NOT NULL,
        PRIMARY KEY (document_id, username, day)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE scan_key (id INTEGER PRIMARY KEY CHECK (id = 1), key BLOB NOT NULL CHECK (length(key) = 32)) STRICT;
    `)
  },
}
