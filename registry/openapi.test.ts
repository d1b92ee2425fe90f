import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { agencyOpinion, change, changesPage, messageCancel, messageResult, messageSend, permitRevocation } from '#contract/wire/changes'
import { aidCase } from '#contract/wire/aid-case'
import { enrolRequest, enrolResponse } from '#contract/wire/enrol'
import { handshakeRequest, handshakeResponse } from '#contract/wire/handshake'
import { batchRequestTyped, batchResponse, historyPage, itemStatus, lookupRequest, lookupResponse, wireOperation } from '#contract/wire/operation'
import { onlineDossier } from '#contract/wire/online-dossier'
import { problem } from '#contract/wire/problem'
import { receipt, receiptsPage } from '#contract/wire/receipt'
import { health, serviceInfo } from '#contract/wire/service'
import { ConformanceDevice, type Reply } from './conformance/client'
import { problems } from './server/problem'
import { routes } from './server/routes'
import { hashCode } from './server/routes/identify'
import { startRegistry, type RunningRegistry } from './server/start-registry'

type Json = { [key: string]: Json } & Json[]
const document = parse(readFileSync(join(import.meta.dirname, 'openapi.yaml'), 'utf8')) as Json
const schemas = document['components']!['schemas']!

const formats = { uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/, date: /^\d{4}-\d\d-\d\d$/ }
/** A member that the document does not name is a member that nobody promised. */
const closed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(closed)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, closed(inner)]))
  return 'properties' in value && !('additionalProperties' in value) ? { ...entries, additionalProperties: false } : entries
}
const ajv = new Ajv2020({ strict: true, strictRequired: false, formats })
ajv.addVocabulary(['components'])
ajv.addSchema({ $id: 'api', components: { schemas: closed(schemas) } } as object, 'api')
const validatorOf = (name: string): ValidateFunction => ajv.getSchema(`api#/components/schemas/${name}`)!

let registry: RunningRegistry
let device: ConformanceDevice
beforeAll(async () => {
  registry = await startRegistry({ db: join(mkdtempSync(join(tmpdir(), 'mohr-api-')), 'r.db'), port: 0, controlPort: 0, training: true })
  device = new ConformanceDevice(registry.url)
})
afterAll(() => registry.close())

test('the document is OpenAPI 3.1, each reference leads somewhere, each operation is named once', () => {
  expect(document['openapi']).toMatch(/^3\.1\./)
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map((match) => match[1]!)
  expect(references.length).toBeGreaterThan(30)
  for (const reference of references) {
    expect(reference.split('/').reduce<Json | undefined>((at, name) => at?.[name.replaceAll('~1', '/')], document), reference).toBeDefined()
  }
  const ids = [...JSON.stringify(document['paths']).matchAll(/"operationId":"(\w+)"/g)].map((match) => match[1])
  expect(new Set(ids).size).toBe(ids.length)
})

test('every route of the server is in the document, and the reverse', () => {
  const documented = Object.entries(document['paths']!).flatMap(([path, methods]) => Object.entries(methods).map(([method, each]) =>
    `${method.toUpperCase()} ${path} ${each['security']!.length > 0 ? 'signed' : 'open'}`))
  expect(documented.sort()).toEqual(routes.map(({ method, path, auth }) => `${method} ${path} ${auth === 'none' ? 'open' : 'signed'}`).sort())
})

test('every problem code of the server is in the document, and the reverse', () => {
  const served = Object.fromEntries(Object.entries(problems).map(([code, { status, scope }]) => [code, { status, scope }]))
  expect(document['components']!['x-problem-codes']).toEqual(served)
})

