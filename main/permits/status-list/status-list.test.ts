import { randomBytes } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { compactVerify, importSPKI } from 'jose'
import { beforeAll, describe, expect, test } from 'vitest'
import { judge, type CheckedList } from '#contract/verify/judge'
import { bytesInList, placesInList, setStatusAt, statusAt, type StatusValue } from '#contract/verify/status-list'
import { canonicalText } from '#main/ledger/index'
import { openSigner } from '#main/signing/index'
import { makeTestKey } from '#main/signing/testing/key-pair'
import { rawToken } from '#main/signing/testing/raw-token'
import { signList, verifyListText } from './sign-list'

const seal = makeTestKey('seal')
const now = new Date('2026-11-21T06:12:09Z')
const at = Math.floor(now.getTime() / 1000)
const publish = (bits: Uint8Array, test = false): string => {
  const signer = openSigner(seal.der(), 'seal')
  try {
    return signList(signer, '0600-1', bits, now, test)
  } finally {
    signer.close()
  }
}
const opened = (text: string): CheckedList => {
  const check = verifyListText(text, [seal])
  if (!check.ok) throw new Error(check.reason)
  return check.list
}

describe('two bits a place', () => {
  test('any values at any places are read back, and no other place is touched', () => {
    fc.assert(fc.property(fc.dictionary(fc.nat(placesInList - 1).map(String), fc.constantFrom<StatusValue>(0, 1, 2, 3), { maxKeys: 200 }), (wanted) => {
      const bits = new Uint8Array(bytesInList).fill(0)
      for (const [place, value] of Object.entries(wanted)) setStatusAt(bits, Number(place), value)
      for (const [place, value] of Object.entries(wanted)) expect(statusAt(bits, Number(place))).toBe(value)
      const set = Object.values(wanted).filter((value) => value !== 0).length
      expect([...Array(placesInList).keys()].filter((place) => statusAt(bits, place) !== 0)).toHaveLength(set)
    }), { numRuns: 20 })
  })

  test('the example of the draft: sixteen bytes of its text, least significant bits first', () => {
    // draft-ietf-oauth-status-list, §4.1, "Status List Byte Array" with 2 bits: [0xC9, 0x44, 0xF9].
    const bits = Uint8Array.from([0xc9, 0x44, 0xf9])
    expect([...Array(12).keys()].map((place) => statusAt(bits, place))).toEqual([1, 2, 0, 3, 0, 1, 0, 1, 1, 2, 3, 3])
  })

  test('a list that was set back to valid is empty again', () => {
    const bits = new Uint8Array(bytesInList)
    for (const value of [1, 2, 3, 0] as const) setStatusAt(bits, 131071, value)
    expect(bits.every((byte) => byte === 0)).toBe(true)
  })
})

describe('the published file', () => {
  const some = (share: number): Uint8Array => {
    const bits = new Uint8Array(bytesInList)
    const picks = randomBytes(Math.floor(placesInList * share) * 4)
    for (let i = 0; i < picks.length; i += 4) setStatusAt(bits, picks.readUInt32LE(i) % placesInList, 1)
    return bits
  }

  test('is small: under 100 bytes empty, about 2 KB with one in a hundred set, 6 KB with one in twenty', () => {
    const size = (share: number): number => deflateSync(some(share), { level: 9 }).length
    expect(size(0)).toBeLessThan(100)
    expect(size(0.01)).toBeGreaterThan(1500)
    expect(size(0.01)).toBeLessThan(2500)
    expect(size(0.05)).toBeLessThan(7500)
    expect(publish(some(0.05)).length).toBeLessThan(14_000)
  })

  test('even with every place set at random it is read: no list of ours is longer than a verifier reads', () => {
    const bits = new Uint8Array(randomBytes(bytesInList))
    const text = publish(bits)
    expect(text.length).toBeLessThan(65_536)
    expect(Buffer.from(opened(text).bits).equals(Buffer.from(bits))).toBe(true)
  })

  test('jose verifies it and finds the members of the draft', async () => {
    const bits = some(0.01)
    const { payload, protectedHeader } = await compactVerify(publish(bits), await importSPKI(seal.publicPem, 'PS256'), { algorithms: ['PS256'] })
    expect(protectedHeader).toEqual({ alg: 'PS256', kid: seal.kid, typ: 'statuslist+jwt' })
    expect(JSON.parse(Buffer.from(payload).toString())).toEqual({
      exp: at + 30 * 86_400, iat: at, sub: '0600-1', ttl: 3 * 86_400, status_list: { bits: 2, lst: deflateSync(bits, { level: 9 }).toString('base64url') },
    })
  })
})

