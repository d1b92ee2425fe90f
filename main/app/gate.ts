import type { Role } from '#contract'
import type { LockReason } from '#contract/events'
import { findOperation } from '#contract'
import { backupHandlers } from '#main/backups/index'
import { appendEntry } from '#main/ledger/index'
import { toMember } from '#main/staff/index'
import { stampForSync, stampInBackground } from '#main/timestamps/index'
import { findStaff } from '#db/staff/staff-repo'
import { transact } from '#db/transact'
import type { Behind } from './call'
import { runDailyRound } from './daily-round'
import { Fault } from './fault'
import { innerHandlers } from './handlers'
import { refuseOnJoined } from './joining/joined-machine'
import { createLock } from './lock'
import { officeHandlers } from './office-handlers'
import { staffHandlers } from './staff-handlers'
import { TrainingRegistryKeeper } from './training-registry'
import type { GateContext, GateParts, Session } from './gate-context'
import type { Actor, Context } from './ports'

export type Gate = {
  openSession(): Behind & { close(): void }
  lock(reason: LockReason): void
  close(): Promise<void>
  /** What handlers at the gate get, for a caller that is no page: nobody is signed in. */
  bare: GateContext
}

/** Keeps the sessions and the open office together: the first to sign in opens it, the last to leave locks it. */
export const createGate = (parts: GateParts): Gate => {
  const { vault, clock, emit, log } = parts
  const sessions = new Set<Session>()
  const lock = createLock(parts, sessions)
  const trainingRegistry = new TrainingRegistryKeeper(parts.host, vault.home, log)

  const inside = (actor: Actor): Context => {
    const opened = vault.opened
    if (!opened) throw new Fault('OFFICE_LOCKED')
    return { db: opened.db, office: opened.office, home: vault.home, vault: vault.port, clock, actor, emit, log, printer: parts.host.printer, bankPage: parts.host.bankPage, config: parts.host.config }
  }

  const openSession = (): Behind & { close(): void } => {
    const session: Session = { user: null, activeAt: clock.now().getTime(), running: 0, closed: false }
    sessions.add(session)
    const leave = (): void => { lock.leave(session) }
    const under = lock.keepOpen(session)
    const roles = (): readonly Role[] | null => {
      if (!session.user || !vault.opened) return null
      const row = findStaff(vault.opened.db, session.user.username)
      return row?.active ? toMember(row).roles : null
    }
    const actorIn = (role: Role | null): Actor | null => session.user && role ? { ...session.user, role } : null
    const handle = (name: string, input: unknown, role: Role | null): unknown => {
      const actor = actorIn(role)
      const [slice, verb] = name.split('.')
      const gateContext: GateContext = { ...parts, session, inside, actor, leave, trainingRegistry }
      if (slice === 'office') return pick(officeHandlers, verb)(gateContext, input)
      if (slice === 'staff') return pick(staffHandlers, verb)(gateContext, input)
      if (!actor) throw new Fault('NOT_SIGNED_IN')
      const context = inside(actor)
      refuseOnJoined(context.db, name)
      if (slice === 'backups') return pick(backupHandlers, verb)({ ...context, holdStill: () => vault.holdStill() }, input)
      const work = (): unknown => pick(innerHandlers[slice as keyof typeof innerHandlers], verb)(context, input)
      if (name === 'checks.run' && context.office.training) return trainingRegistry.resume(context.db, context.office.unit).then(work)
      if (name !== 'registry.sync') return findOperation(name)?.kind === 'write' ? thenStamp(context, work()) : work()
      // A training office's registry starts with the app and may still be on its way; what the day brings goes with this run.
      const ready = context.office.training ? trainingRegistry.resume(context.db, context.office.unit) : Promise.resolve()
      return ready.then(() => runDailyRound(context)).then(() => stampForSync(context)).then(work).finally(() => { stampInBackground(context) })
    }
    const run: Behind['run'] = (name, input, role) => under(name, () => handle(name, input, role))
    const refused = (name: string): void => {
      if (!session.user || !vault.opened) return
      const actor: Actor = { ...session.user, role: roles()?.[0] ?? 'system' }
      transact(vault.opened.db, () => {
        appendEntry({ db: vault.opened!.db, clock, actor }, {
          kind: 'staff.deny', aggregate: { type: 'StaffUser', id: actor.username }, baseVersion: 0,
          payload: { operation: findOperation(name) ? name : 'unknown' },
        })
      })
    }
    return { roles, run, refused, log, close: () => {
      session.closed = true
      leave()
    } }
  }

  const close = async (): Promise<void> => {
    await trainingRegistry.stop()
    lock.stop()
    await parts.host.printer?.close()
    for (const session of sessions) session.user = null
    vault.close()
  }
  const bare: GateContext = {
    ...parts, session: { user: null, activeAt: 0, running: 0, closed: false }, inside, actor: null, leave: () => { vault.close() }, trainingRegistry,
  }
  return { openSession, lock: lock.now, close, bare }
}

/** Whatever was written may have been signed: its time is asked for when the answer is given, and nobody waits for it. */
const thenStamp = (context: Context, answer: unknown): unknown => {
  if (answer instanceof Promise) return answer.finally(() => { stampInBackground(context) })
  stampInBackground(context)
  return answer
}

type AnyHandler = (context: unknown, input: unknown) => unknown

/** The door has parsed `input` with the operation's own schema, so the handler's typed input is what it gets. */
const pick = (handlers: object | undefined, verb: string | undefined): AnyHandler => {
  const found: unknown = handlers && verb && Object.hasOwn(handlers, verb) ? Reflect.get(handlers, verb) : undefined
  if (typeof found !== 'function') throw new Fault('OPERATION_UNKNOWN')
  return found as AnyHandler
}
