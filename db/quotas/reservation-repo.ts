import type { Reader, Writer } from '../handle'

export type Reservation = { id: string; referralId: string; year: number; countyCode: string; amountRial: number; state: 'held' | 'paid' | 'released' }

const columns = 'id, referral_id AS referralId, year, county_code AS countyCode, amount_rial AS amountRial, state'

/** What a referral holds now. */
export const heldBy = (db: Reader, referralId: string): Reservation | undefined =>
  db.prepare<[string], Reservation>(`SELECT ${columns} FROM quota_reservations WHERE referral_id = ? AND state = 'held'`).get(referralId)

/** R10: what the bank paid out of a hold; the rest is free again by the table's own count. */
export const payReservation = (db: Writer, id: string, paidRial: number): void => {
  db.prepare("UPDATE quota_reservations SET state = 'paid', paid_rial = ? WHERE id = ? AND state = 'held'").run(paidRial, id)
}

/** Takes an amount out of the county's rest; the table's own check refuses more than is left. */
export const insertReservation = (db: Writer, row: Omit<Reservation, 'state'>, at: string): void => {
  db.prepare(`
    INSERT INTO quota_reservations (id, referral_id, year, county_code, amount_rial, state, at)
    VALUES (@id, @referralId, @year, @countyCode, @amountRial, 'held', @at)
  `).run({ ...row, at })
}

export const releaseReservation = (db: Writer, id: string, reason: string, at: string): void => {
  db.prepare("UPDATE quota_reservations SET state = 'released', released_at = ?, reason = ? WHERE id = ? AND state = 'held'").run(at, reason, id)
}
