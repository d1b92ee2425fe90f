import { constants, createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sha256 } from '#main/ledger/index'
import { openSigner } from '#main/signing/index'
import { makeTestKey } from '#main/signing/testing/key-pair'
import { rawToken } from '#main/signing/testing/raw-token'
import { bytesWith, sampleConfirmation, samplePermit, sampleSupporter } from './testing/sample-permit'
import { faceDigest, faceFits, permitTextOfFile, verifyPermitText } from './verify-permit'

const director = makeTestKey('director')
const seal = makeTestKey('seal')
const keys = [director, seal]
const header = { alg: 'PS256', kid: director.kid, typ: 'permit+jws' }
const signed = (payload: string): string => rawToken(director, header, payload)
const reasonOf = (token: string, trusted = keys): string => {
  const verdict = verifyPermitText(token, trusted)
  return verdict.outcome === 'valid' ? 'valid' : verdict.reason
}
const good = signed(bytesWith(samplePermit))
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

describe('what is accepted', () => {
  test('a permit and a confirmation of our own signer, with all that a reader needs', () => {
    const signer = openSigner(director.der(), 'director')
    expect(verifyPermitText(signer.sign('permit+jws', bytesWith(samplePermit)), keys))
      .toEqual({ outcome: 'valid', payload: samplePermit, kid: director.kid, test: false, digest: sha256(bytesWith(samplePermit)) })
    signer.close()
    const sealed = openSigner(seal.der(), 'seal')
    expect(verifyPermitText(sealed.sign('permit+jws', bytesWith(sampleConfirmation)), keys)).toMatchObject({ outcome: 'valid', payload: sampleConfirmation })
    sealed.close()
  })

  test('a training permit says so', () => {
    expect(verifyPermitText(signed(bytesWith(samplePermit, { test: true })), keys)).toMatchObject({ outcome: 'valid', test: true })
  })

  test('S0-16: a supporter’s permit with whom it covers, and one that follows another (S0-13)', () => {
    for (const act of ['independent', 'covered', 'supporter_natural', 'supporter_legal']) expect(reasonOf(signed(bytesWith(samplePermit, { act }))), act).toBe('valid')
    expect(verifyPermitText(signed(bytesWith(sampleSupporter)), keys)).toMatchObject({ outcome: 'valid', payload: sampleSupporter })
  })

  test('one line break at the end of a file is the file\'s, a second one or a space is not', () => {
    for (const end of ['', '\n', '\r\n']) expect(reasonOf(permitTextOfFile(good + end))).toBe('valid')
    for (const end of ['\n\n', ' ', ' \n', '\n ']) expect(reasonOf(permitTextOfFile(good + end)), JSON.stringify(end)).toBe('form')
    expect(reasonOf(`${good}\n`)).toBe('form')
  })
})

describe('one spelling for every permit', () => {
  test('every change of any one character is refused', () => {
    fc.assert(fc.property(fc.nat(good.length - 1), fc.constantFrom(...alphabet), (at, letter) => {
      fc.pre(good[at] !== letter)
      expect(reasonOf(good.slice(0, at) + letter + good.slice(at + 1))).not.toBe('valid')
    }), { numRuns: 1500 })
  })

  test('no position at all may be changed, left out or doubled', () => {
    for (let at = 0; at < good.length; at += 1) {
      const other = alphabet[(alphabet.indexOf(good[at]!) + 1) % 64]!
      expect(reasonOf(good.slice(0, at) + other + good.slice(at + 1)), `changed at ${at}`).not.toBe('valid')
      expect(reasonOf(good.slice(0, at) + good.slice(at + 1)), `left out at ${at}`).not.toBe('valid')
      expect(reasonOf(good.slice(0, at) + good[at]! + good.slice(at)), `doubled at ${at}`).not.toBe('valid')
    }
  })

  test('a space, a line break, padding or the other alphabet at any place is refused', () => {
    fc.assert(fc.property(fc.nat(good.length), fc.constantFrom(' ', '\n', '\r', '\t', '=', '==', '+', '/', '.', '\u200C', '\u0000'), (at, extra) => {
      expect(reasonOf(good.slice(0, at) + extra + good.slice(at))).toBe('form')
    }))
  })

  test('spare bits in the last character of a part are refused', () => {
    const [h = '', , s = ''] = good.split('.')
    const payload = Buffer.from(bytesWith(samplePermit, { name: 'زهرا نمونه‌پورا' }))
    const spare = [bytesWith(samplePermit), payload.toString()].map((text) => rawToken(director, header, text).split('.')[1]!)
      .find((part) => part.length % 4 !== 0)!
    const last = alphabet[alphabet.indexOf(spare.at(-1)!) + 1]!
    expect(Buffer.from(spare.slice(0, -1) + last, 'base64url').equals(Buffer.from(spare, 'base64url'))).toBe(true)
    expect(reasonOf(`${h}.${spare.slice(0, -1)}${last}.${s}`)).toBe('form')
  })

  test('text that is no token at all never throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
      expect(reasonOf(text)).not.toBe('valid')
    }))
    expect(['', '..', 'a.b', 'a.b.c.d', '{}'].map((text) => reasonOf(text))).toEqual(['form', 'form', 'form', 'form', 'form'])
  })

  test('a token of a megabyte is refused for its size, well formed or not', () => {
    expect(reasonOf(`${'a'.repeat(500_000)}.${'b'.repeat(500_000)}.c`)).toBe('too_large')
    expect(reasonOf(' '.repeat(1_000_000))).toBe('too_large')
  })
})

