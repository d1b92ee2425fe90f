import { createHash, randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { canonicalText } from '#main/ledger/index'
import { delegationOf, endOf } from '#main/permits/testing/delegation-of'
import { bytesWith, samplePermit } from '#main/permits/testing/sample-permit'
import { makeTestKey } from '#main/signing/testing/key-pair'
import { rawToken } from '#main/signing/testing/raw-token'
import type { WireOperation } from '#contract/wire/operation'
import type { Aggregate, Device, Facts, Stored } from '#registry/store/store'
import { judgeFor } from './judge'

const director = makeTestKey()
const acting = makeTestKey('acting')
const device: Device = { deviceId: randomUUID(), publicPem: '', incarnation: '', unit: '0600', streams: ['dossiers', 'revocations'], head: null }

/** A registry that holds these operations, and what it says to another. */
const registry = (signed = 0) => {
  const held = new Map<string, Stored>()
  const aggregates = new Map<string, Aggregate>()
  const facts: Facts = {
    stored: (id) => held.get(id), aggregate: (type, id) => aggregates.get(`${type}:${id}`), holderOf: () => undefined, unitHasKeys: () => true, signedUnder: () => signed,
    signerKey: (kid) => [director, acting].filter((key) => key.kid === kid).map(({ publicPem }) => ({ publicPem, unit: '0600' }))[0],
  }
  let deviceSeq = 0
  return (kind: string, id: string, jws: string, dependsOn: string[] = []): string => {
    deviceSeq += 1
    const payload = canonicalText({ jws })
    const operation: WireOperation = {
      op_id: randomUUID(), device_seq: deviceSeq, aggregate: { type: kind.startsWith('delegation') ? 'Delegation' : 'Permit', id }, base_version: 0, kind, schema: 1,
      stream: kind.startsWith('delegation') ? 'revocations' : 'dossiers', at: '2026-11-21T06:00:00.000Z', payload,
      payload_sha256: createHash('sha256').update(payload).digest('base64url'), depends_on: dependsOn,
    }
    const verdict = judgeFor(device)(operation, facts, new Map())
    if (verdict.status !== 'accept') return 'problem' in verdict ? `${verdict.status} ${verdict.problem.code}` : verdict.status
    const receipt = { registry_id: '', epoch: '', op_id: operation.op_id, payload_sha256: operation.payload_sha256, server_seq: 1, at: operation.at, signature: '' }
    held.set(operation.op_id, { serverSeq: 1, deviceId: device.deviceId, unit: '0600', version: verdict.version, operation, receipt })
    aggregates.set(`${operation.aggregate.type}:${id}`, { unit: '0600', version: verdict.version, opId: operation.op_id, deviceId: device.deviceId, deviceSeq })
    return operation.op_id
  }
}
const refused = 'rejected document_delegation'
const given = delegationOf(director, acting, { scope: { cty: ['0603'], k: ['permit'], max: 2 } })
const signed = (change: Record<string, unknown> = {}, key = acting): string =>
  rawToken(key, { alg: 'PS256', kid: key.kid, typ: 'permit+jws' }, bytesWith(samplePermit, { post: 'acting', del: given.digest, ...change }))

test('an acting director’s permit is taken under the delegation that it names, within it, and not one too many', () => {
  const take = registry()
  expect(take('permit.sign', 'p', signed()), 'before the delegation came').toBe(refused)
  const grant = take('delegation.grant', given.digest, given.jws)
  expect(grant).toMatch(/^[0-9a-f-]{36}$/)
  expect(take('permit.sign', 'p', signed())).toMatch(/^[0-9a-f-]{36}$/)
  for (const change of [{ cty: '0602' }, { on: '2026-12-01' }, { at: '2026-11-01T00:00:00Z' }, { del: 'A'.repeat(43) }, { post: 'director' }, { post: 'director', del: undefined }]) {
    expect(take('permit.sign', 'q', signed(change)), JSON.stringify(change)).toBe(refused)
  }
  expect(take('permit.sign', 'q', signed({}, director)), 'the Director needs none').toBe(refused)
  expect(take('permit.revoke', 'q', signed()), 'revocations are not delegated').toBe(refused)
  const full = registry(2)
  full('delegation.grant', given.digest, given.jws)
  expect(full('permit.sign', 'p', signed())).toBe(refused)
})

test('a delegation is the Director’s, under its own digest, and so is its end', () => {
  const take = registry()
  expect(take('delegation.grant', 'A'.repeat(43), given.jws)).toBe(refused)
  const own = delegationOf(acting, acting)
  expect(take('delegation.grant', own.digest, own.jws)).toBe(refused)
  const grant = take('delegation.grant', given.digest, given.jws)
  expect(take('delegation.revoke', given.digest, endOf(acting, given.digest, '2026-11-20T08:00:00Z'), [grant])).toBe(refused)
  expect(take('delegation.revoke', given.digest, endOf(director, 'A'.repeat(43), '2026-11-20T08:00:00Z'), [grant])).toBe(refused)
  expect(take('delegation.revoke', given.digest, endOf(director, given.digest, '2026-11-20T08:00:00Z'), [grant])).toMatch(/^[0-9a-f-]{36}$/)
  expect(take('permit.sign', 'p', signed()), 'signed after the end').toBe(refused)
  expect(take('permit.sign', 'p', signed({ on: '2026-11-19', at: '2026-11-19T08:00:00Z' })), 'signed before it, delivered after').toMatch(/^[0-9a-f-]{36}$/)
})
