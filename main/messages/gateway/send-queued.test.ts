import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import type { HttpGateway } from '#contract/messages'
import { ending, startProgram } from '#main/app/testing/child-process'
import { answerJson, startSmsService, type SmsService } from '../testing/sms-service'
import { createOffice, otherDossier, type MessageOffice } from '../testing/message-office'
import { messageHandlers } from '../index'
import { saveGateway, viewGateway } from './gateway-settings'
import { sendQueued } from './send-queued'

const tls = (name: string): string => readFileSync(join(import.meta.dirname, '../../../registry/testing/tls', name), 'utf8')
const opened: SmsService[] = []
const service = async (secure?: string): Promise<SmsService> => {
  const made = await startSmsService(secure ? { cert: tls(`${secure}.pem`), key: tls(`${secure}-key.pem`) } : undefined)
  opened.push(made)
  return made
}
afterEach(async () => {
  for (const each of opened.splice(0)) await each.close()
})
const secret = 'k3y-0f-th3-0ff1c3'
const settings = (url: string, over: Partial<HttpGateway> = {}): HttpGateway => ({
  url: `${url}/v1/{secret}/send`, headers: [{ name: 'authorization', value: 'Bearer {secret}' }], bodyType: 'json',
  fields: [{ name: 'to[]', value: '{mobile98}' }, { name: 'message.text', value: '{text}' }, { name: 'message.ref', value: '{id}' }],
  successPath: 'status', successValue: 'ok', timeoutSeconds: 1, caPem: null, repeatable: false, report: null, ...over,
})
const withGateway = (url: string, over: Partial<HttpGateway> = {}): MessageOffice => {
  const office = createOffice()
  saveGateway(office.as('system_manager'), { version: viewGateway(office.db).version, kind: 'http', http: settings(url, over), secret })
  return office
}
const slept: number[] = []
const calm = { sleep: (ms: number) => Promise.resolve(void slept.push(ms)), random: () => 0.5 }
const send = (office: MessageOffice) => sendQueued(office.as('clerk'), calm)
const silence = (): void => { /* never answers */ }

test('S0-12: the office’s own gateway gets each message once, with its key, and the registry is told not to send it', async () => {
  const sms = await service()
  const office = withGateway(sms.url)
  const told = office.tell('dossier.at_agency')
  expect(told).toMatchObject({ gateway: 'http', state: 'queued' })
  expect(await send(office)).toMatchObject({ accepted: 1, failed: 0, unknown: 0, left: 0, stopped: null })
  expect(sms.asked).toHaveLength(1)
  const [{ path, headers, body }] = sms.asked as [SmsService['asked'][number]]
  const key = headers['idempotency-key']
  expect([path, headers['authorization'], JSON.parse(body)]).toEqual([`/v1/${secret}/send`, `Bearer ${secret}`, { to: ['989161234567'], message: { text: told.sms, ref: key } }])
  expect(office.of()[0]).toMatchObject({ state: 'handed_over', underWay: false })
  expect(office.payloads('message.send')[0]).toMatchObject({ sms_by: 'office' })
  expect(office.payloads('message.result')[0]).toMatchObject({ outcome: 'handed_over', message_id: told.id })
  expect(await send(office)).toMatchObject({ accepted: 0, left: 0 })
  expect(sms.asked).toHaveLength(1)
})

test('a form body, and a text full of what is structure elsewhere, arrive as they are', async () => {
  const sms = await service()
  const office = withGateway(sms.url, { bodyType: 'form', fields: [{ name: 'to', value: '{mobile}' }, { name: 'text', value: '{text}' }] })
  office.tell('dossier.correction', { why: '"} & to=0912 %00 \\ {text}' })
  await send(office)
  expect(Object.fromEntries(new URLSearchParams(sms.asked[0]!.body))).toEqual({ to: '09161234567', text: office.of()[0]!.sms })
})

test('a definite no fails the message with the service’s word, three times by itself, run by run', async () => {
  const sms = await service()
  const office = withGateway(sms.url)
  office.tell('dossier.at_agency')
  for (let run = 0; run < 4; run += 1) sms.answers.push(answerJson(200, { status: `no credit for ${secret}` }))
  for (let run = 0; run < 4; run += 1) await send(office)
  expect(sms.asked).toHaveLength(3)
  expect(office.of()[0]).toMatchObject({ state: 'failed', tries: 3, note: 'gateway_refused', noteText: 'no credit for …' })
  expect(new Set(sms.asked.map(({ headers }) => headers['idempotency-key'])).size).toBe(3)
})

test.each([
  ['a timeout', silence], ['a fault of the service', answerJson(500, {})], ['a gateway timeout', answerJson(504, {})],
  ['a torn connection', (response: Parameters<SmsService['answers'][number]>[0]) => { response.destroy() }],
  ['a yes that is no JSON', (response: Parameters<SmsService['answers'][number]>[0]) => { response.end('<html>OK') }],
  ['JSON without the outcome', answerJson(200, { other: 1 })],
  ['an answer without end', (response: Parameters<SmsService['answers'][number]>[0]) => { response.end('x'.repeat(100_000)) }],
])('S3-14: after %s nobody knows: the message waits for a person and is not sent again in silence', async (_, answer) => {
  const sms = await service()
  const office = withGateway(sms.url)
  office.tell('dossier.at_agency')
  sms.answers.push(answer)
  expect(await send(office)).toMatchObject({ accepted: 0, unknown: 1, left: 0 })
  const [row] = office.of()
  expect(row).toMatchObject({ state: 'failed', note: 'outcome_unknown', tries: 1 })
  await send(office)
  expect(sms.asked).toHaveLength(1)
  await messageHandlers.retry(office.as('clerk'), { id: row!.id, version: row!.version })
  await send(office)
  expect(office.of()[0]).toMatchObject({ state: 'handed_over', tries: 2 })
  expect(sms.asked[1]!.headers['idempotency-key']).toBe(sms.asked[0]!.headers['idempotency-key'])
})

