import type { Migration } from '../migrate'

/**
 * Introductions to banks with the evidence of every gate. One open referral per permit; once signed nothing of it changes
 * but that it is withdrawn.
 */
export const migration: Migration = {
  version: 110,
  up: (db) => {
    db.exec(`
      CREATE TABLE referrals (
        id TEXT PRIMARY KEY,
        version INTEGER NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('draft', 'awaiting_signature', 'issued', 'withdrawn')),
        permit_no TEXT NOT NULL REFERENCES permits (no),
        year INTEGER NOT NULL,
        bank_code TEXT NOT NULL REFERENCES banks (code),
        branch TEXT NOT NULL,
        amount_rial INTEGER NOT NULL CHECK (amount_rial BETWEEN 0 AND 9007199254740991),
        need TEXT NOT NULL,
        capacity TEXT NOT NULL,
        jobs INTEGER NOT NULL CHECK (jobs >= 0),
        readiness TEXT CHECK (readiness IN ('ready', 'not_ready')),
        facts TEXT NOT NULL CHECK (json_valid(facts)),
        evaluation TEXT NOT NULL CHECK (json_valid(evaluation)),
        salt TEXT NOT NULL,
        prepared_by TEXT NOT NULL,
        created_at TEXT NOT NULL,
        submitted_by TEXT,
        return_reason TEXT,
        withdraw_reason TEXT,
        no TEXT UNIQUE,
        issued_on TEXT,
        bytes TEXT,
        digest TEXT,
        jws TEXT,
        kid TEXT,
        signed_by TEXT,
        CHECK (state <> 'awaiting_signature' OR submitted_by IS NOT NULL),
        CHECK (state <> 'issued' OR jws IS NOT NULL),
        CHECK (state <> 'withdrawn' OR withdraw_reason IS NOT NULL),
        CHECK (jws IS NULL OR (no IS NOT NULL AND issued_on IS NOT NULL AND bytes IS NOT NULL AND digest IS NOT NULL
          AND kid IS NOT NULL AND signed_by IS NOT NULL AND submitted_by IS NOT NULL AND signed_by <> submitted_by))
      ) STRICT;
      CREATE UNIQUE INDEX referrals_one_open ON referrals (permit_no) WHERE state <> 'withdrawn';
      CREATE INDEX referrals_by_permit ON referrals (permit_no, state);
      CREATE INDEX referrals_by_state ON referrals (state, id);
      CREATE INDEX referrals_by_bank ON referrals (bank_code);
      -- REF-08 asks for every permit of a holder, in force or not.
      CREATE INDEX permits_by_holder ON permits (national_id);

      CREATE TRIGGER referrals_signed_kept BEFORE UPDATE ON referrals
        WHEN old.jws IS NOT NULL AND (old.state = 'withdrawn' OR new.state NOT IN ('issued', 'withdrawn')
          OR new.permit_no <> old.permit_no OR new.year <> old.year OR new.bank_code <> old.bank_code OR new.branch <> old.branch
          OR new.amount_rial <> old.amount_rial OR new.need <> old.need OR new.capacity <> old.capacity OR new.jobs <> old.jobs
          OR new.readiness IS NOT old.readiness OR new.facts <> old.facts OR new.evaluation <> old.evaluation OR new.salt <> old.salt
          OR new.submitted_by IS NOT old.submitted_by OR new.no IS NOT old.no OR new.issued_on IS NOT old.issued_on
          OR new.bytes IS NOT old.bytes OR new.digest IS NOT old.digest OR new.jws IS NOT old.jws OR new.kid IS NOT old.kid
          OR new.signed_by IS NOT old.signed_by)
        BEGIN SELECT RAISE(ABORT, 'a signed referral is never edited'); END;
      CREATE TRIGGER referrals_amount_fixed BEFORE UPDATE ON referrals
        WHEN old.state <> 'draft' AND (new.amount_rial <> old.amount_rial OR new.bank_code <> old.bank_code)
        BEGIN SELECT RAISE(ABORT, 'amount and bank are fixed by submitting'); END;
      CREATE TRIGGER referrals_no_delete BEFORE DELETE ON referrals
        BEGIN SELECT RAISE(ABORT, 'a referral is withdrawn, never deleted'); END;

      -- What the Director is shown: exact bytes, and the facts and outcomes they bind. Replaced when the day or the referral changes.
      CREATE TABLE frozen_referrals (
        referral_id TEXT PRIMARY KEY REFERENCES referrals (id),
        referral_version INTEGER NOT NULL,
        no TEXT NOT NULL UNIQUE,
        on_day TEXT NOT NULL,
        bytes TEXT NOT NULL,
        digest TEXT NOT NULL,
        facts TEXT NOT NULL,
        evaluation TEXT NOT NULL,
        frozen_by TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
    `)
  },
}
