import type { ExitCode } from '#contract/registry'
import { serviceInfo } from '#contract/wire/service'
import type { Context } from '#main/app/ports'
import { wayOf } from '#main/network/index'
import { readDevice } from '#db/registry/device-repo'
import { systemPace } from './back-off'
import { registryApi, stopFor } from './registry-api'
import { SyncStop } from './sync-stop'
import { openTransport } from './transport'

/** How the registry answered one question: 0, or what a run of delivery would end with, and its clock. */
export type Probe = { code: ExitCode; reason: string | null; serverTime: string | null }

const patience = 10_000

/** Asks the registry who it is, and nothing else. @returns null where no device is enrolled */
export const probeRegistry = async (context: Context): Promise<Probe | null> => {
  const device = readDevice(context.db)
  if (!device) return null
  const transport = openTransport(wayOf(context), device.url, device.caPem, patience)
  try {
    const api = registryApi(
      transport, { keyid: device.deviceId, privatePem: device.privatePem, registryPem: device.registryPem }, { clock: context.clock, pace: systemPace, patienceMs: 0 },
    )
    const answer = await api.once({ method: 'GET', path: '/v1/service' }, serviceInfo)
    if (answer.kind !== 'answer') throw stopFor(answer)
    const { registry_id, server_time } = answer.value
    const same = registry_id === device.registryId
    return { code: same ? 0 : 30, reason: same ? null : 'REGISTRY_CHANGED', serverTime: server_time }
  } catch (error) {
    if (error instanceof SyncStop) return { code: error.exitCode, reason: error.code, serverTime: null }
    throw error
  } finally {
    transport.close()
  }
}
