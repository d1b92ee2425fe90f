import type { Migration } from '../migrate'

/** P13: what an authority above the office ordered about a permit, kept as it came; only that the Director has seen it is added, once. */
export const migration: Migration = {
  version: 395,
  up: (db) => {
    db.exec(`
      CREATE TABLE central_orders (
        id TEXT PRIMARY KEY,
        permit_no TEXT NOT NULL REFERENCES permits (no),
        to_status TEXT NOT NULL CHECK (to_status IN ('revoked', 'suspended')),
        authority TEXT NOT NULL CHECK (authority <> ''),
        order_no TEXT NOT NULL CHECK (order_no <> ''),
        ordered_on TEXT NOT NULL,
        reason TEXT NOT NULL CHECK (reason <> ''),
        received_at TEXT NOT NULL,
        took_effect INTEGER NOT NULL CHECK (took_effect IN (0, 1)),
        seen_by TEXT,
        seen_at TEXT,
        CHECK ((seen_by IS NULL) = (seen_at IS NULL))
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX central_orders_unseen ON central_orders (id) WHERE seen_at IS NULL;
      CREATE TRIGGER central_orders_fixed BEFORE UPDATE ON central_orders
        WHEN old.seen_at IS NOT NULL OR new.id IS NOT old.id OR new.permit_no IS NOT old.permit_no OR new.to_status IS NOT old.to_status
          OR new.authority IS NOT old.authority OR new.order_no IS NOT old.order_no OR new.ordered_on IS NOT old.ordered_on
          OR new.reason IS NOT old.reason OR new.received_at IS NOT old.received_at OR new.took_effect IS NOT old.took_effect
        BEGIN SELECT RAISE(ABORT, 'an order of the centre stays as it came'); END;
      CREATE TRIGGER central_orders_kept BEFORE DELETE ON central_orders
        BEGIN SELECT RAISE(ABORT, 'an order of the centre does not go'); END;
    `)
  },
}
