import type { Reader, Writer } from '../handle'
import { prepared } from '../prepared'

export type SeatRow = { username: string; since: string; endedAt: string | null }

/** Who holds the Director's seat now. */
export const findSeat = (db: Reader): SeatRow | undefined =>
  prepared<[], SeatRow>(db, 'SELECT username, since, ended_at AS endedAt FROM director_seats WHERE ended_at IS NULL').get()

/** Everybody who ever held it, in order. */
export const listSeats = (db: Reader): SeatRow[] =>
  prepared<[], SeatRow>(db, 'SELECT username, since, ended_at AS endedAt FROM director_seats ORDER BY no').all()

export const takeSeat = (db: Writer, username: string, at: string): void => {
  prepared(db, 'INSERT INTO director_seats (username, since) VALUES (?, ?)').run(username, at)
}

export const leaveSeat = (db: Writer, at: string): void => {
  prepared(db, 'UPDATE director_seats SET ended_at = ? WHERE ended_at IS NULL').run(at)
}
