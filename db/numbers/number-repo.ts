import type { Writer } from '../handle'

/** The next serial of a series; must run in the transaction that writes the numbered row, so no number is lost or doubled. */
export const nextSerial = (db: Writer, kind: string, unit: string, year: number, slot: number): number =>
  db.prepare<[string, string, number, number], number>(`
    INSERT INTO number_series VALUES (?, ?, ?, ?, 1)
    ON CONFLICT DO UPDATE SET last = last + 1 RETURNING last
  `).pluck().get(kind, unit, year, slot) ?? 1
