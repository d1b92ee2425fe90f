import type { Migration } from '../migrate'

/**
 * Signing keys. The Director's private part is sealed under her own user key, so this file alone never opens it; the
 * office's seal acts without a person, so its private part lies here, under the database's own cipher.
 */
export const migration: Migration = {
  version: 60,
  up: (db) => {
    db.exec(`
      CREATE TABLE signing_keys (
        kid TEXT PRIMARY KEY,
        use TEXT NOT NULL CHECK (use IN ('director', 'seal')),
        alg TEXT NOT NULL CHECK (alg = 'PS256'),
        bits INTEGER NOT NULL CHECK (bits >= 3072),
        holder TEXT NOT NULL,
        public_pem TEXT NOT NULL,
        private_sealed TEXT,
        private_der BLOB,
        state TEXT NOT NULL CHECK (state IN ('active', 'retired')),
        test INTEGER NOT NULL CHECK (test IN (0, 1)),
        created_at TEXT NOT NULL,
        CHECK ((use = 'director') = (private_sealed IS NOT NULL)),
        CHECK ((use = 'seal') = (private_der IS NOT NULL))
      ) STRICT;
      CREATE UNIQUE INDEX signing_keys_one_active ON signing_keys (use, holder) WHERE state = 'active';
      CREATE TRIGGER signing_keys_fixed BEFORE UPDATE ON signing_keys
        WHEN new.state = 'active' OR new.kid IS NOT old.kid OR new.use IS NOT old.use OR new.alg IS NOT old.alg
          OR new.bits IS NOT old.bits OR new.holder IS NOT old.holder OR new.public_pem IS NOT old.public_pem
          OR new.private_sealed IS NOT old.private_sealed OR new.private_der IS NOT old.private_der
          OR new.test IS NOT old.test OR new.created_at IS NOT old.created_at
        BEGIN SELECT RAISE(ABORT, 'a signing key can only be retired'); END;
      CREATE TRIGGER signing_keys_kept BEFORE DELETE ON signing_keys
        BEGIN SELECT RAISE(ABORT, 'old permits need their key'); END;
    `)
  },
}
