import type { Me } from '#contract/staff'
import { Fault } from '#main/app/fault'
import type { Actor, Context } from '#main/app/ports'
import { appendEntry } from '#main/ledger/index'
import { findStaff, touchSignIn } from '#db/staff/staff-repo'
import { transact } from '#db/transact'
import { toMember } from './save-user'
import type { Secrets } from './check-passphrase'

/**
 * Opens a user's slot before any database is open.
 * @throws Fault SIGN_IN_DELAYED {waitSeconds} without trying; SIGN_IN_FAILED {failures, waitSeconds} after counting.
 *   Both say the same for an unknown user: nobody learns who works here.
 */
export const openSlot = ({ ring, attempts }: Secrets, username: string, passphrase: string): Buffer => {
  const waitSeconds = attempts.secondsToWait(username)
  if (waitSeconds > 0) throw new Fault('SIGN_IN_DELAYED', { waitSeconds })
  const opened = ring.open(username, passphrase)
  if (!opened) throw new Fault('SIGN_IN_FAILED', attempts.failed(username))
  return opened.databaseKey
}

/**
 * Lets an opened user in: active in the staff table, tries forgotten, both written to the ledger.
 * @throws Fault STAFF_INACTIVE.
 */
export const admit = (context: Context, secrets: Secrets, username: string): void => {
  const { db, clock } = context
  const row = findStaff(db, username)
  if (!row?.active) throw new Fault('STAFF_INACTIVE')
  const failures = secrets.attempts.succeeded(username)
  transact(db, () => {
    for (const failure of failures) {
      appendEntry(context, {
        kind: 'staff.signInFailed', aggregate: { type: 'StaffUser', id: failure.username }, baseVersion: 0, payload: failure,
      })
    }
    appendEntry(context, { kind: 'staff.signIn', aggregate: { type: 'StaffUser', id: username }, baseVersion: row.version, payload: { username } })
    touchSignIn(db, username, clock.now().toISOString())
  })
}

/** Who is signed in, for the screens. `previousSignInAt` is the one before this session. */
export const describeMe = (
  { db, office }: Context, actor: Actor, previousSignInAt: string | null, hasSigningKey: boolean,
): Me => {
  const row = findStaff(db, actor.username)
  if (!row) throw new Fault('NOT_FOUND')
  const { username, displayName, post, roles } = toMember(row)
  return { username, displayName, post, roles, office, lastSignInAt: previousSignInAt, hasSigningKey }
}
