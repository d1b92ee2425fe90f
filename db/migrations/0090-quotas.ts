import type { Migration } from '../migrate'

/**
 * Programme years, the counties' shares and what is held of them (S1-00, S1-A1). There is no agency column (S1-A9a).
 * Held and paid are kept by triggers from the reservations alone, so that one CHECK says "remaining is never below zero".
 * 9007199254740991 is the largest whole number that the program counts exactly.
 */
export const migration: Migration = {
  version: 90,
  up: (db) => {
    db.exec(`
      CREATE TABLE programme_years (
        year INTEGER PRIMARY KEY CHECK (year BETWEEN 1389 AND 1499),
        version INTEGER NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('planned', 'open')),
        provincial_quota_rial INTEGER NOT NULL CHECK (provincial_quota_rial BETWEEN 0 AND 9007199254740991),
        independent_ceiling_rial INTEGER NOT NULL CHECK (independent_ceiling_rial BETWEEN 0 AND 9007199254740991),
        absorb_by TEXT,
        rule_set TEXT NOT NULL
      ) STRICT;
      CREATE TABLE programme_banks (
        year INTEGER NOT NULL REFERENCES programme_years (year),
        bank_code TEXT NOT NULL REFERENCES banks (code),
        PRIMARY KEY (year, bank_code)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX programme_banks_by_bank ON programme_banks (bank_code);

      CREATE TABLE county_quotas (
        year INTEGER NOT NULL REFERENCES programme_years (year),
        county_code TEXT NOT NULL REFERENCES counties (code),
        version INTEGER NOT NULL,
        allotted_rial INTEGER NOT NULL CHECK (allotted_rial BETWEEN 0 AND 9007199254740991),
        held_rial INTEGER NOT NULL DEFAULT 0 CHECK (held_rial >= 0),
        paid_rial INTEGER NOT NULL DEFAULT 0 CHECK (paid_rial >= 0),
        employment_commitment INTEGER NOT NULL CHECK (employment_commitment >= 0),
        last_absorption_tenths INTEGER CHECK (last_absorption_tenths >= 0),
        note TEXT NOT NULL,
        PRIMARY KEY (year, county_code),
        CHECK (allotted_rial >= held_rial + paid_rial)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX county_quotas_by_county ON county_quotas (county_code);

      CREATE TRIGGER county_quotas_within_province_new AFTER INSERT ON county_quotas
        WHEN (SELECT sum(allotted_rial) FROM county_quotas WHERE year = new.year)
          > (SELECT provincial_quota_rial FROM programme_years WHERE year = new.year)
        BEGIN SELECT RAISE(ABORT, 'the counties pass the provincial quota'); END;
      CREATE TRIGGER county_quotas_within_province AFTER UPDATE OF allotted_rial ON county_quotas
        WHEN (SELECT sum(allotted_rial) FROM county_quotas WHERE year = new.year)
          > (SELECT provincial_quota_rial FROM programme_years WHERE year = new.year)
        BEGIN SELECT RAISE(ABORT, 'the counties pass the provincial quota'); END;
      CREATE TRIGGER programme_years_cover_counties BEFORE UPDATE OF provincial_quota_rial ON programme_years
        WHEN (SELECT sum(allotted_rial) FROM county_quotas WHERE year = new.year) > new.provincial_quota_rial
        BEGIN SELECT RAISE(ABORT, 'the provincial quota falls below the counties'); END;

      CREATE TABLE quota_reservations (
        id TEXT PRIMARY KEY,
        referral_id TEXT NOT NULL,
        year INTEGER NOT NULL,
        county_code TEXT NOT NULL,
        amount_rial INTEGER NOT NULL CHECK (amount_rial BETWEEN 1 AND 9007199254740991),
        paid_rial INTEGER NOT NULL DEFAULT 0 CHECK (paid_rial BETWEEN 0 AND amount_rial),
        state TEXT NOT NULL CHECK (state IN ('held', 'paid', 'released')),
        at TEXT NOT NULL,
        released_at TEXT,
        reason TEXT,
        CHECK ((state = 'released') = (released_at IS NOT NULL)),
        CHECK ((state = 'paid') = (paid_rial > 0)),
        FOREIGN KEY (year, county_code) REFERENCES county_quotas (year, county_code)
      ) STRICT;
      CREATE UNIQUE INDEX quota_reservations_one_live ON quota_reservations (referral_id) WHERE state <> 'released';
      CREATE INDEX quota_reservations_by_county ON quota_reservations (year, county_code);

      CREATE TRIGGER quota_reservations_counted AFTER INSERT ON quota_reservations
        BEGIN
          UPDATE county_quotas SET held_rial = held_rial + iif(new.state = 'held', new.amount_rial, 0), paid_rial = paid_rial + new.paid_rial
          WHERE year = new.year AND county_code = new.county_code;
        END;
      CREATE TRIGGER quota_reservations_fixed BEFORE UPDATE ON quota_reservations
        WHEN old.state <> 'held' OR new.id <> old.id OR new.referral_id <> old.referral_id OR new.year <> old.year
          OR new.county_code <> old.county_code OR new.amount_rial <> old.amount_rial
        BEGIN SELECT RAISE(ABORT, 'a reservation keeps its amount and ends once'); END;
      CREATE TRIGGER quota_reservations_recounted AFTER UPDATE ON quota_reservations
        BEGIN
          UPDATE county_quotas SET
            held_rial = held_rial - iif(old.state = 'held', old.amount_rial, 0) + iif(new.state = 'held', new.amount_rial, 0),
            paid_rial = paid_rial - old.paid_rial + new.paid_rial
          WHERE year = new.year AND county_code = new.county_code;
        END;
      CREATE TRIGGER quota_reservations_no_delete BEFORE DELETE ON quota_reservations
        BEGIN SELECT RAISE(ABORT, 'a reservation is released, never deleted'); END;
    `)
  },
}
