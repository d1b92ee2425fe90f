import type { Context } from '#main/app/ports'
import { appendEntry } from '#main/ledger/index'
import type { Reader } from '#db/handle'
import { findSeat, leaveSeat, takeSeat } from '#db/staff/seat-repo'

/** Who holds the Director's seat; null before the office has had a director. */
export const principalOf = (db: Reader): string | null => findSeat(db)?.username ?? null

/**
 * In which post somebody with the role of director signs. Exactly one person holds the seat; every other director acts for
 * her. While nobody has ever sat there, there is nobody to act for.
 */
export const directorPost = (db: Reader, username: string): 'director' | 'acting' => {
  const principal = principalOf(db)
  return principal === null || principal === username ? 'director' : 'acting'
}

/** The office's first director takes the seat; in the caller's transaction. */
export const seatIfVacant = (context: Context, username: string): void => {
  if (principalOf(context.db) === null) seat(context, username, null)
}

/** Puts another person into the seat; what follows from it is the caller's. In the caller's transaction. */
export const seat = (context: Context, username: string, reason: string | null): void => {
  const { db, clock } = context
  const before = principalOf(db)
  const at = clock.now().toISOString()
  if (before !== null) leaveSeat(db, at)
  takeSeat(db, username, at)
  appendEntry(context, {
    kind: 'director.seat', aggregate: { type: 'StaffUser', id: username }, baseVersion: 0,
    payload: { username, before: before ?? undefined, reason: reason ?? undefined },
  })
}
