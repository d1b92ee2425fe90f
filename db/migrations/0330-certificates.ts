import type { Migration } from '../migrate'

/**
 * Who vouches for a signing key: the office's own root, national roots that were pinned by hand, the certificates they issued
 * and the newest revocation list of each issuer. How a key ended, and the one that waits to follow it.
 */
export const migration: Migration = {
  version: 330,
  up: (db) => {
    db.exec(`
      CREATE TABLE trust_roots (
        -- SHA-256 of the certificate, DER, base64url.
        fingerprint TEXT PRIMARY KEY,
        kind TEXT NOT NULL CHECK (kind IN ('office', 'national')),
        kid TEXT NOT NULL,
        subject TEXT NOT NULL,
        der BLOB NOT NULL,
        not_before TEXT NOT NULL,
        not_after TEXT NOT NULL,
        -- Office only: PKCS#8 sealed under a passphrase of its own, and how the key to it is derived.
        private_sealed TEXT,
        kdf TEXT,
        state TEXT NOT NULL CHECK (state IN ('active', 'retired')),
        test INTEGER NOT NULL CHECK (test IN (0, 1)),
        witness TEXT NOT NULL,
        by_user TEXT NOT NULL,
        at TEXT NOT NULL,
        ended_reason TEXT,
        ended_at TEXT,
        CHECK ((kind = 'office') = (private_sealed IS NOT NULL)),
        CHECK ((kind = 'office') = (kdf IS NOT NULL)),
        CHECK ((state = 'retired') = (ended_at IS NOT NULL)),
        CHECK ((state = 'retired') = (ended_reason IS NOT NULL))
      ) STRICT, WITHOUT ROWID;
      CREATE UNIQUE INDEX trust_roots_one_office ON trust_roots (kind) WHERE kind = 'office' AND state = 'active';
      CREATE TRIGGER trust_roots_fixed BEFORE UPDATE ON trust_roots
        WHEN old.state = 'retired' OR new.state = 'active' OR new.fingerprint IS NOT old.fingerprint OR new.kind IS NOT old.kind
          OR new.kid IS NOT old.kid OR new.subject IS NOT old.subject OR new.der IS NOT old.der OR new.not_before IS NOT old.not_before
          OR new.not_after IS NOT old.not_after OR new.private_sealed IS NOT old.private_sealed OR new.kdf IS NOT old.kdf
          OR new.test IS NOT old.test OR new.witness IS NOT old.witness OR new.by_user IS NOT old.by_user OR new.at IS NOT old.at
        BEGIN SELECT RAISE(ABORT, 'a root can only be retired'); END;
      CREATE TRIGGER trust_roots_kept BEFORE DELETE ON trust_roots
        BEGIN SELECT RAISE(ABORT, 'old certificates need their root'); END;

      CREATE TABLE key_certificates (
        fingerprint TEXT PRIMARY KEY,
        -- Of a key in use or of one that is only prepared.
        kid TEXT NOT NULL,
        root TEXT NOT NULL REFERENCES trust_roots (fingerprint),
        der BLOB NOT NULL,
        -- Authorities between it and the root, the nearest first: a JSON list of DER, base64url.
        chain TEXT NOT NULL CHECK (json_valid(chain)),
        serial TEXT NOT NULL,
        subject TEXT NOT NULL,
        issuer TEXT NOT NULL,
        not_before TEXT NOT NULL,
        not_after TEXT NOT NULL,
        by_user TEXT NOT NULL,
        at TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX key_certificates_by_key ON key_certificates (kid, at);
      CREATE TRIGGER key_certificates_fixed BEFORE UPDATE ON key_certificates
        BEGIN SELECT RAISE(ABORT, 'a certificate stands as it was issued'); END;
      CREATE TRIGGER key_certificates_kept BEFORE DELETE ON key_certificates
        BEGIN SELECT RAISE(ABORT, 'a certificate stands as it was issued'); END;

      CREATE TABLE revocation_lists (
        -- SHA-256 of the issuer's public key (SPKI, DER), base64url.
        issuer_key TEXT PRIMARY KEY,
        issuer TEXT NOT NULL,
        der BLOB NOT NULL,
        number TEXT NOT NULL,
        this_update TEXT NOT NULL,
        next_update TEXT NOT NULL,
        by_user TEXT NOT NULL,
        at TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE TRIGGER revocation_lists_go_on BEFORE UPDATE ON revocation_lists
        WHEN new.issuer_key IS NOT old.issuer_key OR new.this_update < old.this_update
        BEGIN SELECT RAISE(ABORT, 'a list is followed by a newer one'); END;
      CREATE TRIGGER revocation_lists_kept BEFORE DELETE ON revocation_lists
        BEGIN SELECT RAISE(ABORT, 'a list is followed by a newer one'); END;

      -- A key that is made and perhaps announced, but signs nothing until it takes the place of the one in use.
      CREATE TABLE prepared_keys (
        kid TEXT PRIMARY KEY,
        use TEXT NOT NULL CHECK (use IN ('director', 'seal')),
        bits INTEGER NOT NULL CHECK (bits >= 3072),
        holder TEXT NOT NULL,
        public_pem TEXT NOT NULL,
        private_sealed TEXT,
        private_der BLOB,
        -- Its address on a token, as JSON; nothing private lies here then.
        token TEXT CHECK (json_valid(token)),
        test INTEGER NOT NULL CHECK (test IN (0, 1)),
        created_at TEXT NOT NULL,
        announced_at TEXT,
        CHECK (use = 'director' OR token IS NULL),
        CHECK ((use = 'director' AND token IS NULL) = (private_sealed IS NOT NULL)),
        CHECK ((use = 'seal') = (private_der IS NOT NULL)),
        UNIQUE (use, holder)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE key_ends (
        kid TEXT PRIMARY KEY REFERENCES signing_keys (kid),
        how TEXT NOT NULL CHECK (how IN ('replaced', 'retired', 'compromised')),
        -- When it ended; a stolen one: since when it is suspected.
        since TEXT NOT NULL,
        -- Stolen only: entries that certainly lay in the ledger before that.
        position INTEGER CHECK (position >= 0),
        reason TEXT NOT NULL,
        successor TEXT,
        by_user TEXT NOT NULL,
        at TEXT NOT NULL,
        CHECK ((how = 'compromised') = (position IS NOT NULL))
      ) STRICT, WITHOUT ROWID;
      CREATE TRIGGER key_ends_worse BEFORE UPDATE ON key_ends
        WHEN new.kid IS NOT old.kid OR new.how <> 'compromised' OR (old.how = 'compromised' AND new.position > old.position)
        BEGIN SELECT RAISE(ABORT, 'an end can only turn out worse'); END;
      CREATE TRIGGER key_ends_kept BEFORE DELETE ON key_ends
        BEGIN SELECT RAISE(ABORT, 'an end stands'); END;

      -- Permits that a stolen key signed, or may have: suspended together, each with the dossier that signs it again.
      CREATE TABLE compromised_permits (
        permit_no TEXT PRIMARY KEY REFERENCES permits (no),
        kid TEXT NOT NULL REFERENCES key_ends (kid),
        dossier_id TEXT UNIQUE REFERENCES dossiers (id),
        by_user TEXT NOT NULL,
        at TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX compromised_permits_by_key ON compromised_permits (kid, permit_no);
      CREATE TRIGGER compromised_permits_kept BEFORE DELETE ON compromised_permits
        BEGIN SELECT RAISE(ABORT, 'what a stolen key signed stays known'); END;
      CREATE INDEX permits_by_key ON permits (kid, seq);

      -- The trust file as the office's root last signed it.
      CREATE TABLE signed_trust_files (
        no INTEGER PRIMARY KEY,
        root TEXT NOT NULL REFERENCES trust_roots (fingerprint),
        payload TEXT NOT NULL,
        jws TEXT NOT NULL,
        by_user TEXT NOT NULL,
        at TEXT NOT NULL
      ) STRICT;
      CREATE TRIGGER signed_trust_files_fixed BEFORE UPDATE ON signed_trust_files
        BEGIN SELECT RAISE(ABORT, 'a signed file stands'); END;
      CREATE TRIGGER signed_trust_files_kept BEFORE DELETE ON signed_trust_files
        BEGIN SELECT RAISE(ABORT, 'a signed file stands'); END;
    `)
  },
}
