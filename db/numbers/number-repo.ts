import type { Writer } from '../handle'
import { prepared } from '../prepared'

/** The next serial of a series; must run in the transaction that writes the numbered row, so no number is lost or doubled. */
export const nextSerial = (db: Writer, kind: string, unit: string, year: number, slot: number): number =>
  prepared<[string, string, number, number], { last: number }>(db, `
    INSERT INTO number_series VALUES (?, ?, ?, ?, 1)
    ON CONFLICT DO UPDATE SET last = last + 1 RETURNING last
  `).get(kind, unit, year, slot)?.last ?? 1
