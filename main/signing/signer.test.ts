import { constants, verify } from 'node:crypto'
import { NodeRSA } from 'node-rsa'
import { expect, test, vi } from 'vitest'
import { canonicalText } from '#main/ledger/index'
import { verifyJws } from './compact-jws'
import { admitKey, importPublicKey, KeyOutsidePolicy, kidOf } from './key-policy'
import { SignatureFaulty } from './jws-frame'
import { openSigner } from './signer'
import { makeTestKey } from './testing/key-pair'

const key = makeTestKey()
const text = canonicalText({ a: 'زهرا نمونه‌پور', b: 1 })

test('a signer makes a PS256 JWS that node:crypto verifies with a salt of exactly 32 bytes', () => {
  const signer = openSigner(key.der(), 'director')
  const [header = '', payload = '', signature = ''] = signer.sign('permit+jws', text).split('.')
  expect(Buffer.from(header, 'base64url').toString()).toBe(`{"alg":"PS256","kid":"${key.kid}","typ":"permit+jws"}`)
  expect(Buffer.from(payload, 'base64url').toString()).toBe(text)
  const bytes = Buffer.from(signature, 'base64url')
  expect(bytes).toHaveLength(384)
  const check = (saltLength: number): boolean =>
    verify('sha256', Buffer.from(`${header}.${payload}`), { key: key.publicKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength }, bytes)
  expect([20, 31, 32, 33].filter(check)).toEqual([32])
  signer.close()
})

test('the same text signed twice gives two signatures and one meaning', () => {
  const signer = openSigner(key.der(), 'director')
  const [one, two] = [signer.sign('referral+jws', text), signer.sign('referral+jws', text)]
  expect(one).not.toBe(two)
  for (const token of [one, two]) expect(verifyJws(token, 'referral+jws', [key])).toMatchObject({ ok: true, text })
})

test('the private bytes are wiped when the signer is opened, and a closed signer signs nothing', async () => {
  const der = key.der()
  const signer = openSigner(der, 'director')
  expect(der.every((byte) => byte === 0)).toBe(true)
  signer.sign('permit+jws', text)
  await signer.signBeside('permit+jws', text)
  signer.close()
  expect(() => signer.sign('permit+jws', text)).toThrow()
  await expect(signer.signBeside('permit+jws', text)).rejects.toThrow('closed')
})

test('a signature made in the thread pool is the same kind of document', async () => {
  const signer = openSigner(key.der(), 'director')
  const tokens = await Promise.all(Array.from({ length: 8 }, () => signer.signBeside('permit+jws', text)))
  signer.close()
  expect(new Set(tokens).size).toBe(8)
  for (const token of tokens) expect(verifyJws(token, 'permit+jws', [key])).toMatchObject({ ok: true, text })
})

test('a signature of a long list, made by threads of its own, is the same kind of document; closing ends them', async () => {
  const signer = openSigner(key.der(), 'director')
  signer.expect(200)
  const tokens = await Promise.all(Array.from({ length: 60 }, () => signer.signBeside('permit+jws', text)))
  signer.close()
  expect(new Set(tokens).size).toBe(60)
  for (const token of tokens) expect(verifyJws(token, 'permit+jws', [key])).toMatchObject({ ok: true, text })
  await expect(signer.signBeside('permit+jws', text)).rejects.toThrow('closed')
})

test('a signature that came out wrong never leaves the signer', () => {
  const signer = openSigner(key.der(), 'director')
  // `sign` without an encoding gives bytes; the spy sees only its last overload.
  const wrong = (length: number) => Buffer.alloc(length, 1) as unknown as string
  const faulty = vi.spyOn(NodeRSA.prototype, 'sign').mockReturnValue(wrong(384))
  expect(() => signer.sign('permit+jws', text)).toThrow(SignatureFaulty)
  faulty.mockReturnValue(wrong(383))
  expect(() => signer.sign('permit+jws', text)).toThrow(SignatureFaulty)
  faulty.mockRestore()
  expect(verifyJws(signer.sign('permit+jws', text), 'permit+jws', [key]).ok).toBe(true)
})

test.each([['2048 bits', 2048, 65537], ['exponent 3', 3072, 3]])('a key outside policy neither signs nor verifies: %s', (_, bits, e) => {
  const weak = makeTestKey('director', bits, e)
  const der = weak.der()
  expect(() => openSigner(der, 'director')).toThrow(KeyOutsidePolicy)
  expect(der.every((byte) => byte === 0)).toBe(true)
  expect(() => importPublicKey(weak.publicPem)).toThrow(KeyOutsidePolicy)
  expect(() => admitKey(weak.publicKey)).toThrow(KeyOutsidePolicy)
})

test('a key is named by its use and its own digest', () => {
  expect(kidOf(key.publicKey, 'director')).toMatch(/^d-[A-Za-z0-9_-]{16}$/)
  expect(kidOf(key.publicKey, 'seal').slice(2)).toBe(key.kid.slice(2))
  expect(kidOf(key.publicKey, 'seal')).toMatch(/^s-/)
})

test('bare bytes (a request, a certificate) are signed by the same rule', () => {
  const signer = openSigner(key.der(), 'director')
  const bytes = Buffer.from([0x30, 0x03, 0x02, 0x01, 0x07])
  const signature = signer.signBytes(bytes)
  signer.close()
  const check = (saltLength: number, over = bytes): boolean =>
    verify('sha256', over, { key: key.publicKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength }, signature)
  expect(signature).toHaveLength(384)
  expect([20, 31, 32, 33].filter((length) => check(length))).toEqual([32])
  expect(check(32, Buffer.from([0x30, 0x03, 0x02, 0x01, 0x08]))).toBe(false)
})
