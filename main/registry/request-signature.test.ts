import { createPublicKey, sign, verify } from 'node:crypto'
import { expect, test } from 'vitest'
import { contentDigest, signatureBase, signatureHeaders } from './request-signature'

// RFC 9421 appendix B.1.4: the published Ed25519 test key.
const privatePem = '-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ+DYvh6SEqVTm50DFtMDoQikTmiCqirVv9mWG9qfSnF\n-----END PRIVATE KEY-----\n'
const publicPem = '-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAJrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=\n-----END PUBLIC KEY-----\n'

test('RFC 9421 B.2.6: our Ed25519 gives the published signature for the published base', () => {
  const base = [
    '"date": Tue, 20 Apr 2021 02:07:55 GMT', '"@method": POST', '"@path": /foo', '"@authority": example.com',
    '"content-type": application/json', '"content-length": 18',
    '"@signature-params": ("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;keyid="test-key-ed25519"',
  ].join('\n')
  expect(sign(null, Buffer.from(base), privatePem).toString('base64'))
    .toBe('wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==')
})

test('RFC 9530 appendix B: the digest of {"hello": "world"} with a line end', () => {
  expect(contentDigest(Buffer.from('{"hello": "world"}\n'))).toBe('sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:')
})

const parts = {
  method: 'GET', path: '/v1/changes', query: 'stream=dossiers&after=', body: Buffer.alloc(0),
  idempotencyKey: '3f3b2b1e-0f4e-4b0a-9a53-6b1d5a3a2f10', created: 1_763_704_800,
}

test('our fixed component list, line by line', () => {
  const headers = signatureHeaders(parts, '0c7f6f9e-51a4-4a56-8a8b-1b1f6c1f9d11', privatePem)
  const params = '("@method" "@path" "@query" "content-digest" "idempotency-key");created=1763704800;keyid="0c7f6f9e-51a4-4a56-8a8b-1b1f6c1f9d11";alg="ed25519"'
  const byHand =
    '"@method": GET\n"@path": /v1/changes\n"@query": ?stream=dossiers&after=\n' +
    '"content-digest": sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:\n' +
    `"idempotency-key": "3f3b2b1e-0f4e-4b0a-9a53-6b1d5a3a2f10"\n"@signature-params": ${params}`
  expect(signatureBase(parts, headers['content-digest']!, params)).toBe(byHand)
  expect(headers['signature-input']).toBe(`mohr=${params}`)
  const signature = Buffer.from(headers['signature']!.slice('mohr=:'.length, -1), 'base64')
  expect(verify(null, Buffer.from(byHand), createPublicKey(publicPem), signature)).toBe(true)
})

test('every covered part changes the signature', () => {
  const one = signatureHeaders(parts, 'k', privatePem)['signature']
  for (const change of [{ method: 'POST' }, { path: '/v1/other' }, { query: 'stream=quotas' }, { body: Buffer.from('x') }, { idempotencyKey: 'y' }, { created: 1 }]) {
    expect(signatureHeaders({ ...parts, ...change }, 'k', privatePem)['signature']).not.toBe(one)
  }
})
