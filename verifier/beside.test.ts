import { expect, test } from 'vitest'
import { canonicalText } from '#main/ledger/index'
import { logPem, proofOf } from '#main/checkpoints/testing/proof-of'
import { manifestOfPermits } from '#main/permits/testing/manifest-of'
import { bytesWith, samplePermit, sampleSupporter } from '#main/permits/testing/sample-permit'
import { statusListOf } from '#main/permits/testing/status-list-of'
import { trustOf } from '#main/permits/testing/trust-of'
import { makeTestKey } from '#main/signing/testing/key-pair'
import { rawToken } from '#main/signing/testing/raw-token'
import { nothingBeside, type Beside } from './beside'
import { checkPermit, openList, openTrust, type Checked } from './check-permit'
import { openManifest } from './manifests'

const director = makeTestKey()
const seal = makeTestKey('seal')
const now = new Date('2026-11-21T08:00:00Z')
const lost = '2026-11-21T07:30:00Z'
const file = JSON.parse(trustOf([director, seal])) as { keys: { use: string }[] }
const stolen = canonicalText({ ...file, at: lost, v: 2, keys: file.keys.map((key) => (key.use === 'director' ? { ...key, lost } : key)) } as never)
const permit = rawToken(director, { alg: 'PS256', kid: director.kid, typ: 'permit+jws' }, bytesWith(samplePermit))
const proof = proofOf(permit, samplePermit)

const checked = async (trust: string, jws: string, beside: Partial<Beside>): Promise<Checked> => {
  const { keys } = (await openTrust(trust))!
  const opened = await openList(statusListOf(seal, { 41872: 0 }), keys)
  return checkPermit(jws, keys, 'list' in opened ? [opened.list] : [], now, { ...nothingBeside, ...beside })
}

test('S0-24: on the bank’s page too a proof kept from before lifts a lost key, and nothing else does', async () => {
  const under = (beside: Partial<Beside>) => checked(stolen, permit, { proofs: [proof], logKey: logPem, ...beside })
  expect(await under({ keptSince: '2026-11-21T07:00:00Z' })).toMatchObject({ standing: { state: 'valid' }, place: { index: 1, size: 2, before: true } })
  for (const keptSince of [null, lost, '2026-11-22T00:00:00Z']) expect(await under({ keptSince }), String(keptSince)).toMatchObject({ standing: { why: 'key_lost' }, place: { before: false } })
  const kept = { keptSince: '2026-11-21T07:00:00Z' }
  expect(await under({ ...kept, logKey: null })).toMatchObject({ standing: { why: 'key_lost' }, place: { fault: 'no_key' } })
  expect(await under({ ...kept, logKey: 'no key' })).toMatchObject({ standing: { why: 'key_lost' }, place: { fault: 'log_key' } })
  expect(await under({ ...kept, proofs: [proof.replace('index 1', 'index 0')] })).toMatchObject({ standing: { why: 'key_lost' }, place: { fault: 'path' } })
  const other = proofOf(rawToken(director, { alg: 'PS256', kid: director.kid, typ: 'permit+jws' }, bytesWith(samplePermit, { name: 'کسی دیگر' })), samplePermit)
  expect(await under({ ...kept, proofs: [other] })).toMatchObject({ standing: { why: 'key_lost' }, place: { fault: 'permit' } })
  expect(await under({ ...kept, proofs: [other, proof] })).toMatchObject({ standing: { state: 'valid' } })
  expect(await under({ ...kept, proofs: [proofOf(permit, { no: samplePermit.no, origin: 'mohr/0700' })] })).toMatchObject({ standing: { why: 'key_lost' }, place: { fault: 'origin' } })
})

test('signing goal 1: the page says whether a permit stands in its manifest; one that is none is not taken', async () => {
  const batch = manifestOfPermits(director, [samplePermit, sampleSupporter])
  const trust = trustOf([director, seal])
  const { keys } = (await openTrust(trust))!
  const manifest = await openManifest(`${batch.jws}\n`, keys)
  const outcome = async (jws: string): Promise<unknown> => {
    const found = await checked(trust, jws, { manifest })
    return found.outcome === 'valid' ? found.manifest?.outcome : found
  }
  expect(await outcome(batch.permit(samplePermit))).toBe('listed')
  expect(await outcome(batch.permit(samplePermit, 'A'.repeat(43)))).toBe('other')
  expect(await outcome(batch.permit({ ...samplePermit, name: 'کسی دیگر' }))).toBe('not_listed')
  expect(await outcome(permit)).toBe('not_named')
  const bad = {
    stranger: manifestOfPermits(makeTestKey(), [samplePermit]).jws, seal: manifestOfPermits(seal, [samplePermit]).jws, cut: batch.jws.slice(0, 900), permit,
    pick: manifestOfPermits(director, [samplePermit], { sample: { ...batch.payload.sample, from: 1, least: 1 } }).jws,
  }
  for (const [name, jws] of Object.entries(bad)) expect(await openManifest(jws, keys), name).toBeNull()
})
