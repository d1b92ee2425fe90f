import { z } from 'zod'
import { deliveryStates, type DeliveryItem, type DeliveryState, type RegistryStatus, type SyncReport } from '#contract/registry'
import type { Context } from '#main/app/ports'
import { countUnapplied } from '#db/registry/change-repo'
import { countStates, listDeliveries, oldestUndelivered, type DeliveryRow } from '#db/registry/delivery-list-repo'
import { readDevice } from '#db/registry/device-repo'
import { lastReport } from '#db/registry/run-repo'
import { leaseIsHeld } from './lease'

const storedError = z.object({
  code: z.string(), missing: z.array(z.string()).default([]), version: z.number().optional(),
  current: z.object({ op_id: z.string(), kind: z.string() }).optional(),
})
const state = z.enum(deliveryStates)

/** Where delivery stands, from the rows. */
export const readStatus = ({ db, clock }: Context, isAlive: (pid: number) => boolean): RegistryStatus => {
  const device = readDevice(db)
  const counts = countStates(db)
  const report = lastReport(db)
  return {
    enrolled: device
      ? { url: device.url, registryId: device.registryId, deviceId: device.deviceId, unit: device.unit, training: device.training, enrolledAt: device.enrolledAt }
      : null,
    running: leaseIsHeld(db, { clock, isAlive }),
    counts: Object.fromEntries(deliveryStates.map((name) => [name, counts[name] ?? 0])) as Record<DeliveryState, number>,
    unapplied: countUnapplied(db),
    oldest: oldestUndelivered(db) ?? null,
    // Written by this program in this shape; an older one's report only lacks what it did not know.
    lastRun: report === undefined ? null : (JSON.parse(report) as SyncReport),
  }
}

/** One page of deliveries, newest first. */
export const listOperations = (
  { db }: Context, filter: { state: DeliveryState | null; aggregateId: string | null; after: number | null; limit: number },
): { items: DeliveryItem[]; next: number | null } => {
  const rows = listDeliveries(db, { state: filter.state, aggregateId: filter.aggregateId, before: filter.after, limit: filter.limit })
  return { items: rows.map(toItem), next: rows.length === filter.limit ? rows.at(-1)!.seq : null }
}

const toItem = (row: DeliveryRow): DeliveryItem => {
  const error = row.last_error === null ? undefined : storedError.safeParse(JSON.parse(row.last_error)).data
  return {
    seq: row.seq, opId: row.op_id, kind: row.kind, aggregateType: row.aggregate_type, aggregateId: row.aggregate_id, at: row.at,
    state: state.parse(row.state), tries: row.tries, nextAt: row.next_at, serverSeq: row.server_seq, receivedAt: row.received_at,
    error: error
      ? {
          code: error.code, missing: error.missing,
          current: error.current ? { opId: error.current.op_id, kind: error.current.kind, version: error.version ?? 0 } : null,
        }
      : null,
  }
}
