import { createPublicKey, verify, constants, type JsonWebKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { fromBase64url } from '#contract/verify/base64url'
import { readCanonical } from '#contract/verify/canonical-json'
import { openToken } from '#contract/verify/compact-token'
import { canonicalText } from '#main/ledger/index'
import { importPublicKey } from './key-policy'
import { signatureCheck, verifyJws } from './compact-jws'

type Case = { tcId: number; comment: string; result: 'valid' | 'invalid' }
const read = <T>(name: string): T => JSON.parse(readFileSync(join(import.meta.dirname, 'testing/vectors', name), 'utf8')) as T
const pss = read<{ testGroups: { publicKeyPem: string; publicKeyDer: string; tests: (Case & { msg: string; sig: string })[] }[] }>('rsa_pss_3072_sha256_mgf1_32_test.json')
const jws = read<{ testGroups: { public: JsonWebKey; tests: (Case & { jws: string })[] }[] }>('json_web_signature_ps256_test.json')
const jcs = read<Record<string, { input: string; output: string }>>('jcs.json')
const cookbook = read<{ input: { key: JsonWebKey; payload: string }; output: { compact: string } }>('rfc7520_4_2.json')

describe('signing row 30: public vectors', () => {
  test('Wycheproof, RSASSA-PSS 3072, SHA-256, salt 32: 63 accepted, 45 refused, by the office’s arithmetic and the bank page’s', async () => {
    const found: [number, string, boolean, boolean][] = []
    for (const { publicKeyPem, publicKeyDer, tests } of pss.testGroups) {
      const fits = signatureCheck(importPublicKey(publicKeyPem))
      const web = await crypto.subtle.importKey('spki', Buffer.from(publicKeyDer, 'hex'), { name: 'RSA-PSS', hash: 'SHA-256' }, false, ['verify'])
      for (const { tcId, msg, sig, result } of tests) {
        const [message, signature] = [new Uint8Array(Buffer.from(msg, 'hex')), new Uint8Array(Buffer.from(sig, 'hex'))]
        found.push([tcId, result, fits(message, signature), signature.length === 384 && await crypto.subtle.verify({ name: 'RSA-PSS', saltLength: 32 }, web, signature, message)])
      }
    }
    expect(found).toHaveLength(108)
    expect(found.filter(([, result, ours, page]) => ours !== (result === 'valid') || page !== ours)).toEqual([])
  })

  test('Wycheproof, JSON Web Signature with PS256: not one is taken for a document of ours, and no forged one by its signature', () => {
    const taken: string[] = []
    let sound = 0
    for (const { public: jwk, tests } of jws.testGroups) {
      const key = createPublicKey({ key: jwk, format: 'jwk' })
      const check = signatureCheck(key)
      const publicPem = key.export({ type: 'spki', format: 'pem' }).toString()
      for (const { tcId, jws: token, result, comment } of tests) {
        const [header = '', payload = '', last = ''] = token.split('.')
        const signature = fromBase64url(last)
        const fits = signature !== null && check(Buffer.from(`${header}.${payload}`), signature)
        if (fits) sound += 1
        if (fits && result === 'invalid') taken.push(`${tcId} ${comment}`)
        for (const typ of ['permit+jws', 'statuslist+jwt', 'batch+jws', 'trust+jws', 'absence+jws'] as const) {
          if (verifyJws(token, typ, [{ kid: String(jwk['kid']), publicPem, use: 'director' }]).ok) taken.push(`${tcId} as ${typ}`)
        }
      }
    }
    expect(taken).toEqual([])
    expect(sound).toBeGreaterThan(0)
  })

  test.each(Object.entries(jcs))('RFC 8785, its author’s pair %s: written as the output, the output read back, the input refused as not canonical', (_, { input, output }) => {
    const value: unknown = JSON.parse(input)
    expect(canonicalText(value)).toBe(output)
    expect(readCanonical(output)).toEqual({ value: JSON.parse(output) })
    expect(readCanonical(input)).toBeNull()
  })

  test('RFC 7520 §4.2: its PS384 example verifies as it should, and is no document of ours: one algorithm, one form', () => {
    const [header = '', payload = '', signature = ''] = cookbook.output.compact.split('.')
    expect(Buffer.from(payload, 'base64url').toString()).toBe(cookbook.input.payload)
    const { kty, n, e } = cookbook.input.key
    const key = createPublicKey({ key: { kty: kty!, n: n!, e: e! }, format: 'jwk' })
    expect(verify('sha384', Buffer.from(`${header}.${payload}`), { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 48 }, Buffer.from(signature, 'base64url'))).toBe(true)
    expect(openToken(cookbook.output.compact, 'permit+jws')).toEqual({ reason: 'header' })
    expect(() => importPublicKey(key.export({ type: 'spki', format: 'pem' }).toString())).toThrow()
  })
})
