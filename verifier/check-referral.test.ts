import fc from 'fast-check'
import { expect, test } from 'vitest'
import { delegationOf } from '#main/permits/testing/delegation-of'
import { bytesWith, samplePermit } from '#main/permits/testing/sample-permit'
import { trustOf } from '#main/permits/testing/trust-of'
import { verifyReferralText } from '#main/referrals/index'
import { sampleReferral as payload, signedReferral } from '#main/referrals/testing/signed-referral'
import { keysOfTrustFile } from '#main/signing/index'
import { makeTestKey, type TestKey } from '#main/signing/testing/key-pair'
import { rawToken } from '#main/signing/testing/raw-token'
import { checkPermit, openTrust } from './check-permit'

const director = makeTestKey()
const seal = makeTestKey('seal')
const acting = makeTestKey('acting')
const given = delegationOf(director, acting, { scope: { k: ['permit', 'referral'], cty: ['0603'], fld: ['1001'] } })
const permitsOnly = delegationOf(director, acting)
const trust = trustOf([director, seal], { delegations: [{ jws: given.jws }, { jws: permitsOnly.jws }] })

const digest = 'A'.repeat(43)
const signed = (change: Record<string, unknown> = {}, key: TestKey = director): string => signedReferral(key, change)

/** What the command's rules and the bank's page say, which must be the same. */
const judged = async (token: string): Promise<string> => {
  const ours = verifyReferralText(token, keysOfTrustFile(trust)!.keys)
  const theirs = await checkPermit(token, (await openTrust(trust))!.keys, [], new Date('2026-11-22T08:00:00Z'))
  const [one, two] = [ours, theirs].map((said) => (said.outcome === 'invalid' ? said.reason : `${said.outcome}${'lost' in said && said.lost ? ' lost' : ''}${said.test ? ' test' : ''}${'acting' in said && said.acting ? ` ${said.acting.name}` : ''}`))
  expect(one).toBe(two)
  return one!
}

test('S0-08: a bank referral is told from a permit, by the command and by the bank’s page alike', async () => {
  expect(await judged(signed())).toBe('referral')
  expect(await judged(signed({ test: true }))).toBe('referral test')
  expect(await judged(signed({ br: undefined }))).toBe('referral')
})

test('signing goal 10: an acting director refers under a delegation that covers referrals, that county and that day', async () => {
  const by = (del: string, change: Record<string, unknown> = {}) => judged(signed({ post: 'acting', del, ...change }, acting))
  expect(await by(given.digest)).toBe('referral نرگس نمونه‌کار')
  expect(await by(permitsOnly.digest)).toBe('delegation_scope')
  expect(await by(given.digest, { cty: '0604' })).toBe('delegation_scope')
  expect(await by(given.digest, { on: '2026-12-21', at: '2026-12-21T06:00:00Z' })).toBe('delegation_dates')
  expect(await by(digest)).toBe('delegation_unknown')
})

test('what is not whole or not from that hand is refused by its reason', async () => {
  const bad: [string, Record<string, unknown>, TestKey?][] = [
    ['payload', { amt: 0 }], ['payload', { amt: '800000000' }], ['payload', { out: 'ppppnpppnnnp' }], ['payload', { out: 'ppppnpppnnnpf' }], ['payload', { more: 1 }],
    ['payload', { no: payload.no.replace('R', 'P') }], ['payload', { iss: '0700' }], ['payload', { name: 'زهرا\u202Eنمونه' }], ['payload', { post: 'acting', del: given.digest }],
    ['payload', { br: '' }], ['payload', { on: '2026-02-30' }], ['payload', {}, seal],
  ]
  for (const [reason, change, key] of bad) expect(await judged(signed(change, key)), JSON.stringify(change)).toBe(reason)
  // The page names a stranger's signature as the command does.
  expect(await judged(signed({}, makeTestKey()))).toBe('signer_unknown')
  // A permit under a referral's name is neither.
  expect(await judged(rawToken(director, { alg: 'PS256', kid: director.kid, typ: 'referral+jws' }, bytesWith(samplePermit)))).toBe('payload')
})

test('every change of any one letter is refused', async () => {
  const good = signed()
  const { keys } = keysOfTrustFile(trust)!
  const { length } = good
  fc.assert(fc.property(fc.nat(length - 1), fc.constantFrom('A', 'b', '7', '_'), (at, letter) => {
    fc.pre(good[at] !== letter)
    expect(verifyReferralText(good.slice(0, at) + letter + good.slice(at + 1), keys).outcome).toBe('invalid')
  }), { numRuns: 300 })
})
