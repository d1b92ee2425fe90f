import type { Handlers } from '#contract'
import type { Context } from '#main/app/ports'
import { systemPace } from './back-off'
import { enrolDevice } from './enrol-device'
import { processIsAlive } from './lease'
import { listOperations, readStatus } from './read-deliveries'
import { runSync } from './run-sync'
import type { Applier, SyncPorts } from './sync-run'

/** What a composition root gives: the appliers of pulled changes by type; the rest has its ordinary values. */
export type RegistryPorts = { appliers: Readonly<Record<string, Applier>> } & Partial<Omit<SyncPorts, 'appliers'>>

/** Ordinary values of an office: 30 s of silence, two minutes of waiting in one run. */
export const syncPorts = (ports: RegistryPorts): SyncPorts => ({
  pace: systemPace, timeoutMs: 30_000, patienceMs: 120_000, isAlive: processIsAlive, ...ports,
})

export const registryHandlers = (ports: RegistryPorts): Handlers<'registry', Context> => {
  const sync = syncPorts(ports)
  return {
    status: (context) => readStatus(context, sync.isAlive),
    enrol: (context, input) => enrolDevice(context, sync, input),
    sync: async (context) => {
      const report = await runSync(context, sync)
      context.emit('sync.finished', { exitCode: report.exitCode })
      return report
    },
    operations: (context, filter) => listOperations(context, filter),
  }
}
