import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ReferralPayload } from '#contract/referrals'
import { composeNumber } from '#contract/values/tracking-code'
import { canonicalText } from '#main/ledger/index'
import { delegationOf } from '#main/permits/testing/delegation-of'
import { bytesWith, samplePermit } from '#main/permits/testing/sample-permit'
import { trustOf } from '#main/permits/testing/trust-of'
import { verifyReferralText } from '#main/referrals/index'
import { keysOfTrustFile } from '#main/signing/index'
import { makeTestKey, type TestKey } from '#main/signing/testing/key-pair'
import { rawToken } from '#main/signing/testing/raw-token'
import { recordingTerminal } from '#main/shells/testing/recording-terminal'
import { newFolder } from '#main/shells/testing/served-page'
import { checkPermit, openTrust } from './check-permit'
import { runCommand } from '#main/shells/cli/run-command'

const director = makeTestKey()
const seal = makeTestKey('seal')
const acting = makeTestKey('acting')
const given = delegationOf(director, acting, { scope: { k: ['permit', 'referral'], cty: ['0603'], fld: ['1001'] } })
const permitsOnly = delegationOf(director, acting)
const trust = trustOf([director, seal], { delegations: [{ jws: given.jws }, { jws: permitsOnly.jws }] })

const digest = 'A'.repeat(43)
const payload: ReferralPayload = {
  v: 1, k: 'referral', no: composeNumber('R', '0600', 1405, 1, 42), iss: '0600', on: '2026-11-21', at: '2026-11-21T06:12:09Z', post: 'director', name: 'زهرا نمونه‌پور', id4: '2419',
  cty: '0603', bank: '022', br: '4411', amt: 800_000_000, jobs: 2, yr: 1405, rs: '1405.2', out: 'ppppnpppnnnpp', inp: digest, doc: digest, face: digest,
}
const signed = (change: Record<string, unknown> = {}, key: TestKey = director, typ = 'referral+jws'): string =>
  rawToken(key, { alg: 'PS256', kid: key.kid, typ }, canonicalText({ ...payload, ...change } as ReferralPayload))

/** What the command's rules and the bank's page say, which must be the same. */
const judged = async (token: string): Promise<string> => {
  const ours = verifyReferralText(token, keysOfTrustFile(trust)!.keys)
  const theirs = await checkPermit(token, (await openTrust(trust))!.keys, [], new Date('2026-11-22T08:00:00Z'))
  const [one, two] = [ours, theirs].map((said) => (said.outcome === 'invalid' ? said.reason : `${said.outcome}${'lost' in said && said.lost ? ' lost' : ''}${said.test ? ' test' : ''}${said.acting ? ` ${said.acting.name}` : ''}`))
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

test('mohr verify says in one line what the letter is and that no list tells its end: 6; of another hand: 1', async () => {
  const folder = newFolder()
  const put = (name: string, content: string): string => {
    writeFileSync(join(folder, name), content)
    return join(folder, name)
  }
  const ask = async (token: string, ...more: string[]) => {
    const terminal = recordingTerminal()
    const code = await runCommand(['verify', put('r.jws', `${token}\n`), '--trust', put('trust.json', trust), ...more], terminal)
    return { code, said: terminal.lines.join('\n') }
  }
  const { code, said } = await ask(signed())
  expect(said).toContain(`معرفی‌نامۀ بانک، امضا معتبر — ${payload.no} — زهرا نمونه‌پور`)
  expect(said).toContain('۸۰۰٬۰۰۰٬۰۰۰ ریال')
  expect(code).toBe(6)
  const { results } = JSON.parse((await ask(signed(), '--json')).said) as { results: unknown[] }
  expect(results).toMatchObject([{ outcome: 'referral', payload, kid: director.kid, test: false, lost: false }])
  expect((await ask(signed({}, makeTestKey()))).code).toBe(1)
})
