import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { z } from 'zod'
import { enrolResponse, type EnrolResponse } from '#contract/wire/enrol'
import { serviceInfo } from '#contract/wire/service'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { appendEntry } from '#main/ledger/index'
import { wayOf } from '#main/network/index'
import { readMachine } from '#db/office/machine-repo'
import { forgetCursors, saveDevice } from '#db/registry/device-repo'
import { readMarks } from '#db/registry/outbox-repo'
import { transact } from '#db/transact'
import { leaseIsHeld } from './lease'
import { registryApi, type Answered } from './registry-api'
import { parseAddress } from './registry-address'
import type { SyncPorts } from './sync-run'
import { SyncStop } from './sync-stop'
import { openTransport } from './transport'

type Enrolment = { url: string; code: string; caPem: string | null }

/**
 * Makes a device key, enrols it against a one-time code and pins the registry's key and id.
 * The code is used up only when the whole answer verifies; our rows are written in one transaction after it.
 * @throws Fault REGISTRY_URL_REFUSED, REGISTRY_CA_REFUSED, REGISTRY_UNREACHABLE, REGISTRY_TLS_FAILED,
 *   REGISTRY_ANSWER_INVALID, ENROL_CODE_REFUSED, SYNC_RUNNING.
 */
export const enrolDevice = async (
  context: Context, ports: SyncPorts, { url, code, caPem }: Enrolment,
): Promise<{ deviceId: string; registryId: string; unit: string; training: boolean }> => {
  const address = parseAddress(url, caPem, (context.config?.ca.length ?? 0) > 0)
  if (leaseIsHeld(context.db, { clock: context.clock, isAlive: ports.isAlive })) throw new Fault('SYNC_RUNNING')
  const { publicKey, privateKey } = generateKeyPairSync('ed25519', {
    publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  const incarnation = randomUUID()
  const transport = openTransport(wayOf(context), address.origin, address.caPem, ports.timeoutMs)
  const api = (registryPem: string | null) => registryApi(
    transport, { keyid: incarnation, privatePem: privateKey, registryPem },
    { clock: context.clock, pace: ports.pace, patienceMs: ports.patienceMs },
  )
  try {
    const service = valueOf(await api(null).once({ method: 'GET', path: '/v1/service' }, serviceInfo))
    const body = Buffer.from(JSON.stringify({ code, public_key_pem: publicKey, incarnation }))
    const device = valueOf(await api(service.public_key_pem).once({ method: 'POST', path: '/v1/devices', body }, enrolResponse))
    if (device.registry_id !== service.registry_id || device.public_key_pem !== service.public_key_pem) throw new Fault('REGISTRY_ANSWER_INVALID')
    refuseOther(context, device)
    const { unit, streams } = device.scope
    transact(context.db, () => {
      saveDevice(context.db, {
        deviceId: device.device_id, incarnation, privatePem: privateKey, url: address.origin, caPem: address.caPem,
        registryId: device.registry_id, registryPem: device.public_key_pem, epoch: device.epoch, unit, streams,
        training: service.training, floorSeq: readMarks(context.db, 0).ackedSeq, enrolledAt: context.clock.now().toISOString(),
      })
      forgetCursors(context.db)
      appendEntry(context, {
        kind: 'device.enrol', aggregate: { type: 'SyncState', id: device.device_id }, baseVersion: 0,
        payload: { deviceId: device.device_id, registryId: device.registry_id, unit },
      })
    })
    return { deviceId: device.device_id, registryId: device.registry_id, unit, training: service.training }
  } catch (error) {
    throw error instanceof SyncStop ? new Fault('REGISTRY_ANSWER_INVALID') : error
  } finally {
    transport.close()
  }
}

const pins = z.object({ registryId: z.string(), registryPem: z.string() })

/** A joined machine enrols at its office's registry and no other. */
const refuseOther = ({ db }: Context, device: EnrolResponse): void => {
  const { registry } = readMachine(db)
  if (registry === null) return
  const pinned = pins.parse(JSON.parse(registry))
  if (pinned.registryId !== device.registry_id || pinned.registryPem !== device.public_key_pem) throw new Fault('REGISTRY_ANSWER_INVALID')
}

const valueOf = <T>(outcome: Answered<T>): T => {
  if (outcome.kind === 'answer') return outcome.value
  if (outcome.kind === 'tls') throw new Fault('REGISTRY_TLS_FAILED')
  if (outcome.kind !== 'problem') throw new Fault(outcome.kind === 'portal' ? 'REGISTRY_ANSWER_INVALID' : 'REGISTRY_UNREACHABLE')
  if (outcome.problem.code === 'enrol_code_refused' || outcome.problem.code === 'malformed') throw new Fault('ENROL_CODE_REFUSED')
  throw new Fault(outcome.problem.status >= 429 ? 'REGISTRY_UNREACHABLE' : 'REGISTRY_ANSWER_INVALID')
}
