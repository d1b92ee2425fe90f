import { expect, test } from 'vitest'
import type { DelegationTexts } from '#contract/verify/delegation'
import { canonicalText } from '#main/ledger/index'
import { delegationOf, endOf } from '#main/permits/testing/delegation-of'
import { bytesWith, samplePermit } from '#main/permits/testing/sample-permit'
import { statusListOf } from '#main/permits/testing/status-list-of'
import { trustOf } from '#main/permits/testing/trust-of'
import { makeTestKey } from '#main/signing/testing/key-pair'
import { rawToken } from '#main/signing/testing/raw-token'
import { checkPermit, openList, openTrust, type Trust } from './check-permit'
import { openDelegations } from './delegations'
import { joinDelegations, succeedTrust } from './succeed-trust'

const director = makeTestKey()
const seal = makeTestKey('seal')
const acting = makeTestKey('acting')
const root = makeTestKey('director', 4096)
const spki = root.publicKey.export({ type: 'spki', format: 'der' }).toString('base64url')
const kid = `r-${root.kid.slice(2)}`
const given = delegationOf(director, acting)
const end = endOf(director, given.digest, '2026-11-18T08:00:00Z')
const permit = rawToken(director, { alg: 'PS256', kid: director.kid, typ: 'permit+jws' }, bytesWith(samplePermit, { on: '2026-11-19', at: '2026-11-19T08:00:00Z' }))
const deputyPermit = rawToken(acting, { alg: 'PS256', kid: acting.kid, typ: 'permit+jws' }, bytesWith(samplePermit, { post: 'acting', del: given.digest, on: '2026-11-19', at: '2026-11-19T08:00:00Z' }))

/** A file that the root signed; the page has no reader of certificates, so any text of their form will do. */
const signed = (at: string, { lost = false, delegations = [] as { jws: string; end?: string }[] } = {}): string => {
  const file = JSON.parse(trustOf([director, seal])) as { keys: { use: string }[] }
  const keys = file.keys.map((key) => (lost && key.use === 'director' ? { ...key, lost: '2026-11-20T08:00:00Z' } : key))
  const jws = rawToken(root, { alg: 'PS256', kid, typ: 'trust+jws' }, canonicalText({ ...file, at, keys, root: { cert: 'A'.repeat(200), kid, spki }, v: 2 }))
  return `${canonicalText({ signed: jws, typ: 'mohr-trust', v: 2, ...(delegations.length > 0 ? { delegations } : {}) })}\n`
}
const older = signed('2026-11-10T08:00:00Z', { delegations: [{ jws: given.jws }] })
const newer = signed('2026-11-20T09:00:00Z', { lost: true })
const now = new Date('2026-11-21T08:00:00Z')
const read = async (text: string): Promise<Trust> => (await openTrust(text))!
const beside = async (trust: Trust, texts: DelegationTexts): Promise<Trust> => joinDelegations(trust, (await openDelegations([texts], trust.keys, trust.stolen))!)
const said = async (token: string, { keys }: Trust) => {
  const opened = await openList(statusListOf(seal, { 41872: 0 }), keys)
  return checkPermit(token, keys, 'list' in opened ? [opened.list] : [], now)
}

test('an older file of the same root is not taken after a newer one: a lost key stays lost', async () => {
  const [old, fresh] = [await read(older), await read(newer)]
  expect(old.digest, 'the words say nothing of it').toBe(fresh.digest)
  expect([old.at, fresh.at, (await read(trustOf([seal]))).at]).toEqual(['2026-11-10T08:00:00Z', '2026-11-20T09:00:00Z', null])
  expect(succeedTrust(fresh, old)).toBeNull()
  expect(await said(permit, succeedTrust(undefined, old)!)).toMatchObject({ standing: { state: 'valid' } })
  expect(await said(permit, succeedTrust(old, fresh)!)).toMatchObject({ standing: { state: 'unknown', why: 'key_lost' } })
  expect(succeedTrust(old, await read(older))).toEqual(old)
})

test('the end of a delegation, once proven, stays known under the same words, whichever file comes next', async () => {
  const revoked = { outcome: 'invalid', reason: 'delegation_revoked' }
  const old = await read(older)
  expect(await said(deputyPermit, old)).toMatchObject({ outcome: 'valid' })
  const ended = await beside(old, { jws: given.jws, end })
  expect(await said(deputyPermit, ended)).toEqual(revoked)
  expect(await said(deputyPermit, succeedTrust(ended, old)!)).toEqual(revoked)
  const next = succeedTrust(ended, await read(signed('2026-11-21T07:00:00Z')))!
  expect(await said(deputyPermit, next)).toEqual({ outcome: 'invalid', reason: 'delegation_unknown' })
  expect(await said(deputyPermit, await beside(next, { jws: given.jws }))).toEqual(revoked)
})
