import { afterEach, expect, test } from 'vitest'
import type { HttpGateway } from '#contract/messages'
import { answerJson, startSmsService, type SmsService } from '../testing/sms-service'
import { createOffice, otherDossier, type MessageOffice } from '../testing/message-office'
import { listMessages } from '../message-view'
import { saveGateway, viewGateway } from './gateway-settings'
import { sendQueued } from './send-queued'

const opened: SmsService[] = []
afterEach(async () => {
  for (const each of opened.splice(0)) await each.close()
})
const secret = 'k3y'
const report = { url: '/v1/{secret}/state?ref={ref}', refPath: 'entries.0.id', statePath: 'state', delivered: ['delivered', '4'], failed: ['undelivered', '6'] }
/** An office whose service took one message under its own number; the questions come next. */
const withReports = async (over: Partial<typeof report> = {}, taken: unknown = { status: 'ok', entries: [{ id: 'S-7/é' }] }) => {
  const sms = await startSmsService()
  opened.push(sms)
  const office = createOffice()
  const merged = { ...report, ...over }
  const http: HttpGateway = {
    url: `${sms.url}/v1/{secret}/send`, headers: [{ name: 'x-key', value: '{secret}' }], bodyType: 'json', fields: [{ name: 'to', value: '{mobile}' }, { name: 'text', value: '{text}' }],
    successPath: 'status', successValue: 'ok', timeoutSeconds: 1, caPem: null, repeatable: false, report: { ...merged, url: `${sms.url}${merged.url}` },
  }
  saveGateway(office.as('system_manager'), { version: viewGateway(office.db).version, kind: 'http', http, secret })
  const told = office.tell('dossier.at_agency')
  sms.answers.push(answerJson(200, taken))
  return { sms, office, told }
}
const run = (office: MessageOffice) => sendQueued(office.as('clerk'), { sleep: () => Promise.resolve(), random: () => 0 })
const toAsk = (office: MessageOffice): number => listMessages(office.as('clerk'), { dossierId: null, state: null, after: null, limit: 10 }).toAsk

test('S0-12: M03: the service is asked by its own number of the message, and what arrived is shown as arrived', async () => {
  const { sms, office, told } = await withReports()
  sms.answers.push(answerJson(200, { state: 4 }))
  expect((await run(office)).reports).toEqual({ delivered: 1, failed: 0, pending: 0, stopped: null })
  expect([sms.asked[1]!.path, sms.asked[1]!.headers['x-key'], sms.asked[1]!.body]).toEqual([`/v1/${secret}/state?ref=S-7%2F%C3%A9`, secret, ''])
  expect(office.of()[0]).toMatchObject({ state: 'delivered', endedAt: '2026-11-21T06:00:00.000Z' })
  expect(office.payloads('message.result').map(({ outcome, message_id: id }) => [outcome, id])).toEqual([['handed_over', told.id], ['delivered', told.id]])
  await run(office)
  expect(sms.asked, 'an end is not asked about again').toHaveLength(2)
})

test('M03: a service without numbers of its own is asked by the key of the sending', async () => {
  const { sms, office } = await withReports({ url: '/state/{id}', refPath: '' })
  sms.answers.push(answerJson(200, { state: 'delivered' }))
  await run(office)
  expect(sms.asked[1]!.path).toBe(`/state/${String(sms.asked[0]!.headers['idempotency-key'])}`)
  expect(office.of()[0]!.state).toBe('delivered')
})

test('M04: one that did not arrive goes out again by itself, three times in all, with the operator’s word', async () => {
  const { sms, office } = await withReports()
  for (let sending = 0; sending < 3; sending += 1) {
    sms.answers.push(answerJson(200, { state: 'undelivered' }), answerJson(200, { status: 'ok', entries: [{ id: sending }] }))
    await run(office)
  }
  expect(office.of()[0]).toMatchObject({ state: 'failed', tries: 3, note: 'operator', noteText: 'undelivered' })
  expect(sms.asked.filter(({ path }) => path.endsWith('/send'))).toHaveLength(3)
})

