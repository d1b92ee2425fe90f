import { constants, sign } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromBase64url } from '#contract/verify/base64url'
import { openToken } from '#contract/verify/compact-token'
import { decodeBase64url, signatureCheck } from './compact-jws'
import { makeTestKey } from './testing/key-pair'

const letters = fc.constantFrom(...'ABYZabyz0189-_+/= .\n', 'é', '۵')

test('the engine’s decoder reads exactly what the strict one reads', () => {
  fc.assert(fc.property(fc.oneof(fc.string({ unit: letters, maxLength: 40 }), fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes).toString('base64url')), fc.base64String()), (text) => {
    const strict = fromBase64url(text)
    expect(decodeBase64url(text), text).toEqual(strict === null ? null : Buffer.from(strict))
  }), { numRuns: 3000 })
})

test('a token has three parts of the alphabet and none is empty, whichever decoder reads it', () => {
  const parts = fc.array(fc.oneof(fc.constant(''), fc.string({ unit: letters, minLength: 1, maxLength: 6 })), { minLength: 1, maxLength: 5 })
  fc.assert(fc.property(parts, (some) => {
    const token = some.join('.')
    const opened = openToken(token, 'permit+jws', decodeBase64url)
    expect(opened).toEqual(openToken(token, 'permit+jws'))
    if (!/^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/.test(token)) expect(opened).toEqual({ reason: 'form' })
  }), { numRuns: 2000 })
})

test('RFC 7518 §3.5: a check takes PSS with a salt of 32 bytes and no other signature of the same key', () => {
  const key = makeTestKey()
  const bytes = Buffer.from('a.b')
  const fits = signatureCheck(key.publicKey)
  const made = (padding: number, saltLength?: number): Buffer => sign('sha256', bytes, { key: key.privateKey, padding, saltLength })
  expect(fits(bytes, made(constants.RSA_PKCS1_PSS_PADDING, 32))).toBe(true)
  for (const saltLength of [0, 20, 31, 33, constants.RSA_PSS_SALTLEN_MAX_SIGN]) expect(fits(bytes, made(constants.RSA_PKCS1_PSS_PADDING, saltLength)), `salt ${saltLength}`).toBe(false)
  expect(fits(bytes, made(constants.RSA_PKCS1_PADDING)), 'PKCS #1 v1.5').toBe(false)
  expect(fits(Buffer.from('a.c'), made(constants.RSA_PKCS1_PSS_PADDING, 32))).toBe(false)
})
