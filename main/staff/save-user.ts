import { roles, type Role } from '#contract'
import type { StaffMember } from '#contract/staff'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { appendEntry } from '#main/ledger/index'
import { findStaff, insertStaff, listStaff, updateStaff, type StaffRow } from '#db/staff/staff-repo'
import { transact } from '#db/transact'
import { seatIfVacant } from './director-seat'

/** Roles that IT may not grant: they act on citizens' cases. */
const reserved: readonly Role[] = ['director', 'expert', 'system_manager']

export type UserChange = { username: string; displayName: string; post: string; roles: Role[]; active: boolean; version: number | null }

/**
 * Adds or changes a user's row and ledger entry; the key-ring slot is the caller's.
 * @throws Fault STAFF_ROLE_FORBIDDEN, STAFF_ROLES_EXCLUSIVE (nobody is director and IT at once; an auditor is nothing else), STAFF_LAST_MANAGER, VERSION_STALE.
 */
export const saveUser = (context: Context, change: UserChange): StaffMember =>
  transact(context.db, () => {
    const known = findStaff(context.db, change.username)
    checkRoles(context, change, known)
    if (known) {
      if (change.version !== known.version) throw new Fault('VERSION_STALE')
      updateStaff(context.db, { ...change, version: known.version })
    } else {
      insertStaff(context.db, change, context.clock.now().toISOString())
    }
    if (change.active && change.roles.includes('director')) seatIfVacant(context, change.username)
    appendEntry(context, {
      kind: 'staff.save', aggregate: { type: 'StaffUser', id: change.username }, baseVersion: known?.version ?? 0,
      payload: { username: change.username, display_name: change.displayName, post: change.post, roles: change.roles, active: change.active },
    })
    return toMember(findStaff(context.db, change.username)!)
  })

const checkRoles = (context: Context, change: UserChange, known: StaffRow | undefined): void => {
  const granted = change.roles.filter((role) => !known?.roles.includes(role))
  const touchesReserved = granted.some((role) => reserved.includes(role)) || (known?.roles ?? []).some((r) => isReserved(r) && !change.roles.includes(r))
  if (context.actor.role === 'it' && touchesReserved) throw new Fault('STAFF_ROLE_FORBIDDEN')
  if (change.roles.includes('director') && change.roles.includes('it')) throw new Fault('STAFF_ROLES_EXCLUSIVE')
  if (change.roles.includes('auditor') && change.roles.length > 1) throw new Fault('STAFF_ROLES_EXCLUSIVE')
  const stillManages = change.active && change.roles.includes('system_manager')
  const otherManager = listStaff(context.db).some((s) => s.username !== change.username && s.active && s.roles.includes('system_manager'))
  if (!stillManages && !otherManager) throw new Fault('STAFF_LAST_MANAGER')
}

const isReserved = (role: string): role is Role => (reserved as readonly string[]).includes(role)

export const toMember = (row: StaffRow): StaffMember => ({
  username: row.username, displayName: row.displayName, post: row.post, roles: row.roles.filter(isRole), active: row.active, version: row.version,
})

const isRole = (text: string): text is Role => (roles as readonly string[]).includes(text)