test('the document’s schemas are those that both sides parse with', () => {
  const named = z.registry<{ id: string }>()
  const wire = {
    Health: health, ServiceInfo: serviceInfo, EnrolRequest: enrolRequest, EnrolResponse: enrolResponse, HandshakeRequest: handshakeRequest,
    HandshakeResponse: handshakeResponse, Operation: wireOperation, BatchRequest: batchRequestTyped, ItemStatus: itemStatus, BatchResponse: batchResponse,
    LookupRequest: lookupRequest, LookupResponse: lookupResponse, HistoryPage: historyPage, Receipt: receipt, ReceiptsPage: receiptsPage,
    Change: change, ChangesPage: changesPage, AgencyOpinion: agencyOpinion, OnlineDossier: onlineDossier, MessageResult: messageResult, MessageSend: messageSend, MessageCancel: messageCancel,
    AidCase: aidCase, PermitRevocation: permitRevocation, Problem: problem,
  }
  for (const [id, schema] of Object.entries(wire)) named.add(schema, { id })
  const made = z.toJSONSchema(named, { io: 'input', uri: (id) => `#/components/schemas/${id}` }).schemas
  expect(schemas).toEqual(portable(made))
})

/** zod writes its own patterns beside formats, ids and the limits of a double: noise in a document for others. */
const portable = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(portable)
  if (typeof value !== 'object' || value === null) return value
  const noise = (name: string, inner: unknown): boolean =>
    name === '$schema' || name === '$id' || (name === 'pattern' && 'format' in value) ||
    ((name === 'maximum' || name === 'minimum') && Math.abs(Number(inner)) === Number.MAX_SAFE_INTEGER)
  return Object.fromEntries(Object.entries(value).filter(([name, inner]) => !noise(name, inner)).map(([name, inner]) => [name, portable(inner)]))
}

test('real answers of the running server validate, each route at least once', async () => {
  const code = 'CODE-OPENAPI-1'
  await registry.store.addEnrolCode(hashCode(code), '0600')
  const seen = new Set<string>()
  const check = (method: string, path: string, reply: Reply): void => {
    const answers = document['paths']![path]![method.toLowerCase()]!['responses']!
    const answer = answers[String(reply.status)] ?? answers['default']!
    const content = (answer['$ref'] ? document['components']!['responses']!['Problem']! : answer)['content']!
    const schema = content[reply.type]!['schema']!['$ref'] as unknown as string
    const validate = validatorOf(schema.split('/').at(-1)!)
    expect([path, validate(reply.body), validate.errors]).toEqual([path, true, null])
    seen.add(`${method} ${path}`)
  }
  const send = async (method: 'GET' | 'POST', path: string, query = '', body: unknown = undefined): Promise<void> =>
    check(method, path, await device.send({ method, path, query, body: body === undefined ? '' : JSON.stringify(body) }))

  await send('GET', '/healthz')
  await send('GET', '/v1/service')
  check('POST', '/v1/devices', await device.enrol(code))
  await send('POST', '/v1/devices', '', { code: 'no such code', public_key_pem: 'x', incarnation: device.incarnation })
  const handshake = {
    device_id: device.enrolment!.device_id, incarnation: device.incarnation, api: 1, schema: 1, last_device_seq: 0, acked_seq: 0,
    head: { seq: 0, hash: '' }, cursors: {}, local_time: new Date().toISOString(),
  }
  await send('POST', '/v1/handshake', '', handshake)
  await send('POST', '/v1/handshake', '', { ...handshake, schema: 9 })
  const operation = device.operation()
  const other = new ConformanceDevice(registry.url)
  await registry.store.addEnrolCode(hashCode('CODE-OPENAPI-2'), '0600')
  await other.enrol('CODE-OPENAPI-2')
  await other.push([other.operation({ aggregate: { type: 'Dossier', id: 'contested' } })])
  check('POST', '/v1/operations:batch', await device.push([
    operation, operation, { broken: true }, device.operation({ depends_on: ['x'] }), device.operation({ aggregate: { type: 'Dossier', id: 'contested' } }),
  ]))
  check('POST', '/v1/operations:batch', await device.push([operation], handshake.device_id))
  await send('POST', '/v1/operations:lookup', '', { op_ids: [operation.op_id, 'unknown'] })
  await send('GET', '/v1/operations', 'device=self&after_seq=0')
  await registry.store.publish({ stream: 'dossiers', unit: '0600', op: 'upsert', type: 'agency_opinion', id: 'o', body: { decision: 'approve' } })
  await send('GET', '/v1/changes', 'stream=dossiers')
  await send('GET', '/v1/changes', 'stream=none')
  await send('GET', '/v1/receipts', 'after=')
  expect([...seen].sort()).toEqual(routes.map(({ method, path }) => `${method} ${path}`).sort())
})
