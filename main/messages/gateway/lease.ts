import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import type { Clock } from '#main/app/ports'
import { dropMessageLease, readMessageLease, saveMessageLease } from '#db/messages/gateway-repo'
import type { Writer } from '#db/handle'
import { transact } from '#db/transact'

/** Longer than the longest request and its waits; renewed before each. */
const holds = 5 * 60_000

/** Holders of this process whose run goes on. */
const ours = new Set<string>()

/** Signal 0 asks the system about a process without touching it. */
const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** The only sending run of a database. Undefined while another one lives. */
export const takeMessageLease = (db: Writer, clock: Clock): { renew(): void; drop(): void } | undefined => {
  const holder = randomUUID()
  const save = (): void => {
    saveMessageLease(db, { holder, host: hostname(), pid: process.pid, until: new Date(clock.now().getTime() + holds).toISOString() })
  }
  const taken = transact(db, () => {
    const held = readMessageLease(db)
    const left = held ? Date.parse(held.until) - clock.now().getTime() : 0
    // A time further away than a lease lasts was written by a clock that was wrong.
    const lives = held !== undefined && left > 0 && left <= holds &&
      (held.host !== hostname() || (held.pid === process.pid ? ours.has(held.holder) : isAlive(held.pid)))
    if (!lives) save()
    return !lives
  })
  if (!taken) return undefined
  ours.add(holder)
  return {
    renew: save,
    drop: () => {
      ours.delete(holder)
      dropMessageLease(db, holder)
    },
  }
}