describe('the header', () => {
  const text = bytesWith(samplePermit)
  test.each([
    ['alg none', { ...header, alg: 'none' }, 'algorithm'],
    ['alg RS256', { ...header, alg: 'RS256' }, 'algorithm'],
    ['alg PS384', { ...header, alg: 'PS384' }, 'algorithm'],
    ['another type', { ...header, typ: 'referral+jws' }, 'type'],
    ['no type', { alg: 'PS256', kid: director.kid }, 'header'],
    ['an extra member', { ...header, x5u: 'https://evil.example' }, 'header'],
    ['crit', { alg: 'PS256', crit: ['b64'], kid: director.kid, typ: 'permit+jws' }, 'header'],
    ['an embedded key', { alg: 'PS256', jwk: {}, kid: director.kid, typ: 'permit+jws' }, 'header'],
    ['a number as kid', { ...header, kid: 7 }, 'header'],
    ['another order', `{"kid":"${director.kid}","alg":"PS256","typ":"permit+jws"}`, 'header'],
    ['a doubled member', `{"alg":"none","alg":"PS256","kid":"${director.kid}","typ":"permit+jws"}`, 'header'],
    ['an array', '["PS256"]', 'header'],
    ['no JSON', 'PS256', 'header'],
    ['an unknown signer', { ...header, kid: 'd-AAAAAAAAAAAAAAAA' }, 'signer_unknown'],
  ])('%s is refused', (_, head, reason) => {
    expect(reasonOf(rawToken(director, head, text))).toBe(reason)
  })

  test('an unsigned token with alg none, and one "signed" with the public key as an HMAC secret, are refused', () => {
    const b64 = (t: string): string => Buffer.from(t).toString('base64url')
    const none = `${b64(JSON.stringify({ ...header, alg: 'none' }))}.${b64(text)}`
    expect(reasonOf(`${none}.`)).toBe('form')
    expect(reasonOf(`${none}.AA`)).toBe('algorithm')
    const hs = `${b64(JSON.stringify({ ...header, alg: 'HS256' }))}.${b64(text)}`
    expect(reasonOf(`${hs}.${createHmac('sha256', director.publicPem).update(hs).digest('base64url')}`)).toBe('algorithm')
  })

  test('a key that is too short, or no key, counts as an unknown signer', () => {
    const weak = makeTestKey('director', 2048)
    expect(reasonOf(rawToken(weak, { ...header, kid: weak.kid }, text), [weak])).toBe('signer_unknown')
    expect(reasonOf(good, [{ ...director, publicPem: 'not a key' }])).toBe('signer_unknown')
    expect(reasonOf(good, [])).toBe('signer_unknown')
  })
})

