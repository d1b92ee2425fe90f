import { admit, checkPassphrase, describeMe, openSlot, saveUser, toMember } from '#main/staff/index'
import { appendEntry } from '#main/ledger/index'
import { lookAtOpening } from '#main/checkpoints/index'
import { hasActiveDirectorKey } from '#main/signing/index'
import { stampInBackground } from '#main/timestamps/index'
import { readMachine } from '#db/office/machine-repo'
import { findStaff, listStaff } from '#db/staff/staff-repo'
import { transact } from '#db/transact'
import { runDailyRound } from './daily-round'
import { openMachineLock } from './machine-lock-handlers'
import { Fault } from './fault'
import type { Actor, Context } from './ports'
import type { GateContext, GateHandlers } from './gate-context'

const me = (gate: GateContext, context: Context): ReturnType<typeof describeMe> =>
  describeMe(context, context.actor, gate.session.user?.previousSignInAt ?? null, hasActiveDirectorKey(context.db, context.actor.username))

const signedIn = (gate: GateContext): Context => {
  if (!gate.actor) throw new Fault('NOT_SIGNED_IN')
  return gate.inside(gate.actor)
}

export const staffHandlers: GateHandlers<'staff'> = {
  signIn: async (gate, { username, passphrase }) => {
    const { vault, session } = gate
    if (!vault.secrets.ring.office()) throw new Fault('OFFICE_ABSENT')
    await openMachineLock(gate)
    const { db } = vault.open(openSlot(vault.secrets, username, passphrase))
    const row = findStaff(db, username)
    const actor: Actor = { username, displayName: row?.displayName ?? username, role: row ? (toMember(row).roles[0] ?? 'system') : 'system' }
    try {
      const context = gate.inside(actor)
      admit(context, vault.secrets, username)
      session.user = { username, displayName: actor.displayName, previousSignInAt: row?.lastSignInAt ?? null }
      if (context.office.training) void gate.trainingRegistry.resume(db, context.office.unit)
      lookAtOpening(context)
      // In the background: the first person of the day doesn't wait for it.
      void runDailyRound(context).then(() => { stampInBackground(context) })
      gate.emit('office.changed', {})
      return me(gate, context)
    } catch (error) {
      if (!session.user) gate.leave()
      throw error
    }
  },
  signOut: (gate) => {
    gate.leave()
    gate.emit('office.changed', {})
    return {}
  },
  // The gate has noted the time of this call already.
  noteActivity: () => ({}),
  me: (gate) => me(gate, signedIn(gate)),
  list: (gate) => ({ members: listStaff(signedIn(gate).db).map(toMember) }),
  saveUser: (gate, { passphrase, ...change }) => {
    const context = signedIn(gate)
    const { ring } = gate.vault.secrets
    // The Director signs on the first machine only, and her keys never come here.
    if (change.roles.includes('director') && readMachine(context.db).joinedAt !== null) throw new Fault('MACHINE_JOINED')
    if (!passphrase && !ring.has(change.username)) throw new Fault('INPUT_INVALID', {}, [{ field: 'passphrase', reason: 'REQUIRED' }])
    const member = saveUser(context, change)
    if (passphrase) gate.vault.addSlot(change.username, passphrase)
    return member
  },
  changePassphrase: (gate, { current, next }) => {
    const context = signedIn(gate)
    const opened = checkPassphrase(gate.vault.secrets, context.actor.username, current)
    transact(context.db, () => {
      appendEntry(context, {
        kind: 'staff.changePassphrase', aggregate: { type: 'StaffUser', id: context.actor.username }, baseVersion: 0,
        payload: { username: context.actor.username },
      })
    })
    gate.vault.secrets.ring.put(context.actor.username, next, opened.databaseKey, opened.userKey)
    gate.vault.secrets.attempts.succeeded(context.actor.username)
    return {}
  },
}
