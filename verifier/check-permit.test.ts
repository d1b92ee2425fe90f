import { deflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { canonicalText } from '#main/ledger/index'
import { bytesInList } from '#contract/verify/status-list'
import { joinKeys, readDelegationFile, type DelegationTexts } from '#contract/verify/delegation'
import { absenceOf, badAbsences, sampleAbsence } from '#main/permits/testing/absence-of'
import { actingCorpus } from '#main/permits/testing/acting-corpus'
import { badWhereLettersAreJudged } from '#main/permits/testing/bad-permits'
import { delegationOf, endOf, signedDelegation } from '#main/permits/testing/delegation-of'
import { bytesWith, samplePermit } from '#main/permits/testing/sample-permit'
import { statusListOf } from '#main/permits/testing/status-list-of'
import { trustOf } from '#main/permits/testing/trust-of'
import { actingKeys, keysOfTrustFile } from '#main/signing/index'
import { makeTestKey } from '#main/signing/testing/key-pair'
import { rawToken } from '#main/signing/testing/raw-token'
import { givenText } from '#contract/verify/qr-text'
import { checkPermit, openList, openTrust } from './check-permit'
import { openDelegations } from './delegations'

const director = makeTestKey()
const seal = makeTestKey('seal')
const text = trustOf([director, seal])
const now = new Date('2026-11-21T08:00:00Z')
const trust = async () => (await openTrust(text))!
const good = rawToken(director, { alg: 'PS256', kid: director.kid, typ: 'permit+jws' }, bytesWith(samplePermit))

test('every bad permit of the list is refused by the page’s own arithmetic for the same reason', async () => {
  const deputies = actingCorpus(director, makeTestKey('acting'), seal, makeTestKey('acting'))
  const { keys } = (await openTrust(trustOf([director, seal], { delegations: deputies.delegations })))!
  const corpus = [...badWhereLettersAreJudged(director, seal, makeTestKey()), ...deputies.bad]
  const found = await Promise.all(corpus.map(async ({ name, text: token }) => [name, await checkPermit(givenText(token), keys, [], now)]))
  expect(found).toEqual(corpus.map(({ name, reason }) => [name, { outcome: 'invalid', reason }]))
  for (const { name, text: token } of deputies.good) expect(await checkPermit(token, keys, [], now), name).toMatchObject({ outcome: 'valid', acting: { name: 'نرگس نمونه‌کار' } })
})

test('a delegation by itself, its end, and an end that only the newest list tells of', async () => {
  const acting = makeTestKey('acting')
  const given = delegationOf(director, acting)
  const token = rawToken(acting, { alg: 'PS256', kid: acting.kid, typ: 'permit+jws' }, bytesWith(samplePermit, { post: 'acting', del: given.digest }))
  const { keys } = await trust()
  expect(await checkPermit(token, keys, [], now)).toEqual({ outcome: 'invalid', reason: 'delegation_unknown' })
  const joined = joinKeys(keys, (await openDelegations([{ jws: given.jws }], keys, []))!)
  expect(await checkPermit(token, joined, [], now)).toMatchObject({ outcome: 'valid' })
  const end = endOf(director, given.digest, '2026-11-20T08:00:00Z')
  const ended = joinKeys(joined, (await openDelegations([readDelegationFile(`${given.jws}\n${end}\n`)!], keys, []))!)
  expect(await checkPermit(token, ended, [], now)).toEqual({ outcome: 'invalid', reason: 'delegation_revoked' })
  const list = await openList(statusListOf(seal, {}, { ended: [{ at: '2026-11-20T08:00:00Z', del: given.digest }] }), keys)
  expect(await checkPermit(token, joined, 'list' in list ? [list.list] : [], now)).toEqual({ outcome: 'invalid', reason: 'delegation_revoked' })
})

test('a delegation is the Director’s own word: nobody else’s, and nothing of it may be other than it is', async () => {
  const acting = makeTestKey('acting')
  const { keys } = await trust()
  const given = delegationOf(director, acting)
  const payload = JSON.parse(given.bytes) as Record<string, unknown>
  const signed = (change: Record<string, unknown>): string => signedDelegation(director, canonicalText({ ...payload, ...change })).jws
  const bad: Record<string, DelegationTexts> = {
    'by the seal': { jws: delegationOf(seal, acting).jws }, 'by a stranger': { jws: delegationOf(makeTestKey(), acting).jws },
    'by the acting one herself': { jws: delegationOf(acting, acting).jws }, 'a Director’s key for an acting one': { jws: delegationOf(director, director).jws },
    'another key under her name': { jws: signed({ to: { ...(payload['to'] as object), spki: director.publicKey.export({ type: 'spki', format: 'der' }).toString('base64url') } }) },
    'a weak key': { jws: delegationOf(director, makeTestKey('acting', 2048)).jws }, 'exponent 3': { jws: delegationOf(director, makeTestKey('acting', 3072, 3)).jws },
    'an end before its beginning': { jws: signed({ until: '2026-11-02' }) }, 'an unknown member': { jws: signed({ x: 1 }) }, 'version 2': { jws: signed({ v: 2 }) },
    'kinds out of order': { jws: signed({ scope: { k: ['revocation', 'permit'] } }) }, 'no kind': { jws: signed({ scope: { k: [] } }) }, 'a county twice': { jws: signed({ scope: { cty: ['0603', '0603'], k: ['permit'] } }) },
    'half a document': { jws: signed({ scope: { k: ['permit'], max: 0.5 } }) }, 'of another province': { jws: signed({ iss: '0700' }) }, 'before the Director’s key': { jws: signed({ at: '2026-10-20T00:00:00Z' }) },
    'an end of another': { jws: given.jws, end: endOf(director, 'A'.repeat(43), '2026-11-20T08:00:00Z') }, 'an end by her': { jws: given.jws, end: endOf(acting, given.digest, '2026-11-20T08:00:00Z') },
    'an end of another unit': { jws: given.jws, end: endOf(director, given.digest, '2026-11-20T08:00:00Z', { iss: '0603' }) }, 'a permit': { jws: good },
  }
  const office = keysOfTrustFile(text)!.keys
  for (const [name, texts] of Object.entries(bad)) {
    expect(await openDelegations([texts], keys, []), name).toBeNull()
    expect(actingKeys([texts], office, []), name).toBeNull()
    expect(keysOfTrustFile(trustOf([director, seal], { delegations: [texts] })), name).toBeNull()
  }
  expect(actingKeys([{ jws: given.jws }], office, [])).toHaveLength(1)
  expect(await openDelegations([{ jws: given.jws }], keys, [])).toHaveLength(1)
  expect((await openTrust(trustOf([director, seal], { delegations: [{ jws: given.jws }] })))!.digest, 'the ten words stay').toBe((await trust()).digest)
}, 60_000)

test('S0-24: a permit with its list is judged as the office itself judges it', async () => {
  const { keys } = await trust()
  for (const [value, state] of [[0, 'valid'], [1, 'revoked'], [2, 'suspended'], [3, 'superseded']] as const) {
    const opened = await openList(statusListOf(seal, { 41872: value }), keys)
    expect('list' in opened).toBe(true)
    expect(await checkPermit(good, keys, 'list' in opened ? [opened.list] : [], now)).toMatchObject({ outcome: 'valid', payload: samplePermit, standing: { state } })
  }
  expect(await checkPermit(good, keys, [], now)).toMatchObject({ standing: { state: 'unknown', why: 'no_list' } })
  expect(await checkPermit(good, [], [], now)).toEqual({ outcome: 'invalid', reason: 'signer_unknown' })
})

test('the trust file: the same digest as the office shows; a file with one wrong key gives none', async () => {
  expect((await trust()).digest).toBe(keysOfTrustFile(text)!.digest)
  const key = JSON.parse(text) as { keys: { kid: string; spki: string }[] }
  const swapped = { ...key, keys: [{ ...key.keys[0]!, spki: key.keys[1]!.spki }, key.keys[1]!] }
  expect(await openTrust(canonicalText(swapped))).toBeNull()
  expect(await openTrust(text.replace(':', ': '))).toBeNull()
  expect(await openTrust(trustOf([makeTestKey('seal', 2048)]))).toBeNull()
  expect(await openTrust(trustOf([makeTestKey('seal', 3072, 3)]))).toBeNull()
  expect((await openTrust(trustOf([seal], { test: true })))!.test).toBe(true)
})

test('a list that a stranger, a director or another province signed is none, and a bomb is not unpacked', async () => {
  const { keys } = await trust()
  const header = { alg: 'PS256', kid: seal.kid, typ: 'statuslist+jwt' }
  const iat = Math.floor(now.getTime() / 1000)
  const body = (size: number) => canonicalText({ exp: iat + 9, iat, sub: '0600-1', ttl: 60, status_list: { bits: 2, lst: deflateSync(new Uint8Array(size)).toString('base64url') } })
  expect(await openList(rawToken(seal, header, body(bytesInList)), keys)).toHaveProperty('list')
  for (const size of [10_000_000, bytesInList + 1, bytesInList - 1]) expect(await openList(rawToken(seal, header, body(size)), keys), String(size)).toEqual({ reason: 'payload' })
  expect(await openList(rawToken(director, { ...header, kid: director.kid }, body(bytesInList)), keys)).toEqual({ reason: 'payload' })
  expect(await openList(statusListOf(makeTestKey('seal'), {}), keys)).toEqual({ reason: 'signer_unknown' })
  expect(await openList(statusListOf(seal, {}, { list: '0700-1' }), keys)).toEqual({ reason: 'signer_unknown' })
  expect(await openList(good, keys)).toEqual({ reason: 'type' })
})

test('signing goal 6: a signed refusal is read by the page’s own arithmetic, and a bad one refused for the same reason', async () => {
  const { keys } = await trust()
  expect(await checkPermit(absenceOf(seal), keys, [], now)).toEqual({ outcome: 'absence', payload: sampleAbsence, kid: seal.kid, test: false })
  const corpus = badAbsences(director, seal, makeTestKey('seal'))
  const found = await Promise.all(corpus.map(async ([name, token]) => [name, await checkPermit(token, keys, [], now)]))
  expect(found).toEqual(corpus.map(([name, , reason]) => [name, { outcome: 'invalid', reason }]))
})
