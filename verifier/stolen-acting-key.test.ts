import { expect, test } from 'vitest'
import { joinKeys } from '#contract/verify/delegation'
import { logPem, proofOf } from '#main/checkpoints/testing/proof-of'
import { delegationOf } from '#main/permits/testing/delegation-of'
import { bytesWith, samplePermit } from '#main/permits/testing/sample-permit'
import { statusListOf } from '#main/permits/testing/status-list-of'
import { trustOf } from '#main/permits/testing/trust-of'
import { makeTestKey } from '#main/signing/testing/key-pair'
import { rawToken } from '#main/signing/testing/raw-token'
import { nothingBeside } from './beside'
import { checkPermit, openList, openTrust } from './check-permit'
import { openDelegations } from './delegations'
import type { PageKey } from './prove'

const director = makeTestKey()
const acting = makeTestKey('acting')
const seal = makeTestKey('seal')
const now = new Date('2026-11-21T08:00:00Z')
const since = '2026-11-20T08:00:00Z'
const given = delegationOf(director, acting)
const delegations = [{ jws: given.jws }]
const stolen = [{ kid: acting.kid, since }]
const permit = (change: Record<string, unknown> = {}): string =>
  rawToken(acting, { alg: 'PS256', kid: acting.kid, typ: 'permit+jws' }, bytesWith(samplePermit, { post: 'acting', del: given.digest, on: '2026-11-19', at: '2026-11-19T08:00:00Z', ...change }))
const early = permit()

const said = async (jws: string, keys: readonly PageKey[], beside = nothingBeside) => {
  const opened = await openList(statusListOf(seal, { 41872: 0 }), keys)
  return checkPermit(jws, keys, 'list' in opened ? [opened.list] : [], now, beside)
}

test('a stolen acting key on the bank’s page: the status is not known, later hours are nobody’s, a proof from before lifts it', async () => {
  const { keys } = (await openTrust(trustOf([director, seal], { delegations, stolen })))!
  expect(await said(early, keys)).toMatchObject({ outcome: 'valid', standing: { state: 'unknown', why: 'key_lost' }, acting: { name: 'نرگس نمونه‌کار' } })
  expect(await said(permit({ on: '2026-11-21', at: '2026-11-21T07:00:00Z' }), keys)).toEqual({ outcome: 'invalid', reason: 'signer_unknown' })
  const proofs = { ...nothingBeside, proofs: [proofOf(early, samplePermit)], logKey: logPem }
  expect(await said(early, keys, { ...proofs, keptSince: '2026-11-20T07:00:00Z' })).toMatchObject({ standing: { state: 'valid' }, place: { before: true } })
  expect(await said(early, keys, { ...proofs, keptSince: since })).toMatchObject({ standing: { why: 'key_lost' }, place: { before: false } })
})

test('a delegation that comes beside the file makes its stolen key no better', async () => {
  const trust = (await openTrust(trustOf([director, seal], { stolen })))!
  const keys = joinKeys(trust.keys, (await openDelegations(delegations, trust.keys, trust.stolen))!)
  expect(await said(early, keys)).toMatchObject({ standing: { state: 'unknown', why: 'key_lost' } })
})

test('the Director’s key may have been lost earlier than the acting one: the earlier counts', async () => {
  const { keys } = (await openTrust(trustOf([director, seal])))!
  const lostDirector = keys.map((key) => (key.use === 'director' ? { ...key, bounds: { ...key.bounds, lost: '2026-11-18T08:00:00Z' } } : key))
  expect((await openDelegations(delegations, lostDirector, stolen))![0]!.bounds.lost).toBe('2026-11-18T08:00:00Z')
  expect((await openDelegations(delegations, keys, stolen))![0]!.bounds.lost).toBe(since)
  expect((await openDelegations(delegations, keys, []))![0]!.bounds).not.toHaveProperty('lost')
})
