import { constants, createHash, generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import canonicalize from 'canonicalize'
import { expect, test } from 'vitest'
import type { WireOperation } from '#contract/wire/operation'
import type { Device, Facts } from '#registry/store/store'
import { judgeFor } from './judge'
import { parseJws } from './verify-document'

const pair = generateKeyPairSync('rsa', { modulusLength: 2048, publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs8', format: 'pem' } })
const device: Device = { deviceId: randomUUID(), publicPem: '', incarnation: '', unit: '0600', streams: ['dossiers'], head: null }
const facts = (over: Partial<Facts> = {}): Facts => ({
  stored: () => undefined, aggregate: () => undefined, holderOf: () => undefined, unitHasKeys: () => true, signedUnder: () => 0,
  signerKey: (kid) => (kid === 'd1' ? { publicPem: pair.publicKey, unit: '0600' } : undefined), ...over,
})

const b64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
const jwsOf = (payload: unknown, header: object = { alg: 'PS256', kid: 'd1', typ: 'permit+jws' }): string => {
  const text = `${b64(header)}.${b64(payload)}`
  const signature = sign('sha256', Buffer.from(text), { key: pair.privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 })
  return `${text}.${signature.toString('base64url')}`
}
const permit = (jws: string, over: Partial<WireOperation> = {}): WireOperation => {
  const payload = canonicalize({ jws })!
  return {
    op_id: randomUUID(), device_seq: 1, aggregate: { type: 'Permit', id: 'p' }, base_version: 0, kind: 'permit.sign', schema: 1, stream: 'dossiers',
    at: '2026-11-21T06:00:00.000Z', payload, payload_sha256: createHash('sha256').update(payload).digest('base64url'), depends_on: [], ...over,
  }
}
const verdict = (operation: unknown, over: Partial<Facts> = {}): string => {
  const result = judgeFor(device)(operation, facts(over), new Map())
  return 'problem' in result ? `${result.status} ${result.problem.code}` : result.status
}

const good = jwsOf({ no: 'P-1', iss: '0600' })

test('a permit signed by an enrolled key of the unit is accepted', () => {
  expect(verdict(permit(good))).toBe('accept')
})

test.each([
  ['a changed payload', good.replace(/\.[^.]+\./, `.${b64({ no: 'P-2', iss: '0600' })}.`)],
  ['a signature of zeros', good.replace(/[^.]+$/, Buffer.alloc(256).toString('base64url'))],
  ['a zero byte before the signature', good.replace(/[^.]+$/, (s) => Buffer.concat([Buffer.alloc(1), Buffer.from(s, 'base64url')]).toString('base64url'))],
  ['alg none', `${b64({ alg: 'none', kid: 'd1' })}.${good.split('.')[1]}.${good.split('.')[2]}`],
  ['another algorithm in the header', jwsOf({ no: 'P-1' }, { alg: 'RS256', kid: 'd1' })],
  ['a critical header nobody knows', jwsOf({ no: 'P-1' }, { alg: 'PS256', kid: 'd1', crit: ['x'] })],
  ['a space in the text', good.replace('.', ' .')],
  ['a line end after it', `${good}\n`],
])('%s is rejected for its signature', (_, jws) => {
  expect(verdict(permit(jws))).toBe('rejected document_signature')
})

test('an unknown key waits for its enrolment; another unit’s name in the document is out of scope', () => {
  expect(verdict(permit(jwsOf({ no: 'P-1' }, { alg: 'PS256', kid: 'other' })))).toBe('deferred signer_unknown')
  expect(verdict(permit(jwsOf({ no: 'P-1', iss: '0700' })))).toBe('rejected aggregate_out_of_scope')
  expect(verdict(permit(good), { signerKey: () => ({ publicPem: pair.publicKey, unit: '0700' }) })).toBe('rejected aggregate_out_of_scope')
})

test('the head office delivers a document in the name of a county of its province', () => {
  expect(verdict(permit(jwsOf({ no: 'C-1', iss: '0606' })))).toBe('accept')
})

test('before the unit’s first key a document is stored as it is', () => {
  expect(verdict(permit('not a jws'), { unitHasKeys: () => false })).toBe('accept')
})

test('a permit that names a manifest is taken with the manifest it stands in, and with no other', () => {
  const text = (payload: unknown): string => createHash('sha256').update(JSON.stringify(payload)).digest('base64url')
  const payload = { no: 'P-1', iss: '0600' }
  const manifest = { items: [{ no: 'P-1', d: text(payload) }, { no: 'P-2', d: text({ no: 'P-2' }) }] }
  const batch = permit(jwsOf(manifest, { alg: 'PS256', kid: 'd1', typ: 'batch+jws' }), { kind: 'batch.sign' })
  const receipt = { registry_id: '', epoch: '', op_id: batch.op_id, payload_sha256: batch.payload_sha256, server_seq: 1, at: batch.at, signature: '' }
  const batchRow = { serverSeq: 1, deviceId: device.deviceId, unit: '0600', version: 1, receipt }
  const stored = (id: string) => (id === batch.op_id ? { ...batchRow, operation: batch } : undefined)
  const named = (content: unknown, bat: unknown, typ = 'permit+jws'): string => jwsOf(content, { alg: 'PS256', bat, kid: 'd1', typ })
  const judged = (jws: string, depends_on = [batch.op_id]): string => verdict(permit(jws, { depends_on }), { stored })
  expect(verdict(batch)).toBe('accept')
  expect(judged(named(payload, text(manifest)))).toBe('accept')
  expect(judged(good)).toBe('accept')
  expect(judged(named(payload, text(manifest)), [])).toBe('rejected document_manifest')
  expect(judged(named(payload, text({})))).toBe('rejected document_manifest')
  expect(judged(named({ ...payload, name: 'other' }, text(manifest)))).toBe('rejected document_manifest')
  for (const bat of ['', 'A'.repeat(42), `${'A'.repeat(42)}B`, 7]) expect(judged(named(payload, bat))).toBe('rejected document_signature')
  expect(judged(named(payload, text(manifest), 'referral+jws'))).toBe('rejected document_signature')
})

test('a lane never goes back in the device’s own order', () => {
  const aggregate = () => ({ unit: '0600', version: 4, opId: 'x', deviceId: device.deviceId, deviceSeq: 9 })
  expect(verdict(permit(good, { device_seq: 9, base_version: 4 }), { aggregate })).toBe('rejected lane_order')
  expect(verdict(permit(good, { device_seq: 10, base_version: 2 }), { aggregate })).toBe('accept')
})

test('only one text form of a JWS is read', () => {
  expect(parseJws(good)?.kid).toBe('d1')
  for (const text of ['', 'a.b', `${good}=`, good.replace('.', '..'), 'x'.repeat(30_000)]) expect(parseJws(text)).toBeUndefined()
})
