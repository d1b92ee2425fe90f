import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { messages, type HttpGateway } from '#contract/messages'
import { createOffice } from '../testing/message-office'
import { startSmsService, type SmsService } from '../testing/sms-service'
import { buildRequest } from './build-request'
import { saveGateway, viewGateway } from './gateway-settings'
import { readVerdict } from './read-verdict'
import { testGateway } from './test-gateway'

const good: HttpGateway = {
  url: 'https://sms.example.ir/send', headers: [], bodyType: 'json', fields: [{ name: 'to', value: '{mobile}' }, { name: 'text', value: '{text}' }],
  successPath: '', successValue: '', timeoutSeconds: 5, caPem: null, repeatable: false, report: null,
}
let sms: SmsService | undefined
afterEach(async () => {
  await sms?.close()
  sms = undefined
})

test('the secret goes in and never comes out: not in the view, not in the ledger', () => {
  const office = createOffice()
  const context = office.as('it')
  expect(viewGateway(office.db)).toEqual({ version: 0, kind: 'registry', http: null, secretSet: false, waiting: 0 })
  const saved = saveGateway(context, { version: 0, kind: 'http', http: { ...good, url: 'https://sms.example.ir/a-path-key/send' }, secret: 'top-secret' })
  expect(saved).toMatchObject({ version: 1, kind: 'http', secretSet: true })
  expect(JSON.stringify([saved, office.payloads('gateway.save')[0]!['secret']])).not.toContain('top-secret')
  const written = JSON.stringify(office.payloads('gateway.save'))
  expect(written).not.toMatch(/top-secret|a-path-key/)
  expect(saveGateway(context, { version: 1, kind: 'registry', http: null, secret: null })).toMatchObject({ kind: 'registry', secretSet: true, http: { bodyType: 'json' } })
  expect(saveGateway(context, { version: 2, kind: 'http', http: null, secret: '' })).toMatchObject({ kind: 'http', secretSet: false })
  expect(() => saveGateway(context, { version: 2, kind: 'http', http: null, secret: null })).toThrow(expect.objectContaining({ name: 'RowStale' }) as Error)
})

test('an http gateway is not chosen before it is described', () => {
  expect(() => saveGateway(createOffice().as('it'), { version: 0, kind: 'http', http: null, secret: null })).toThrow(expect.objectContaining({ code: 'GATEWAY_ABSENT' }) as Error)
})

test.each([
  ['plain http elsewhere', { url: 'http://sms.example.ir/send' }, 'http.url', 'GATEWAY_ADDRESS'],
  ['another protocol', { url: 'ftp://127.0.0.1/send' }, 'http.url', 'GATEWAY_ADDRESS'],
  ['a look-alike of loopback', { url: 'http://127.0.0.1.example.ir/send' }, 'http.url', 'GATEWAY_ADDRESS'],
  ['credentials in the address', { url: 'https://me:pw@sms.example.ir/' }, 'http.url', 'GATEWAY_ADDRESS'],
  ['the secret as host', { url: 'https://{secret}.example.ir/' }, 'http.url', 'GATEWAY_ADDRESS'],
  ['the number in the address', { url: 'https://sms.example.ir/{mobile}' }, 'http.url', 'GATEWAY_PLACEHOLDER'],
  ['a CA that is none', { caPem: '-----BEGIN CERTIFICATE-----' }, 'http.caPem', 'GATEWAY_CA'],
  ['a header of framing', { headers: [{ name: 'Content-Length', value: '1' }] }, 'http.headers.0.name', 'GATEWAY_HEADER'],
  ['an unknown placeholder', { fields: [...good.fields, { name: 'x', value: '{name}' }] }, 'http.fields.2.value', 'GATEWAY_PLACEHOLDER'],
  ['no text', { fields: [{ name: 'to', value: '{mobile}' }] }, 'http.fields', 'GATEWAY_NO_MESSAGE'],
  ['a field that is everybody’s', { fields: [...good.fields, { name: '__proto__.x', value: '1' }] }, 'http.fields.2.name', 'INVALID'],
  ['an outcome without a value', { successPath: 'status' }, 'http.successValue', 'REQUIRED'],
] as const)('%s is refused with its field', (_, over, field, reason) => {
  const office = createOffice()
  const save = () => saveGateway(office.as('it'), { version: 0, kind: 'http', http: { ...good, ...over, headers: [...('headers' in over ? over.headers : [])], fields: [...('fields' in over ? over.fields : good.fields)] }, secret: null })
  expect(save).toThrow(expect.objectContaining({ code: 'GATEWAY_REFUSED', fields: [{ field, reason }] }) as Error)
  expect(office.kinds()).toEqual([])
})

test('the form takes no line end into a header and no letter into a secret that HTTP can’t carry', () => {
  const parse = (over: object) => messages.saveGateway.input.safeParse({ version: 0, kind: 'http', http: { ...good, ...over } }).success
  expect([parse({}), parse({ headers: [{ name: 'x', value: 'a\r\nb: c' }] }), parse({ headers: [{ name: 'a b', value: '' }] })]).toEqual([true, false, false])
  expect(messages.saveGateway.input.safeParse({ version: 0, kind: 'registry', secret: 'راز' }).success).toBe(false)
})

test('whatever a text holds, it is one value of the body and nothing else', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), fc.constantFrom('json' as const, 'form' as const), (text, bodyType) => {
    const { body } = buildRequest({ ...good, bodyType }, 's', { mobile: '09161234567', text, key: 'k' })
    const read: unknown = bodyType === 'json' ? JSON.parse(body) : Object.fromEntries(new URLSearchParams(body))
    expect(read).toEqual({ to: '09161234567', text })
  }))
})

test('a verdict is given for every status and every answer', () => {
  fc.assert(fc.property(fc.integer({ min: 100, max: 599 }), fc.string(), fc.string(), (status, retryAfter, text) => {
    const { kind } = readVerdict({ successPath: 'a.b', successValue: 'yes', report: null }, status, retryAfter, text)
    expect(kind).not.toBe('accepted')
  }))
  expect(readVerdict({ successPath: 'a.0', successValue: '1', report: null }, 200, '', '{"a":[1]}').kind).toBe('accepted')
})

test('a test sends one real message by the stored settings and says how it went', async () => {
  sms = await startSmsService()
  const office = createOffice()
  saveGateway(office.as('it'), { version: 0, kind: 'http', http: { ...good, url: `${sms.url}/send` }, secret: null })
  expect(await testGateway(office.as('it'), { mobile: '09161234567' })).toMatchObject({ verdict: 'accepted', status: 200 })
  expect(JSON.parse(sms.asked[0]!.body)).toMatchObject({ to: '09161234567' })
  await expect(testGateway(createOffice().as('it'), { mobile: '09161234567' })).rejects.toMatchObject({ code: 'GATEWAY_ABSENT' })
})