describe('what is no list of ours is refused', () => {
  const director = makeTestKey('director')
  const header = { alg: 'PS256', kid: seal.kid, typ: 'statuslist+jwt' }
  const lst = (bytes: Uint8Array): string => deflateSync(bytes).toString('base64url')
  const body = { exp: at + 9, iat: at, sub: '0600-1', ttl: 60, status_list: { bits: 2, lst: lst(new Uint8Array(bytesInList)) } }
  const reasonOf = (text: string, keys = [seal, director]): string => {
    const check = verifyListText(text, keys)
    return check.ok ? 'ok' : check.reason
  }
  let good = ''
  beforeAll(() => { good = rawToken(seal, header, canonicalText(body)) })

  test('the good one is none of these', () => { expect(reasonOf(good)).toBe('ok') })

  test('a changed bit, at any of many places of the text', () => {
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    for (let i = 0; i < good.length; i += 7) {
      const other = letters[(letters.indexOf(good[i]!) + 1) % 64]!
      expect(reasonOf(good.slice(0, i) + other + good.slice(i + 1)), `at ${i}`).not.toBe('ok')
    }
  })

  test.each<[string, object, string]>([
    ['more bytes than a list has', { status_list: { bits: 2, lst: lst(new Uint8Array(bytesInList + 1)) } }, 'payload'],
    ['a bomb', { status_list: { bits: 2, lst: lst(new Uint8Array(50_000_000)).slice(0, 60_000) } }, 'too_large'],
    ['a small bomb', { status_list: { bits: 2, lst: lst(new Uint8Array(10_000_000)) } }, 'payload'],
    ['fewer bytes', { status_list: { bits: 2, lst: lst(new Uint8Array(100)) } }, 'payload'],
    ['no zlib', { status_list: { bits: 2, lst: 'AAAA' } }, 'payload'],
    ['one bit a place', { status_list: { bits: 1, lst: body.status_list.lst } }, 'payload'],
    ['a list of nobody', { sub: 'https://example.ir/list' }, 'payload'],
    ['no end', { exp: undefined }, 'payload'],
    ['an unknown member', { aggregation_uri: 'x' }, 'payload'],
    ['half a second', { iat: 1.5 }, 'payload'],
  ])('%s', (_, change, reason) => {
    expect(reasonOf(rawToken(seal, header, canonicalText({ ...body, ...change })))).toBe(reason)
  })

  test('a permit given as a list, a list signed by a director, and one of a stranger', () => {
    expect(reasonOf(rawToken(seal, { ...header, typ: 'permit+jws' }, canonicalText(body)))).toBe('type')
    expect(reasonOf(rawToken(director, { ...header, kid: director.kid }, canonicalText(body)))).toBe('payload')
    expect(reasonOf(good, [director])).toBe('signer_unknown')
  })

  test('a seal speaks for its own province or county, and in its own time', () => {
    const bounds = { unit: '0600', from: '2026-11-01T00:00:00Z', until: null, test: false }
    const check = (change: object): string => {
      const said = verifyListText(good, [{ ...seal, bounds: { ...bounds, ...change } }])
      return said.ok ? `test ${said.list.test}` : said.reason
    }
    expect(check({})).toBe('test false')
    expect(check({ test: true })).toBe('test true')
    expect(check({ unit: '0700' })).toBe('signer_unknown')
    expect(check({ unit: '0603' })).toBe('signer_unknown')
    expect(check({ until: '2026-11-20T00:00:00Z' })).toBe('signer_unknown')
    expect(check({ from: '2026-12-01T00:00:00Z' })).toBe('signer_unknown')
  })
})

