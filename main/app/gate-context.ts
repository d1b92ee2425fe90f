import type { Handlers } from '#contract'
import type { Actor, Clock, Context, Emit, Host, Log } from './ports'
import type { Connection } from './connection'
import type { TrainingRegistryKeeper } from './training-registry'
import type { OfficeVault } from './vault'

export type GateParts = {
  vault: OfficeVault; host: Host; clock: Clock; log: Log; emit: Emit; connect: () => Connection
  /** A core of its own over another folder, in which an office is made (founding.ts). */
  found: (home: string) => Founding
}

/** A core that nobody else is connected to: its gate with nobody signed in. `close` before its files are moved. */
export type Founding = { gate: GateContext; close(): Promise<void> }

/** Who is signed in on one connection. Roles are read again at every call: a user made inactive is out at once. */
export type Session = {
  user: { username: string; displayName: string; previousSignInAt: string | null } | null
  /** When the person last did something, in milliseconds: a screen that only refreshes itself does not count. */
  activeAt: number
  /** Calls of this session under way. */
  running: number
  /** Its page is gone: it is forgotten when its last call has ended. */
  closed: boolean
}

/** What the handlers at the gate get: they work before and around an open office. */
export type GateContext = GateParts & {
  session: Session
  /** Context of the open office for an actor. @throws Fault OFFICE_LOCKED. */
  inside(actor: Actor): Context
  /** The signed-in user in the role of this call. */
  actor: Actor | null
  leave(): void
  trainingRegistry: TrainingRegistryKeeper
}

export type GateHandlers<S extends 'office' | 'staff'> = Handlers<S, GateContext>
