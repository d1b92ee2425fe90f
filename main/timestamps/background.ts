import type { StampReport } from '#contract/timestamps'
import type { Context } from '#main/app/ports'
import { findAuthority } from '#db/timestamps/authority-repo'
import { anyWait } from '#db/timestamps/timestamp-repo'
import type { Writer } from '#db/handle'
import { settingsInForce } from './settings'
import { ordinaryPorts, stampWaiting, type StampPorts } from './stamp-waiting'

const running = new WeakMap<Writer, Promise<StampReport>>()
const timers = new WeakMap<Writer, NodeJS.Timeout>()

export const isStamping = (db: Writer): boolean => running.has(db)

/** One run at a time for a database; who asks meanwhile gets the one under way. */
export const stampNow = (context: Context, { force = false, ports = ordinaryPorts }: { force?: boolean; ports?: StampPorts } = {}): Promise<StampReport> => {
  const already = running.get(context.db)
  if (already) return already
  const run = stampWaiting({ ...context, actor: { username: 'system', displayName: '', role: 'system' } }, ports, force)
    .finally(() => { running.delete(context.db) })
  running.set(context.db, run)
  return run
}

/**
 * Begins a run if one is worth while, and comes back by itself when something is left: after a signature, at the first sign-in of
 * the day, whenever anything was written. Nobody waits for it; what goes wrong is on the screen and in the log.
 */
export const stampInBackground = (context: Context, ports: StampPorts = ordinaryPorts): void => {
  const { db, log } = context
  if (!db.open || running.has(db) || !worthWhile(context)) return
  stampNow(context, { ports })
    .then(() => { if (db.open && anyWait(db)) comeBack(context, ports) })
    .catch((error: unknown) => { log.write('error', 'timestamp.run_failed', { error: error instanceof Error ? error.name : 'unknown' }) })
}

/** Before a synchronisation: what can get its time in a third of a minute goes along. Never holds the delivery up for more. */
export const stampForSync = async (context: Context): Promise<void> => {
  try {
    if (context.db.open) await stampNow(context, { ports: { ...ordinaryPorts, budgetMs: 20_000 } })
  } catch (error) {
    context.log.write('error', 'timestamp.run_failed', { error: error instanceof Error ? error.name : 'unknown' })
  }
}

const worthWhile = ({ db, clock }: Context): boolean => {
  const { on, urls } = settingsInForce(db)
  if (!on || !anyWait(db)) return false
  const now = clock.now().toISOString()
  return urls.some((url) => (findAuthority(db, url)?.nextAt ?? '') <= now)
}

/** Not before an authority's time, nor in a hurry; a program that has nothing else to do may end. */
const comeBack = (context: Context, ports: StampPorts): void => {
  const { db, clock } = context
  const times = settingsInForce(db).urls.map((url) => Date.parse(findAuthority(db, url)?.nextAt ?? '') || 0)
  const delay = Math.min(3_600_000, Math.max(leastPauseMs, Math.min(...times) - clock.now().getTime()))
  clearTimeout(timers.get(db))
  timers.set(db, setTimeout(() => { stampInBackground(context, ports) }, delay).unref())
}

const leastPauseMs = 5_000