describe('what a list says of a permit', () => {
  const list = (change: Partial<CheckedList> = {}, value: StatusValue = 0): CheckedList => {
    const bits = new Uint8Array(bytesInList)
    setStatusAt(bits, 41872, value)
    return { sub: '0600-1', iat: at, exp: at + 30 * 86_400, ttl: 3 * 86_400, test: false, bits, ended: [], ...change }
  }
  const permit = { st: '0600-1:41872' }
  const asOf = '2026-11-21T06:12:09.000Z'
  const later = (days: number): Date => new Date(now.getTime() + days * 86_400_000)

  test('S1-B7: a fresh list says valid, revoked, suspended or superseded as of its instant', () => {
    const states = ([0, 1, 2, 3] as const).map((value) => judge(permit, [list({}, value)], now))
    expect(states).toEqual(['valid', 'revoked', 'suspended', 'superseded'].map((state) => ({ state, asOf, why: null })))
  })
  test('without a list, or with one that is too old, nothing is said of the status', () => {
    expect(judge(permit, [], now)).toEqual({ state: 'unknown', asOf: null, why: 'no_list' })
    expect(judge(permit, [list()], later(3))).toEqual({ state: 'valid', asOf, why: null })
    expect(judge(permit, [list()], new Date(later(3).getTime() + 1000))).toEqual({ state: 'unknown', asOf, why: 'list_old' })
    expect(judge(permit, [list({ exp: at + 10 })], later(1))).toEqual({ state: 'unknown', asOf, why: 'list_old' })
    expect(judge(permit, [list({ iat: at + 601 })], now).why).toBe('list_early')
  })
  test('what was taken away is not given back by waiting', () => {
    expect(judge(permit, [list({}, 1)], later(400))).toEqual({ state: 'revoked', asOf, why: null })
  })
  test('the newest list counts, and lists of other units or of practice do not', () => {
    expect(judge(permit, [list({}, 2), list({ iat: at - 60 }, 0)], now).state).toBe('suspended')
    expect(judge(permit, [list({ iat: at - 60 }, 2), list()], now).state).toBe('valid')
    expect(judge(permit, [list({ sub: '0600-2' }, 1), list({ test: true }, 1)], now)).toMatchObject({ state: 'unknown', why: 'no_list' })
    expect(judge({ ...permit, test: true }, [list({ test: true }, 1)], now).state).toBe('revoked')
  })
  test('security row 22: a list from the future vouches for nobody and hides no list of today, but what it takes away is believed', () => {
    const early = (value: StatusValue, seconds = 601) => list({ iat: at + seconds, exp: at + seconds + 9 }, value)
    expect(judge(permit, [early(0), list()], now)).toEqual({ state: 'valid', asOf, why: null })
    expect(judge(permit, [early(1), list()], now)).toEqual({ state: 'revoked', asOf: '2026-11-21T06:22:10.000Z', why: null })
    expect(judge(permit, [early(0), list({}, 2)], now)).toEqual({ state: 'suspended', asOf, why: null })
    expect(judge(permit, [early(0, 900), early(2)], now).state).toBe('suspended')
    expect(judge(permit, [early(0), list()], later(-400)).why).toBe('list_early')
    const old = list({ iat: at - 4 * 86_400 })
    expect(judge(permit, [early(0), old], now)).toEqual({ state: 'unknown', asOf: '2026-11-21T06:22:10.000Z', why: 'list_early' })
    expect(judge({ ...permit, till: '2026-11-20' }, [early(0)], now).state).toBe('expired')
  })
  test('a permit that ran out is never valid, with or without a list; its last day still counts', () => {
    expect(judge({ ...permit, till: '2026-11-20' }, [list()], now).state).toBe('expired')
    expect(judge({ ...permit, till: '2026-11-20' }, [], now).state).toBe('expired')
    expect(judge({ ...permit, till: '2026-11-21' }, [list()], now).state).toBe('valid')
    expect(judge({ ...permit, till: '2026-11-20' }, [list({}, 1)], now).state).toBe('revoked')
    // 20:31 UTC is already the next day in Tehran.
    expect(judge({ ...permit, till: '2026-11-21' }, [list()], new Date('2026-11-21T20:31:00Z')).state).toBe('expired')
  })
})
