import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { UpdateManifest } from '#contract/updates'
import { canonicalText } from '#main/ledger/index'
import { compareVersions, leadsBack, readManifest } from './read-manifest'
import { newReleaseKey, signManifest } from './testing/update-server'

const { keyPem, publicPem } = newReleaseKey()
const at = new Date('2026-11-21T06:00:00Z')
const good: UpdateManifest = {
  v: 1, version: '1.2.0', released: '2026-11-20T00:00:00Z', expires: '2027-03-01T00:00:00Z', minimum: '1.0.0', notes: 'تازه',
  files: [{ name: 'mohr-1.2.0-linux-amd64.deb', system: 'linux', arch: 'x64', kind: 'deb', size: 10, sha256: 'a'.repeat(64) }],
}
const read = (manifest: unknown, header?: string): unknown => readManifest(signManifest(manifest, keyPem, header), publicPem, at)

test('security row 30: a manifest that the pinned key signed is read', () => {
  expect(read(good)).toEqual({ manifest: good })
})

test('security row 30: another key, another algorithm, another type, no signature: refused', () => {
  const other = newReleaseKey()
  expect(readManifest(signManifest(good, other.keyPem), publicPem, at)).toEqual({ fault: 'signature' })
  expect(read(good, '{"alg":"none","typ":"mohr-update+jws"}')).toEqual({ fault: 'malformed' })
  expect(read(good, '{"alg":"EdDSA","typ":"permit+jws"}')).toEqual({ fault: 'malformed' })
  expect(read(good, '{"typ":"mohr-update+jws","alg":"EdDSA"}')).toEqual({ fault: 'malformed' })
  const [head, payload] = signManifest(good, keyPem).split('.')
  expect(readManifest(`${head}.${payload}.`, publicPem, at)).toEqual({ fault: 'malformed' })
  expect(readManifest(`${head}.${payload}.${'A'.repeat(86)}`, publicPem, at)).toEqual({ fault: 'signature' })
  expect(readManifest('x'.repeat(70_000), publicPem, at)).toEqual({ fault: 'too_large' })
})

test.each<[string, Partial<Record<keyof UpdateManifest | 'more', unknown>>]>([
  ['an unknown member', { more: 1 }], ['a version of two numbers', { version: '1.2' }], ['a version with a tail', { version: '1.2.0-rc1' }], ['no file', { files: [] }],
  ['a file with a path', { files: [{ ...good.files[0], name: 'mohr-../../etc/cron.d/x' }] }], ['two files of one name', { files: [good.files[0], good.files[0]] }],
  ['an unknown system', { files: [{ ...good.files[0], system: 'mac' }] }], ['a size of nothing', { files: [{ ...good.files[0], size: 0 }] }],
  ['a digest in capitals', { files: [{ ...good.files[0], sha256: 'A'.repeat(64) }] }], ['an end before the beginning', { expires: '2026-11-19T00:00:00Z' }],
  ['two years of life', { expires: '2028-11-19T00:00:00Z' }], ['a day that is none', { released: '2026-13-40T00:00:00Z' }], ['format 2', { v: 2 }],
])('signed, but with %s: malformed', (_, change) => {
  expect(read({ ...good, ...change })).toEqual({ fault: 'malformed' })
})

test('signed, but not in its one spelling: malformed', () => {
  expect(read(JSON.stringify(good))).toEqual({ fault: 'malformed' })
  expect(read(`${canonicalText(good)} `)).toEqual({ fault: 'malformed' })
})

test('a manifest holds from a day before its release until the instant it expires', () => {
  const judge = (instant: string): unknown => readManifest(signManifest(good, keyPem), publicPem, new Date(instant))
  expect(judge('2026-11-18T23:59:59Z')).toEqual({ fault: 'early' })
  expect(judge('2026-11-19T00:00:00Z')).toEqual({ manifest: good })
  expect(judge('2027-02-28T23:59:59Z')).toEqual({ manifest: good })
  expect(judge('2027-03-01T00:00:00Z')).toEqual({ fault: 'expired' })
})

test('property: no single changed character of a token is taken for the same release', () => {
  const token = signManifest(good, keyPem)
  fc.assert(fc.property(fc.nat(token.length - 1), fc.constantFrom(...'ABCxyz019-_.= '), (place, letter) => {
    fc.pre(token[place] !== letter)
    expect(readManifest(token.slice(0, place) + letter + token.slice(place + 1), publicPem, at)).toHaveProperty('fault')
  }), { numRuns: 300 })
})

const version = fc.tuple(fc.nat(99_999), fc.nat(99_999), fc.nat(99_999)).map((numbers) => numbers.join('.'))

test('property: versions are ordered as their numbers are', () => {
  expect(compareVersions('0.10.0', '0.9.9')).toBeGreaterThan(0)
  fc.assert(fc.property(version, version, version, (a, b, c) => {
    expect(Math.sign(compareVersions(a, b))).toBe(0 - Math.sign(compareVersions(b, a)))
    if (compareVersions(a, b) <= 0 && compareVersions(b, c) <= 0) expect(compareVersions(a, c)).toBeLessThanOrEqual(0)
  }))
})

test('property: what is lower than the running version, or than the highest ever offered, leads back', () => {
  fc.assert(fc.property(version, version, version, (offered, running, highest) => {
    const back = leadsBack({ ...good, version: offered }, { running, version: highest, released: null })
    expect(back).toBe(compareVersions(offered, running) < 0 || compareVersions(offered, highest) < 0)
  }))
  expect(leadsBack(good, { running: '1.2.0', version: '1.2.0', released: '2026-11-20T00:00:01Z' })).toBe(true)
  expect(leadsBack(good, { running: '1.2.0', version: '1.2.0', released: good.released })).toBe(false)
})
