import { EventEmitter } from 'node:events'
import type { EventName, Events } from '#contract'
import type { LockReason } from '#contract/events'
import { callThrough } from './call'
import { systemClock } from './clock'
import type { Connection } from './connection'
import { settleFounding } from './founding'
import { createGate, type Gate } from './gate'
import type { Founding } from './gate-context'
import type { Clock, Host, Log } from './ports'
import { OfficeVault } from './vault'

export type AppOptions = {
  /** Folder of the office: key ring, database, everything else of ours. */
  home: string
  host: Host
  clock?: Clock
  log?: Log
  /** scrypt N for new slots; only tests lower it. */
  kdfCost?: number
}

export type App = {
  connect(): Connection
  /** Any push, without a connection: for a shell that hands them on. */
  onAny: Connection['onAny']
  /** Signs everybody out at once; work under way ends first, then the office's file is closed. */
  lock(reason: LockReason): void
  close(): Promise<void>
}

export type { Connection }

export const silentLog: Log = { write: () => undefined }

/** Composition root: takes the folder and what only a shell or a test can supply, gives connections to the one door. */
export const createApp = (options: AppOptions): App => assemble(options).app

/** The same for an office that is still being made: nobody hears it, and the host's printer stays the host's. */
const foundIn = (home: string, { host: { printer: _, ...host }, ...rest }: Omit<AppOptions, 'home'>): Founding => {
  const { app, gate } = assemble({ ...rest, host, home })
  return { gate: gate.bare, close: () => app.close() }
}

const assemble = ({ home, host, clock = systemClock, log = silentLog, kdfCost }: AppOptions): { app: App; gate: Gate } => {
  const events = new EventEmitter().setMaxListeners(0)
  const vault = new OfficeVault(home, clock, kdfCost)
  // A founding that was cut off while its office was moved to its place goes on.
  settleFounding(home, clock)
  const emit = <E extends EventName>(event: E, payload: Events[E]): void => void events.emit('push', event, payload)
  const gate = createGate({
    vault, host, clock, log, emit, connect: () => connect(), found: (aside) => foundIn(aside, { host, clock, log, ...(kdfCost === undefined ? {} : { kdfCost }) }),
  })

  const hear: Connection['onAny'] = (listener) => {
    events.on('push', listener)
    return () => void events.off('push', listener)
  }
  const connect = (): Connection => {
    const session = gate.openSession()
    const stops: (() => void)[] = []
    const onAny: Connection['onAny'] = (listener) => {
      const stop = hear(listener)
      stops.push(stop)
      return stop
    }
    return {
      call: (name, input) => callThrough(session, name, input),
      onAny,
      on: (event, listener) => {
        type Payload = Parameters<typeof listener>[0]
        return onAny((pushed, payload) => {
          if (pushed === event) listener(payload as Payload)
        })
      },
      close: () => {
        for (const stop of stops) stop()
        session.close()
      },
    }
  }
  return { app: { connect, onAny: hear, lock: gate.lock, close: () => gate.close() }, gate }
}
