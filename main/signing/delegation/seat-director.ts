import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { principalOf, seat, toMember } from '#main/staff/index'
import { preparedKeys, removePrepared } from '#db/signing/key-end-repo'
import { activeKidOf } from '#db/signing/key-repo'
import { findStaff } from '#db/staff/staff-repo'
import { transact } from '#db/transact'
import { endKey } from '../rotation/end-key'

/**
 * Another director takes the seat. The former one's key ends, with the one he had prepared to follow it, and so does an acting
 * key of the new one: each is of the post it was made in. What the former one delegated is void from now on; the new Director
 * gives her own.
 * @throws Fault DIRECTOR_UNFIT: not an active director, or in the seat already.
 */
export const seatDirector = (context: Context, { username, reason }: { username: string; reason: string }): { principal: string } =>
  transact(context.db, (db) => {
    const row = findStaff(db, username)
    const before = principalOf(db)
    if (!row?.active || !toMember(row).roles.includes('director') || before === username) throw new Fault('DIRECTOR_UNFIT')
    for (const key of preparedKeys(db)) if (key.use === 'director') removePrepared(db, key.kid)
    for (const holder of [before, username]) {
      const kid = holder === null ? undefined : activeKidOf(db, 'director', holder)
      if (kid) endKey(context, kid, { how: 'retired', since: context.clock.now().toISOString(), reason })
    }
    seat(context, username, reason)
    return { principal: username }
  })