test.each([
  ['a state that ends nothing', answerJson(200, { state: 'queued' })], ['a message that it does not know yet', answerJson(404, {})],
  ['an answer that is no JSON', (response: Parameters<SmsService['answers'][number]>[0]) => { response.end('<html>') }],
  ['silence', () => { /* never answers */ }], ['a fault of the service', answerJson(500, {})],
])('M03: after %s the message stays handed over and is asked about later, ever more rarely, for three days', async (_, answer) => {
  const { sms, office } = await withReports()
  sms.answers.push(answer)
  expect((await run(office)).reports).toMatchObject({ delivered: 0, failed: 0, pending: 1 })
  expect([office.of()[0]!.state, toAsk(office)]).toEqual(['handed_over', 0])
  await run(office)
  expect(sms.asked, 'not before its time').toHaveLength(2)
  office.setNow('2026-11-23T06:00:00.000Z')
  sms.answers.push(answerJson(200, { state: 'queued' }))
  await run(office)
  office.setNow('2026-11-24T05:00:00.000Z')
  expect(toAsk(office), 'after two days the next question waits a day').toBe(0)
  office.setNow('2026-11-24T06:30:00.000Z')
  sms.answers.push(answerJson(200, { state: 'queued' }))
  await run(office)
  office.setNow('2027-01-01T00:00:00.000Z')
  expect([toAsk(office), sms.asked.length, office.of()[0]!.state]).toEqual([0, 4, 'handed_over'])
})

test.each([[429, 'busy'], [503, 'busy'], [401, 'misconfigured'], [302, 'misconfigured']] as const)('M03: %i to a question says %s and ends the asking; nothing changes', async (status, stopped) => {
  const { sms, office } = await withReports()
  sms.answers.push(answerJson(status, {}, { location: 'http://127.0.0.1:9/' }))
  expect(await run(office)).toMatchObject({ accepted: 1, stopped: null, reports: { pending: 0, stopped } })
  expect([office.of()[0]!.state, toAsk(office)]).toEqual(['handed_over', 1])
})

test('M03: a service that took a message without a number can’t be asked about it, and a whole queue is not asked of an ill one', async () => {
  const { sms, office } = await withReports({}, { status: 'ok' })
  sms.answers.push(answerJson(404, {}))
  await run(office)
  expect(sms.asked[1]!.path).toContain('ref=')
  for (let i = 0; i < 5; i += 1) office.tell('dossier.at_agency', {}, { dossierId: otherDossier() })
  for (let i = 0; i < 5; i += 1) sms.answers.push(answerJson(200, { status: 'ok', entries: [{ id: i }] }))
  for (let i = 0; i < 5; i += 1) sms.answers.push(answerJson(500, {}))
  expect((await run(office)).reports).toEqual({ delivered: 0, failed: 0, pending: 3, stopped: 'unknown' })
})

test('M03: what a person did while the question was under way stands', async () => {
  const { sms, office } = await withReports()
  sms.answers.push((response) => {
    office.db.prepare("UPDATE messages SET version = version + 1, note_text = 'seen' WHERE state = 'handed_over'").run()
    answerJson(200, { state: 'delivered' })(response)
  }, answerJson(200, { state: 'delivered' }))
  await run(office)
  expect(office.of()[0]).toMatchObject({ state: 'delivered' })
  expect(sms.asked).toHaveLength(3)
})

test.each([
  ['another host', { url: 'https://elsewhere.example.ir/{ref}' }, 'http.report.url', 'GATEWAY_OTHER_HOST'],
  ['plain http elsewhere', { url: 'http://sms.example.ir/{ref}' }, 'http.report.url', 'GATEWAY_ADDRESS'],
  ['the citizen’s number', { url: 'https://sms.example.ir/{mobile}/{ref}' }, 'http.report.url', 'GATEWAY_PLACEHOLDER'],
  ['no number of the message', { url: 'https://sms.example.ir/state' }, 'http.report.url', 'GATEWAY_NO_REF'],
  ['a number that nobody reads', { refPath: '' }, 'http.report.refPath', 'GATEWAY_NO_REF'],
  ['a state that means both', { failed: ['4'] }, 'http.report.failed', 'GATEWAY_STATE_TWICE'],
])('a question with %s is refused with its field', (_, over, field, reason) => {
  const http: HttpGateway = {
    url: 'https://sms.example.ir/send', headers: [], bodyType: 'json', fields: [{ name: 'to', value: '{mobile}' }, { name: 'text', value: '{text}' }], successPath: '', successValue: '',
    timeoutSeconds: 5, caPem: null, repeatable: false, report: { ...report, url: 'https://sms.example.ir/state/{ref}', ...over },
  }
  const save = () => saveGateway(createOffice().as('it'), { version: 0, kind: 'http', http, secret: null })
  expect(save).toThrow(expect.objectContaining({ code: 'GATEWAY_REFUSED', fields: [{ field, reason }] }) as Error)
})
