import type { Anchor } from '#contract/timestamps'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { settingsOf } from '#main/catalogues/index'
import { newestAcknowledged, newestAsked } from '#db/checkpoints/checkpoint-repo'
import { readDevice } from '#db/registry/device-repo'
import { newestTokenTime } from '#db/timestamps/timestamp-repo'

const dayMs = 86_400_000
/** Domain model D14: said from the third day on. */
const warnAfterDays = 3

/**
 * D14: how long nobody outside this computer has seen where its ledger stands. An anchor is a checkpoint that the registry gave a
 * receipt for, one that a person asked for (and prints), or a time an authority has signed. An office that is not enrolled at any
 * registry has nobody to be out of touch with.
 */
export const anchorOf = ({ db, clock }: Pick<Context, 'db' | 'clock'>): Anchor => {
  const device = readDevice(db)
  const limitDays = settingsOf(db).anchorDays
  if (!device) return { state: 'none', at: null, days: 0, limitDays }
  const times = [device.enrolledAt, newestAcknowledged(db)?.sealedAt, newestAsked(db), newestTokenTime(db)].map((at) => Date.parse(at ?? '') || 0)
  const newest = Math.max(...times)
  const age = (clock.now().getTime() - newest) / dayMs
  const state = age > limitDays ? 'overdue' : age > Math.min(warnAfterDays, limitDays) ? 'late' : 'good'
  return { state, at: new Date(newest).toISOString(), days: Math.max(0, Math.floor(age)), limitDays }
}

/**
 * Stops whoever would sign on when the ledger has been without an anchor for longer than the office allows.
 * @throws Fault ANCHOR_OVERDUE {days, limit}.
 */
export const refuseUnanchored = (context: Pick<Context, 'db' | 'clock'>): void => {
  const { state, days, limitDays } = anchorOf(context)
  if (state === 'overdue') throw new Fault('ANCHOR_OVERDUE', { days, limit: limitDays })
}
