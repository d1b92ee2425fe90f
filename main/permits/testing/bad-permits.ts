import { constants } from 'node:crypto'
import type { VerdictReason } from '#contract/permits'
import { canonicalText } from '#main/ledger/index'
import { rawToken } from '#main/signing/testing/raw-token'
import type { TestKey } from '#main/signing/testing/key-pair'
import { forgedPss, plusModulus, type Forgery } from './forged-pss'
import { bytesWith, sampleConfirmation, samplePermit } from './sample-permit'

export type BadPermit = { name: string; text: string; reason: VerdictReason }

const b64 = (text: string | Uint8Array): string => Buffer.from(text).toString('base64url')

/** A signature of this key that begins with a zero byte: PSS is randomised, one in 256 does. */
const withLeadingZero = (key: TestKey, header: object, payload: string): [string, Buffer] => {
  for (;;) {
    const token = rawToken(key, header, payload)
    const [h = '', p = '', s = ''] = token.split('.')
    const signature = Buffer.from(s, 'base64url')
    if (signature[0] === 0) return [`${h}.${p}`, signature]
  }
}

/**
 * What must be refused, and why (design: signing, strictness): every verifier of ours is held to this list. Each is a real
 * signature of these keys unless its name says otherwise.
 */
export const badPermits = (director: TestKey, seal: TestKey, stranger: TestKey): BadPermit[] => {
  const header = { alg: 'PS256', kid: director.kid, typ: 'permit+jws' }
  const text = bytesWith(samplePermit)
  const signed = (payload: string | Uint8Array, change: object = {}): string => rawToken(director, { ...header, ...change }, payload)
  const good = signed(text)
  const [h = '', p = '', s = ''] = good.split('.')
  const [zeroSigned, zeroSignature] = withLeadingZero(director, header, text)
  const forged = (forgery: Forgery): string => `${h}.${p}.${b64(forgedPss(director, `${h}.${p}`, forgery))}`
  const other = signed(bytesWith(samplePermit, { name: 'مریم آزمایشی' })).split('.')
  const bad = (reason: VerdictReason, cases: Record<string, string>): BadPermit[] =>
    Object.entries(cases).map(([name, token]) => ({ name, text: token, reason }))
  return [
    ...bad('form', {
      'a space in the signature': `${h}.${p}.${s.slice(0, 40)} ${s.slice(40)}`,
      'a space before': ` ${good}`,
      'a tab after': `${good}\t`,
      'two line breaks after': `${good}\n\n`,
      'a line break inside': `${h}.\n${p}.${s}`,
      'padding': `${h}.${p}.${s}==`,
      'the alphabet of plain base64': `${h}.${p}.${s.slice(0, 10)}+/${s.slice(12)}`,
      'two parts': `${h}.${p}`,
      'four parts': `${good}.AA`,
      'an empty signature': `${h}.${p}.`,
      'a detached payload': `${h}..${s}`,
      'the JSON serialisation': JSON.stringify({ protected: h, payload: p, signature: s }),
      'last bits that are not zero': `e31.${p}.${s}`,
      'a byte order mark': `\uFEFF${good}`,
      'a zero-width space': `${h}.${p}\u200B.${s}`,
      'Persian digits': good.replace(/\d/, '۵'),
      'a code cut off after the second part': good.slice(0, h.length + 1 + 20),
      'words': 'مجوز معتبر است',
    }),
    ...bad('too_large', {
      'a token of one megabyte': `${h}.${'A'.repeat(1024 * 1024)}.${s}`,
      'nine thousand characters of the right alphabet': 'A'.repeat(9000),
    }),
    ...bad('header', {
      'a header with a space': rawToken(director, JSON.stringify(header).replace(':', ': '), text),
      'a header in another order': rawToken(director, JSON.stringify({ typ: header.typ, kid: header.kid, alg: header.alg }), text),
      'a doubled alg': rawToken(director, JSON.stringify(header).replace('{', '{"alg":"none",'), text),
      'a crit': signed(text, { crit: ['b64'] }),
      'a jku': rawToken(director, canonicalText({ ...header, jku: 'https://example.ir/keys' }), text),
      'a jwk': rawToken(director, canonicalText({ ...header, jwk: director.publicKey.export({ format: 'jwk' }) }), text),
      'no kid': rawToken(director, canonicalText({ alg: 'PS256', typ: 'permit+jws' }), text),
      'a header that is no object': rawToken(director, '[]', text),
      'a kid that is a number': rawToken(director, canonicalText({ ...header, kid: 1 }), text),
      'a manifest that is null': rawToken(director, canonicalText({ ...header, bat: null }), text),
      'a manifest digest too short': rawToken(director, canonicalText({ ...header, bat: 'A'.repeat(42) }), text),
      'a manifest digest in a second spelling': rawToken(director, canonicalText({ ...header, bat: 'A'.repeat(42) + 'B' }), text),
      'a manifest after the type': rawToken(director, JSON.stringify({ ...header, bat: 'A'.repeat(43) }), text),
      'a manifest and one member more': rawToken(director, canonicalText({ ...header, bat: 'A'.repeat(43), del: 'A'.repeat(43) }), text),
      'a manifest on what the seal signed': rawToken(seal, canonicalText({ ...header, bat: 'A'.repeat(43), kid: seal.kid }), bytesWith(sampleConfirmation)),
      'a manifest on a referral': rawToken(director, canonicalText({ ...header, bat: 'A'.repeat(43), typ: 'referral+jws' }), text),
    }),
    ...bad('algorithm', {
      'alg none': `${b64(canonicalText({ ...header, alg: 'none' }))}.${p}.AA`,
      'alg none, signed all the same': signed(text, { alg: 'none' }),
      'RS256, so signed': rawToken(director, { ...header, alg: 'RS256' }, text, { padding: constants.RSA_PKCS1_PADDING }),
      'HS256': signed(text, { alg: 'HS256' }),
      'PS512': signed(text, { alg: 'PS512' }),
      'ps256 in small letters': signed(text, { alg: 'ps256' }),
    }),
    ...bad('type', {
      'a referral': signed(text, { typ: 'referral+jws' }),
      'a status list': signed(text, { typ: 'statuslist+jwt' }),
      'a JWT': signed(text, { typ: 'JWT' }),
    }),
    ...bad('signer_unknown', {
      'a stranger\'s permit': rawToken(stranger, { ...header, kid: stranger.kid }, text),
      'the kid with a space': signed(text, { kid: `${director.kid} ` }),
      'a kid like a path': signed(text, { kid: '../../keys' }),
    }),
    ...bad('signature', {
      'a stranger\'s signature under our kid': rawToken(stranger, header, text),
      'another permit\'s signature': `${h}.${other[1]!}.${s}`,
      'a leading zero byte left out': `${zeroSigned}.${b64(zeroSignature.subarray(1))}`,
      'a leading zero byte added': `${h}.${p}.${b64(Buffer.concat([Buffer.from([0]), Buffer.from(s, 'base64url')]))}`,
      'a signature of zeros': `${h}.${p}.${b64(Buffer.alloc(384))}`,
      'the modulus added to it': `${h}.${p}.${b64(plusModulus(director, () => forgedPss(director, `${h}.${p}`)))}`,
      'SHA-1 throughout': forged({ hash: 'sha1' }),
      'SHA-512 throughout': forged({ hash: 'sha512' }),
      'a mask of SHA-1': forged({ mgf: 'sha1' }),
      'no salt': forged({ saltLength: 0 }),
      'a salt of 31 bytes': forged({ saltLength: 31 }),
      'a salt of 33 bytes': forged({ saltLength: 33 }),
      'the longest salt': forged({ saltLength: 350 }),
      'another trailer': forged({ trailer: 0xcc }),
      'another separator': forged({ separator: 2 }),
      'a padding that is not zero': forged({ padding: 1 }),
      'all ones': `${h}.${p}.${b64(Buffer.alloc(384, 255))}`,
      'half a signature': `${h}.${p}.${s.slice(0, 256)}`,
      'PKCS#1 v1.5 under PS256': rawToken(director, header, text, { padding: constants.RSA_PKCS1_PADDING }),
      'a salt of 20 bytes': rawToken(director, header, text, { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 20 }),
      'one letter of the payload': `${h}.${p.slice(0, 99)}${p[99] === 'A' ? 'B' : 'A'}${p.slice(100)}.${s}`,
      'the seal\'s signature under the director\'s kid': rawToken(seal, header, text),
    }),
    ...bad('encoding', {
      'bytes that are no UTF-8': signed(Buffer.concat([Buffer.from(text.slice(0, -2)), Buffer.from([0xff]), Buffer.from('"}')])),
      'an overlong slash': signed(Buffer.from([0x22, 0xc0, 0xaf, 0x22])),
    }),
    ...bad('canonical', {
      'a doubled member': signed(text.replace('"act"', '"act":"independent","act"')),
      'a doubled member with two names': signed(text.replace('"name":', '"name":"کسی دیگر","name":')),
      'a space': signed(text.replace(':', ': ')),
      'a line break at the end': signed(`${text}\n`),
      'another order': signed(JSON.stringify(samplePermit)),
      'an escaped letter': signed(text.replace('independent', '\\u0069ndependent')),
      'an escaped slash': signed(text.replace('خیاطی', 'خیاطی\\/')),
      '1.0 for 1': signed(text.replace('"v":1', '"v":1.0')),
      '1e0 for 1': signed(text.replace('"v":1', '"v":1e0')),
      'a lone surrogate': signed(text.replace('خیاطی', '\\ud800')),
      'a byte order mark in the payload': signed(`\uFEFF${text}`),
      'a payload cut off': signed(text.slice(0, -20)),
      'a payload of brackets': signed('['.repeat(3000)),
      'no JSON': signed('permit'),
    }),
    ...bad('payload', {
      'an unknown member': signed(bytesWith(samplePermit, { amount: 5 })),
      'a member named __proto__': signed(text.replace('"act"', '"__proto__":1,"act"')),
      'a null': signed(bytesWith(samplePermit, { till: null })),
      'version 2': signed(bytesWith(samplePermit, { v: 2 })),
      'version true': signed(bytesWith(samplePermit, { v: true })),
      'no name': signed(bytesWith(samplePermit, { name: undefined })),
      'a name with a bidi override': signed(bytesWith(samplePermit, { name: 'زهرا\u202Eالف' })),
      'a name that is not NFC': signed(bytesWith(samplePermit, { name: 'a\u0301' })),
      'a whole national ID': signed(bytesWith(samplePermit, { id4: '0013542419' })),
      'digits of another script': signed(bytesWith(samplePermit, { id4: '۰۰۱۳' })),
      'a wrong check digit': signed(bytesWith(samplePermit, { no: 'P-0600-1405-01-00042-8' })),
      'a number of another unit': signed(bytesWith(samplePermit, { iss: '0700' })),
      'a thirtieth of February at eight': signed(bytesWith(samplePermit, { at: '2026-02-30T08:00:00Z' })),
      'the twenty-fifth hour': signed(bytesWith(samplePermit, { at: '2026-11-21T25:00:00Z' })),
      'midnight as 24:00': signed(bytesWith(samplePermit, { at: '2026-11-21T24:00:00Z' })),
      'an instant with a fraction': signed(bytesWith(samplePermit, { at: '2026-11-21T08:00:00.000Z' })),
      'an instant of Tehran': signed(bytesWith(samplePermit, { at: '2026-11-21T11:30:00+03:30' })),
      'a number with the short year': signed(bytesWith(samplePermit, { no: 'P-0600-05-01-00042-1' })),
      'an impossible day': signed(bytesWith(samplePermit, { on: '2026-02-30' })),
      'a place outside the list': signed(bytesWith(samplePermit, { st: '0600-1:131072' })),
      'a place with a leading zero': signed(bytesWith(samplePermit, { st: '0600-1:041872' })),
      'test false': signed(bytesWith(samplePermit, { test: false })),
      'a confirmation by the director\'s key': signed(bytesWith(sampleConfirmation)),
      'a permit by the seal': rawToken(seal, { ...header, kid: seal.kid }, text),
      'an array': signed('[]'),
    }),
  ]
}

/** The same for a verifier that has a judge of its own for letters to a bank: a permit under their name is no such letter. */
export const badWhereLettersAreJudged = (...keys: Parameters<typeof badPermits>): BadPermit[] =>
  badPermits(...keys).map((one) => (one.name === 'a referral' ? { ...one, reason: 'payload' } : one))
