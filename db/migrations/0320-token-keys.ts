import type { Migration } from '../migrate'

/**
 * A Director's key may live on a token (PKCS#11): then nothing private lies here, only where to look for it: the office's
 * name of the module, the token's serial number and label, and the key's CKA_ID in hex. The table is rebuilt because its
 * first form demanded a sealed private part of every Director's key.
 */
export const migration: Migration = {
  version: 320,
  up: (db) => {
    db.exec(`
      CREATE TABLE signing_keys_next (
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
        store TEXT NOT NULL DEFAULT 'software' CHECK (store IN ('software', 'token')),
        token_module TEXT,
        token_serial TEXT,
        token_label TEXT,
        token_key_id TEXT CHECK (token_key_id NOT GLOB '*[^0-9a-f]*'),
        CHECK (use = 'director' OR store = 'software'),
        CHECK ((use = 'director' AND store = 'software') = (private_sealed IS NOT NULL)),
        CHECK ((use = 'seal') = (private_der IS NOT NULL)),
        CHECK ((store = 'token') = (token_module IS NOT NULL)),
        CHECK ((store = 'token') = (token_serial IS NOT NULL)),
        CHECK ((store = 'token') = (token_label IS NOT NULL)),
        CHECK ((store = 'token') = (token_key_id IS NOT NULL))
      ) STRICT;
      INSERT INTO signing_keys_next (kid, use, alg, bits, holder, public_pem, private_sealed, private_der, state, test, created_at)
        SELECT kid, use, alg, bits, holder, public_pem, private_sealed, private_der, state, test, created_at FROM signing_keys;
      DROP TRIGGER signing_keys_kept;
      DROP TABLE signing_keys;
      ALTER TABLE signing_keys_next RENAME TO signing_keys;
      CREATE UNIQUE INDEX signing_keys_one_active ON signing_keys (use, holder) WHERE state = 'active';
      CREATE TRIGGER signing_keys_fixed BEFORE UPDATE ON signing_keys
        WHEN new.state = 'active' OR new.kid IS NOT old.kid OR new.use IS NOT old.use OR new.alg IS NOT old.alg
          OR new.bits IS NOT old.bits OR new.holder IS NOT old.holder OR new.public_pem IS NOT old.public_pem
          OR new.private_sealed IS NOT old.private_sealed OR new.private_der IS NOT old.private_der
          OR new.test IS NOT old.test OR new.created_at IS NOT old.created_at OR new.store IS NOT old.store
          OR new.token_module IS NOT old.token_module OR new.token_serial IS NOT old.token_serial
          OR new.token_label IS NOT old.token_label OR new.token_key_id IS NOT old.token_key_id
        BEGIN SELECT RAISE(ABORT, 'a signing key can only be retired'); END;
      CREATE TRIGGER signing_keys_kept BEFORE DELETE ON signing_keys
        BEGIN SELECT RAISE(ABORT, 'old permits need their key'); END;
    `)
  },
}
