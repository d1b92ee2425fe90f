import { createHash, randomUUID } from 'node:crypto'
import { enrolRequest, type EnrolResponse } from '#contract/wire/enrol'
import { apiVersion, schemaRange, type ServiceInfo } from '#contract/wire/service'
import { RequestProblem } from '../problem'
import { limits } from '../read-body'
import type { Route } from './route'

export const healthz: Route = { method: 'GET', path: '/healthz', auth: 'none', handle: () => ({ status: 200, body: { status: 'ok' } }) }

export const service: Route = {
  method: 'GET', path: '/v1/service', auth: 'none',
  handle: async ({ store, now }) => {
    const identity = await store.identity()
    const body: ServiceInfo = {
      registry_id: identity.registryId, epoch: identity.epoch, training: identity.training,
      api: { min: apiVersion, max: apiVersion }, schema: { ...schemaRange }, server_time: now.toISOString(),
      limits: { ...limits }, encodings: ['gzip', 'identity'], public_key_pem: identity.publicPem,
    }
    return { status: 200, body }
  },
}

/** Codes are kept as digests: a copy of the registry's file enrols nobody. */
export const hashCode = (code: string): string => createHash('sha256').update(code.trim().toUpperCase()).digest('base64url')

export const enrol: Route = {
  method: 'POST', path: '/v1/devices', auth: 'enrol',
  handle: async ({ store, body }) => {
    const request = enrolRequest.safeParse(body)
    if (!request.success) throw new RequestProblem('malformed')
    const { code, public_key_pem, incarnation } = request.data
    const device = await store.enrol(hashCode(code), { deviceId: randomUUID(), publicPem: public_key_pem, incarnation })
    if (!device) throw new RequestProblem('enrol_code_refused')
    const identity = await store.identity()
    const answer: EnrolResponse = {
      device_id: device.deviceId, registry_id: identity.registryId, epoch: identity.epoch, public_key_pem: identity.publicPem,
      scope: { unit: device.unit, streams: device.streams },
    }
    return { status: 201, body: answer }
  },
}