describe('the signature', () => {
  const [h = '', p = '', s = ''] = good.split('.')
  const bytes = Buffer.from(s, 'base64url')
  test.each([
    ['a zero in front (CVE-2020-14968)', Buffer.concat([Buffer.from([0]), bytes])],
    ['a byte behind', Buffer.concat([bytes, Buffer.from([0])])],
    ['one byte short', bytes.subarray(1)],
    ['all zero', Buffer.alloc(384)],
    ['all ones', Buffer.alloc(384, 255)],
  ])('%s is refused', (_, signature) => {
    expect(reasonOf(`${h}.${p}.${signature.toString('base64url')}`)).toBe('signature')
  })

  test('a signature of the same key over the same text in the old padding, or with another salt, is refused', () => {
    expect(reasonOf(rawToken(director, header, bytesWith(samplePermit), { padding: constants.RSA_PKCS1_PADDING }))).toBe('signature')
    for (const saltLength of [0, 20, 31, 33]) {
      expect(reasonOf(rawToken(director, header, bytesWith(samplePermit), { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength }))).toBe('signature')
    }
  })

  test('a signature by another key under this key\'s name is refused', () => {
    expect(reasonOf(rawToken(makeTestKey(), header, bytesWith(samplePermit)))).toBe('signature')
  })

  test('a signature that belongs to another permit is refused', () => {
    const other = signed(bytesWith(samplePermit, { name: 'مریم آزمایشی' }))
    expect(reasonOf([h, other.split('.')[1], s].join('.'))).toBe('signature')
  })
})

describe('the payload, though really signed', () => {
  const text = bytesWith(samplePermit)
  test.each([
    ['bytes that are no UTF-8', Buffer.concat([Buffer.from(text.slice(0, -2)), Buffer.from([0xff]), Buffer.from('"}')]), 'encoding'],
    ['a byte order mark', `\uFEFF${text}`, 'canonical'],
    ['a space', text.replace(':', ': '), 'canonical'],
    ['a doubled member', text.replace('"act"', '"act":"independent","act"'), 'canonical'],
    ['an escaped letter', text.replace('independent', '\\u0069ndependent'), 'canonical'],
    ['another order', JSON.stringify(samplePermit), 'canonical'],
    ['1.0 for 1', text.replace('"v":1', '"v":1.0'), 'canonical'],
    ['no JSON', 'permit', 'canonical'],
    ['an array', '[]', 'payload'],
  ])('%s is refused', (_, payload, reason) => {
    expect(reasonOf(rawToken(director, header, payload))).toBe(reason)
  })

  test.each<[string, Record<string, unknown>]>([
    ['an unknown member', { x: 1 }], ['a null', { till: null }], ['version 2', { v: 2 }], ['another kind', { k: 'licence' }],
    ['no name', { name: undefined }], ['an empty name', { name: '' }], ['a name with a bidi override', { name: 'زهرا\u202Eالف' }],
    ['a name with a hidden mark', { name: 'زهرا\u200Fالف' }], ['a name that is not NFC', { name: 'a\u0301' }],
    ['a whole national ID', { id4: '0013542419' }], ['a birth date', { birth: '1990-01-01' }], ['a wrong check digit', { no: 'P-0600-1405-01-00042-8' }],
    ['a number of another unit', { iss: '0601' }], ['a confirmation\'s number', { no: 'C-0603-1405-02-00311-4' }], ['the seal\'s post', { post: 'seal' }],
    ['an impossible day', { on: '2026-02-30' }], ['a place outside the list', { st: '0600-1:131072' }], ['a place written twice', { st: '0600-1:0041872' }],
    ['no activity type', { act: undefined }], ['an unknown activity type', { act: 'cooperative' }], ['nobody covered', { cov: 0 }], ['half a person covered', { cov: 1.5 }],
    ['a count as text', { cov: '40' }], ['a predecessor that is no digest', { prev: 'P-0600-1405-01-00042-7' }], ['an impossible last day', { till: '2027-02-30' }],
    ['test false', { test: false }], ['a visit day on a permit', { vis: '2027-01-05' }], ['a short face', { face: 'abc' }],
  ])('%s is refused', (_, change) => {
    expect(reasonOf(signed(bytesWith(samplePermit, change)))).toBe('payload')
  })

  test('a director\'s key makes no confirmation, and the seal makes no permit', () => {
    expect(reasonOf(signed(bytesWith(sampleConfirmation)))).toBe('payload')
    expect(reasonOf(rawToken(seal, { ...header, kid: seal.kid }, text))).toBe('payload')
  })
})

test('the face fits its own payload only', () => {
  const face = { address: 'اهواز، کیانپارس', postalCode: '6155712345', fatherName: 'حسن', nationalId: '1741960013', salt: 'AAAAAAAAAAAAAAAAAAAAAA' }
  const payload = { ...samplePermit, face: faceDigest(face) }
  expect(faceFits(payload, face)).toBe(true)
  expect(faceFits(payload, { ...face, representative: 'مدیرعامل' })).toBe(false)
  for (const change of Object.keys(face)) expect(faceFits(payload, { ...face, [change]: `${face[change as keyof typeof face]}0` }), change).toBe(false)
})
