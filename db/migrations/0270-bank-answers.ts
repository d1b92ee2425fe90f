import type { Migration } from '../migrate'

/**
 * What becomes of a referral at the bank (R06–R13), loan requests and employment checks (S1-A4, S1-A6, S1-A7, S1-A9b), and the
 * year's ceilings of supporters (S1-A3). The referrals table is rebuilt, because SQLite can't widen a CHECK.
 */
export const migration: Migration = {
  version: 270,
  up: (db) => {
    db.exec(`
      ALTER TABLE programme_years ADD COLUMN supporter_ceiling_rial INTEGER NOT NULL DEFAULT 0 CHECK (supporter_ceiling_rial BETWEEN 0 AND 9007199254740991);
      ALTER TABLE programme_years ADD COLUMN per_covered_rial INTEGER NOT NULL DEFAULT 0 CHECK (per_covered_rial BETWEEN 0 AND 9007199254740991);
      ALTER TABLE programme_years ADD COLUMN min_covered INTEGER CHECK (min_covered >= 1);

      CREATE TABLE referrals_270 (
        id TEXT PRIMARY KEY,
        version INTEGER NOT NULL,
        state TEXT NOT NULL CHECK (state IN (
          'draft', 'awaiting_signature', 'issued', 'at_bank', 'more_needed', 'approved', 'paid', 'refused_by_bank', 'withdrawn', 'lapsed')),
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
        sender TEXT CHECK (sender IN ('office', 'agency')),
        handover_no TEXT,
        handover_on TEXT,
        CHECK (state <> 'awaiting_signature' OR submitted_by IS NOT NULL),
        CHECK (state IN ('draft', 'awaiting_signature', 'withdrawn', 'lapsed') OR jws IS NOT NULL),
        CHECK (state IN ('draft', 'awaiting_signature', 'issued', 'withdrawn', 'lapsed') OR sender IS NOT NULL),
        CHECK ((sender IS NULL) = (handover_no IS NULL) AND (sender IS NULL) = (handover_on IS NULL)),
        CHECK (state <> 'withdrawn' OR withdraw_reason IS NOT NULL),
        CHECK (jws IS NULL OR (no IS NOT NULL AND issued_on IS NOT NULL AND bytes IS NOT NULL AND digest IS NOT NULL
          AND kid IS NOT NULL AND signed_by IS NOT NULL AND submitted_by IS NOT NULL AND signed_by <> submitted_by))
      ) STRICT;
      INSERT INTO referrals_270 (
        id, version, state, permit_no, year, bank_code, branch, amount_rial, need, capacity, jobs, readiness, facts, evaluation, salt, prepared_by,
        created_at, submitted_by, return_reason, withdraw_reason, no, issued_on, bytes, digest, jws, kid, signed_by)
      SELECT
        id, version, state, permit_no, year, bank_code, branch, amount_rial, need, capacity, jobs, readiness, facts, evaluation, salt, prepared_by,
        created_at, submitted_by, return_reason, withdraw_reason, no, issued_on, bytes, digest, jws, kid, signed_by
      FROM referrals;
      DROP TABLE referrals;
      ALTER TABLE referrals_270 RENAME TO referrals;

      CREATE UNIQUE INDEX referrals_one_open ON referrals (permit_no) WHERE state NOT IN ('withdrawn', 'paid', 'refused_by_bank', 'lapsed');
      CREATE INDEX referrals_by_permit ON referrals (permit_no, state);
      CREATE INDEX referrals_by_state ON referrals (state, id);
      CREATE INDEX referrals_by_bank ON referrals (bank_code);

      CREATE TRIGGER referrals_signed_kept BEFORE UPDATE ON referrals
        WHEN old.jws IS NOT NULL AND (new.state IN ('draft', 'awaiting_signature')
          OR new.permit_no <> old.permit_no OR new.year <> old.year OR new.bank_code <> old.bank_code OR new.branch <> old.branch
          OR new.amount_rial <> old.amount_rial OR new.need <> old.need OR new.capacity <> old.capacity OR new.jobs <> old.jobs
          OR new.readiness IS NOT old.readiness OR new.facts <> old.facts OR new.evaluation <> old.evaluation OR new.salt <> old.salt
          OR new.submitted_by IS NOT old.submitted_by OR new.no IS NOT old.no OR new.issued_on IS NOT old.issued_on
          OR new.bytes IS NOT old.bytes OR new.digest IS NOT old.digest OR new.jws IS NOT old.jws OR new.kid IS NOT old.kid
          OR new.signed_by IS NOT old.signed_by OR (old.sender IS NOT NULL AND (new.sender IS NOT old.sender
          OR new.handover_no IS NOT old.handover_no OR new.handover_on IS NOT old.handover_on)))
        BEGIN SELECT RAISE(ABORT, 'a signed referral is never edited'); END;
      CREATE TRIGGER referrals_closed_kept BEFORE UPDATE ON referrals
        WHEN old.state IN ('withdrawn', 'paid', 'refused_by_bank', 'lapsed')
        BEGIN SELECT RAISE(ABORT, 'a closed referral is never edited'); END;
      CREATE TRIGGER referrals_amount_fixed BEFORE UPDATE ON referrals
        WHEN old.state <> 'draft' AND (new.amount_rial <> old.amount_rial OR new.bank_code <> old.bank_code)
        BEGIN SELECT RAISE(ABORT, 'amount and bank are fixed by submitting'); END;
      CREATE TRIGGER referrals_no_delete BEFORE DELETE ON referrals
        BEGIN SELECT RAISE(ABORT, 'a referral is withdrawn, never deleted'); END;

      CREATE TABLE bank_outcomes (
        referral_id TEXT NOT NULL REFERENCES referrals (id),
        seq INTEGER NOT NULL,
        answer TEXT NOT NULL CHECK (answer IN ('more_needed', 'approved', 'paid', 'refused')),
        actor TEXT NOT NULL CHECK (actor IN ('bank_supervision', 'bank_branch')),
        amount_rial INTEGER CHECK (amount_rial > 0),
        on_day TEXT NOT NULL,
        reason TEXT NOT NULL,
        letter_no TEXT NOT NULL,
        letter_on TEXT NOT NULL,
        at TEXT NOT NULL,
        by_user TEXT NOT NULL,
        PRIMARY KEY (referral_id, seq),
        CHECK ((answer IN ('approved', 'paid')) = (amount_rial IS NOT NULL)),
        CHECK (answer IN ('approved', 'paid') OR reason <> '')
      ) STRICT, WITHOUT ROWID;
      CREATE TRIGGER bank_outcomes_fixed BEFORE UPDATE ON bank_outcomes BEGIN SELECT RAISE(ABORT, 'a bank''s answer is only added'); END;
      CREATE TRIGGER bank_outcomes_no_delete BEFORE DELETE ON bank_outcomes BEGIN SELECT RAISE(ABORT, 'a bank''s answer is only added'); END;
      CREATE TRIGGER bank_outcomes_within BEFORE INSERT ON bank_outcomes
        WHEN new.amount_rial > (SELECT amount_rial FROM referrals WHERE id = new.referral_id)
        BEGIN SELECT RAISE(ABORT, 'a bank pays no more than the referral asks'); END;

      CREATE TABLE loan_requests (
        id TEXT PRIMARY KEY,
        version INTEGER NOT NULL,
        permit_no TEXT NOT NULL REFERENCES permits (no),
        round INTEGER NOT NULL CHECK (round >= 1),
        requested_on TEXT NOT NULL,
        expansion INTEGER NOT NULL CHECK (expansion IN (0, 1)),
        commitments_fulfilled INTEGER NOT NULL CHECK (commitments_fulfilled IN (0, 1)),
        commitments_evidence TEXT NOT NULL,
        at TEXT NOT NULL,
        by_user TEXT NOT NULL,
        UNIQUE (permit_no, round)
      ) STRICT;

      CREATE TABLE employment_checks (
        id TEXT PRIMARY KEY,
        national_id TEXT NOT NULL,
        government INTEGER NOT NULL CHECK (government IN (0, 1)),
        checked_on TEXT NOT NULL,
        source TEXT NOT NULL,
        at TEXT NOT NULL,
        by_user TEXT NOT NULL
      ) STRICT;
      CREATE INDEX employment_checks_by_person ON employment_checks (national_id, checked_on, id);
    `)
  },
}