test('S3-14: a service that knows keys is asked again with the same key until it answers', async () => {
  const sms = await service()
  const office = withGateway(sms.url, { repeatable: true })
  office.tell('dossier.at_agency')
  sms.answers.push(answerJson(500, {}), answerJson(502, {}), answerJson(500, {}))
  expect(await send(office)).toMatchObject({ accepted: 0, unknown: 1, left: 1 })
  expect(office.of()[0]).toMatchObject({ state: 'queued', underWay: true })
  expect(await send(office)).toMatchObject({ accepted: 1, left: 0 })
  expect(new Set(sms.asked.map(({ headers }) => headers['idempotency-key'])).size).toBe(1)
  expect(sms.asked).toHaveLength(4)
})

test('three unknown outcomes in a row spare the rest of the queue', async () => {
  const sms = await service()
  const office = withGateway(sms.url)
  for (let i = 0; i < 6; i += 1) office.tell('dossier.at_agency', {}, { dossierId: otherDossier() })
  for (let i = 0; i < 6; i += 1) sms.answers.push(answerJson(500, {}))
  expect(await send(office)).toMatchObject({ accepted: 0, failed: 0, unknown: 3, left: 3, stopped: 'unknown' })
})

test.each([[429, 'busy'], [503, 'busy'], [401, 'misconfigured'], [404, 'misconfigured'], [302, 'misconfigured']] as const)('%i says %s: everything stays queued and the run ends', async (status, stopped) => {
  const sms = await service()
  const office = withGateway(sms.url)
  for (let i = 0; i < 2; i += 1) office.tell('dossier.at_agency', {}, { dossierId: otherDossier() })
  for (let i = 0; i < 3; i += 1) sms.answers.push(answerJson(status, {}, { 'retry-after': '2', location: 'http://127.0.0.1:9/' }))
  slept.length = 0
  expect(await send(office)).toMatchObject({ accepted: 0, failed: 0, unknown: 0, left: 2, stopped })
  expect(slept).toEqual(stopped === 'busy' ? [2000, 2000] : [])
  sms.answers.length = 0
  expect(await send(office)).toMatchObject({ accepted: 2, left: 0 })
})

test('no network: nothing was sent, everything stays queued, and the waits grow', async () => {
  const sms = await service()
  const office = withGateway(sms.url)
  await opened.pop()!.close()
  const told = office.tell('dossier.at_agency')
  slept.length = 0
  expect(await send(office)).toMatchObject({ left: 1, stopped: 'unreached' })
  expect([office.of()[0]!.underWay, slept]).toEqual([false, [1000, 2000]])
  expect(await messageHandlers.cancel(office.as('clerk'), { id: told.id, version: office.of()[0]!.version, reason: 'not_needed' })).toMatchObject({ state: 'cancelled' })
})

test('https is checked: the pinned authority’s server is spoken to, another’s and a wrong name are not', async () => {
  const good = await service('server')
  const office = withGateway(good.url, { caPem: tls('ca.pem') })
  office.tell('dossier.at_agency')
  expect(await send(office)).toMatchObject({ accepted: 1, stopped: null })
  for (const [url, caPem] of [[good.url, tls('other-ca.pem')], [good.url, null], [(await service('wrong-name')).url, tls('ca.pem')]] as const) {
    const wary = withGateway(url, { caPem })
    wary.tell('dossier.at_agency')
    expect(await send(wary)).toMatchObject({ accepted: 0, left: 1, stopped: 'tls' })
  }
  expect(good.asked).toHaveLength(1)
})

test('S3-14: a program killed between sending and recording leaves a question, not a second SMS; with keys it asks again with the same', async () => {
  for (const repeatable of [false, true]) {
    const sms = await service()
    const office = withGateway(sms.url, { repeatable, timeoutSeconds: 30 })
    office.tell('dossier.at_agency')
    const child = startProgram('main/messages/testing/send-child.ts', office.db.name)
    sms.answers.push(() => { child.kill('SIGKILL') })
    expect(await ending(child)).toBe('SIGKILL')
    expect(office.of()[0]).toMatchObject({ state: 'queued', underWay: true })
    const report = await send(office)
    expect(report).toMatchObject(repeatable ? { accepted: 1, unknown: 0 } : { accepted: 0, unknown: 1 })
    expect(sms.asked).toHaveLength(repeatable ? 2 : 1)
    expect(new Set(sms.asked.map(({ headers }) => headers['idempotency-key'])).size).toBe(1)
  }
}, 30_000)

test('one run at a time, and the way there stays open during it', async () => {
  const sms = await service()
  const office = withGateway(sms.url)
  office.tell('dossier.at_agency')
  let second: Promise<unknown> | undefined
  sms.answers.push((response) => {
    expect(office.db.inTransaction).toBe(false)
    second = send(office).catch((error: unknown) => error)
    void second.then(() => { answerJson(200, { status: 'ok' })(response) })
  })
  expect(await send(office)).toMatchObject({ accepted: 1 })
  expect(await second).toMatchObject({ code: 'GATEWAY_RUNNING' })
})

test('without settings there is nothing to send with', async () => {
  await expect(send(createOffice())).rejects.toMatchObject({ code: 'GATEWAY_ABSENT' })
})
