import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import type { Clock } from '#main/app/ports'
import type { Reader, Writer } from '#db/handle'
import { dropLease, readLease, renewLease, saveLease } from '#db/registry/run-repo'
import { transact } from '#db/transact'
import { SyncStop } from './sync-stop'

const holds = 120_000
type LeasePorts = { clock: Clock; isAlive(pid: number): boolean }

/** Holders of this process whose run goes on: a lease that a full disk did not let go of is not among them. */
const ours = new Set<string>()

/** Whether somebody is syncing this database now. */
export const leaseIsHeld = (db: Reader, { clock, isAlive }: LeasePorts): boolean => {
  const lease = readLease(db)
  if (!lease) return false
  const left = Date.parse(lease.until) - clock.now().getTime()
  // A time further away than a lease ever lasts was written by a clock that was wrong.
  if (left <= 0 || left > 2 * holds) return false
  if (lease.host !== hostname()) return true
  return isAlive(lease.pid) && (lease.pid !== process.pid || ours.has(lease.holder))
}

/** Takes the database's only lease. Undefined when another run holds it. */
export const takeLease = (db: Writer, ports: LeasePorts): { renew(): void; drop(): void } | undefined => {
  const holder = randomUUID()
  const until = () => new Date(ports.clock.now().getTime() + holds).toISOString()
  const taken = transact(db, () => {
    if (leaseIsHeld(db, ports)) return false
    saveLease(db, { holder, host: hostname(), pid: process.pid, until: until() })
    return true
  })
  if (!taken) return undefined
  ours.add(holder)
  return {
    renew: () => {
      if (!renewLease(db, holder, until())) throw new SyncStop(75, 'SYNC_RUNNING')
    },
    drop: () => {
      ours.delete(holder)
      dropLease(db, holder)
    },
  }
}

/** Signal 0 asks the system about a process without touching it. */
export const processIsAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
