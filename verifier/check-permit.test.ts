import { deflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { canonicalText } from '#main/ledger/index'
import { bytesInList } from '#contract/verify/status-list'
import { badPermits } from '#main/permits/testing/bad-permits'
import { bytesWith, samplePermit } from '#main/permits/testing/sample-permit'
import { statusListOf } from '#main/permits/testing/status-list-of'
import { trustOf } from '#main/permits/testing/trust-of'
import { keysOfTrustFile } from '#main/signing/index'
import { makeTestKey } from '#main/signing/testing/key-pair'
import { rawToken } from '#main/signing/testing/raw-token'
import { givenText } from '#contract/verify/qr-text'
import { checkPermit, openList, openTrust } from './check-permit'

const director = makeTestKey()
const seal = makeTestKey('seal')
const text = trustOf([director, seal])
const now = new Date('2026-11-21T08:00:00Z')
const trust = async () => (await openTrust(text))!
const good = rawToken(director, { alg: 'PS256', kid: director.kid, typ: 'permit+jws' }, bytesWith(samplePermit))

test('every bad permit of the list is refused by the page’s own arithmetic for the same reason', async () => {
  const { keys } = await trust()
  const corpus = badPermits(director, seal, makeTestKey())
  const found = await Promise.all(corpus.map(async ({ name, text: token }) => [name, await checkPermit(givenText(token), keys, [], now)]))
  expect(found).toEqual(corpus.map(({ name, reason }) => [name, { outcome: 'invalid', reason }]))
})

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
