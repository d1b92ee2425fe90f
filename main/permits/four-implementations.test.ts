import { execFileSync, spawnSync } from 'node:child_process'
import { constants, createPublicKey, sign, verify, type KeyObject } from 'node:crypto'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CompactSign, compactVerify } from 'jose'
import { NodeRSA } from 'node-rsa'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openSigner } from '#main/signing/index'
import { makeTestKey, type TestKey } from '#main/signing/testing/key-pair'
import { badPermits } from './testing/bad-permits'
import { bytesWith, samplePermit } from './testing/sample-permit'
import { verifyPermitText } from './verify-permit'

/**
 * Four implementations of PS256 that have nothing in common — npm node-rsa, Node's own crypto, the openssl program and
 * SoftHSM's PKCS#11 token by OpenSC's tool — and jose on top: each signs the same permit, each verifies every other's.
 */
const folder = mkdtempSync(join(tmpdir(), 'mohr-four-'))
const put = (name: string, content: string | Uint8Array): string => {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}
const text = bytesWith(samplePermit)
const b64 = (bytes: string | Uint8Array): string => Buffer.from(bytes).toString('base64url')
const pss = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }
const key = makeTestKey()
const stranger = makeTestKey()

const signedPart = (kid: string): string => `${b64(`{"alg":"PS256","kid":"${kid}","typ":"permit+jws"}`)}.${b64(text)}`
type Party = {
  sign: (one: TestKey) => Promise<string> | string
  verify: (token: string, publicKey: KeyObject) => Promise<boolean> | boolean
}
const parts = (token: string): { signed: string; signature: Buffer } => {
  const at = token.lastIndexOf('.')
  return { signed: token.slice(0, at), signature: Buffer.from(token.slice(at + 1), 'base64url') }
}
const pem = (publicKey: KeyObject): string => publicKey.export({ type: 'spki', format: 'pem' }).toString()

const nodeRsa: Party = {
  sign: (one) => {
    const signer = openSigner(one.der(), 'director')
    try {
      return signer.sign('permit+jws', text)
    } finally {
      signer.close()
    }
  },
  verify: (token, publicKey) => {
    const { signed, signature } = parts(token)
    const rsa = new NodeRSA(pem(publicKey), 'pkcs8-public-pem', { signingScheme: { scheme: 'pss', hash: 'sha256', saltLength: 32 } })
    return rsa.verify(Buffer.from(signed), signature)
  },
}

const nodeCrypto: Party = {
  sign: ({ kid, privateKey }) => `${signedPart(kid)}.${b64(sign('sha256', Buffer.from(signedPart(kid)), { key: privateKey, ...pss }))}`,
  verify: (token, publicKey) => {
    const { signed, signature } = parts(token)
    return verify('sha256', Buffer.from(signed), { key: publicKey, ...pss }, signature)
  },
}

const options = ['-sha256', '-sigopt', 'rsa_padding_mode:pss', '-sigopt', 'rsa_pss_saltlen:32']
const openssl = {
  sign: ({ kid, privateKey }: TestKey): string => {
    const out = join(folder, 'openssl.sig')
    const pkcs8 = put('private.pem', privateKey.export({ type: 'pkcs8', format: 'pem' }))
    execFileSync('openssl', ['dgst', ...options, '-sign', pkcs8, '-out', out, put('to-sign.txt', signedPart(kid))])
    return `${signedPart(kid)}.${b64(readFileSync(out))}`
  },
  verify: (token: string, publicKey: KeyObject): boolean => {
    const { signed, signature } = parts(token)
    const args = ['dgst', ...options, '-verify', put('key.pem', pem(publicKey)), '-signature', put('sig.bin', signature), put('signed.txt', signed)]
    return spawnSync('openssl', args).status === 0
  },
}

const jose: Party = {
  sign: ({ kid, privateKey }) => new CompactSign(Buffer.from(text)).setProtectedHeader({ alg: 'PS256', kid, typ: 'permit+jws' }).sign(privateKey),
  verify: async (token, publicKey) => compactVerify(token, publicKey, { algorithms: ['PS256'] }).then(() => true, () => false),
}

const module = ['/usr/lib/softhsm/libsofthsm2.so', '/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so', '/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so']
  .find((path) => spawnSync('test', ['-r', path]).status === 0) ?? '/usr/lib/softhsm/libsofthsm2.so'
const env = { ...process.env, SOFTHSM2_CONF: join(folder, 'softhsm2.conf') }
const tool = (...args: string[]) => spawnSync('pkcs11-tool', ['--module', module, '--token-label', 'four', '--login', '--pin', '1234', ...args], { env, encoding: 'utf8' })
const mechanism = ['--mechanism', 'SHA256-RSA-PKCS-PSS', '--mgf', 'MGF1-SHA256', '--salt-len', '32']
/** Object ids on the token, by key name. */
const onToken = new Map<string, string>()
const softHsm: Party = {
  sign: ({ kid }) => {
    const out = join(folder, 'token.sig')
    const done = tool('--sign', ...mechanism, '--id', onToken.get(kid) ?? '', '--input-file', put('token.txt', signedPart(kid)), '--output-file', out)
    if (done.status !== 0) throw new Error(done.stderr)
    return `${signedPart(kid)}.${b64(readFileSync(out))}`
  },
  verify: (token, publicKey) => {
    const { signed, signature } = parts(token)
    const id = [key, stranger].find((one) => pem(one.publicKey) === pem(publicKey))?.kid ?? ''
    const done = tool('--verify', ...mechanism, '--id', onToken.get(id) ?? '', '--input-file', put('verify.txt', signed), '--signature-file', put('verify.sig', signature))
    return done.status === 0 && /Signature is valid/.test(done.stdout)
  },
}

const parties = { 'node-rsa': nodeRsa, 'node:crypto': nodeCrypto, openssl, SoftHSM: softHsm, jose }
const names = Object.keys(parties) as (keyof typeof parties)[]
const tokens = new Map<string, string>()

beforeAll(async () => {
  put('softhsm2.conf', `directories.tokendir = ${folder}\nobjectstore.backend = file\n`)
  execFileSync('softhsm2-util', ['--init-token', '--free', '--label', 'four', '--so-pin', '12345678', '--pin', '1234'], { env })
  for (const [i, one] of [key, stranger].entries()) {
    const id = `0${i + 1}`
    const file = put(`import-${id}.pem`, one.privateKey.export({ type: 'pkcs8', format: 'pem' }))
    execFileSync('softhsm2-util', ['--import', file, '--token', 'four', '--label', `key${id}`, '--id', id, '--pin', '1234'], { env })
    onToken.set(one.kid, id)
  }
  for (const name of names) tokens.set(name, await parties[name].sign(key))
}, 60_000)
afterAll(() => { tool('--logout') })

describe('four implementations, and jose, sign and verify each other’s permits (issue 4)', () => {
  test.each(names.flatMap((signer) => names.map((verifier) => [signer, verifier] as const)))('%s signs, %s verifies', async (signer, verifier) => {
    const token = tokens.get(signer) ?? ''
    expect(parts(token).signed).toBe(signedPart(key.kid))
    expect(await parties[verifier].verify(token, key.publicKey)).toBe(true)
    expect(await parties[verifier].verify(token, stranger.publicKey), 'under another key').toBe(false)
    const { signed, signature } = parts(token)
    const other = `${signed.slice(0, -1)}${signed.endsWith('A') ? 'B' : 'A'}.${b64(signature)}`
    expect(await parties[verifier].verify(other, key.publicKey), 'over another text').toBe(false)
  })

  test.each(names)('what %s signed is a permit to our own verifier, and randomised: never twice the same', async (name) => {
    expect(verifyPermitText(tokens.get(name) ?? '', [key])).toMatchObject({ outcome: 'valid', payload: samplePermit, kid: key.kid })
    expect(await parties[name].sign(key)).not.toBe(tokens.get(name))
  })

  test('our verifier refuses every bad signature; openssl alone would take one whose leading zero was left out', () => {
    const bad = badPermits(key, makeTestKey('seal'), stranger).filter(({ reason }) => reason === 'signature')
    expect(bad.length).toBeGreaterThan(15)
    for (const { name, text: token } of bad) expect(verifyPermitText(token, [key]), name).toEqual({ outcome: 'invalid', reason: 'signature' })
    // That is why a verifier looks at the length first (permit.md, step 3; CVE-2020-14968).
    const taken = bad.filter(({ text: token }) => openssl.verify(token, key.publicKey)).map(({ name }) => name)
    expect(['a leading zero byte left out']).toEqual(expect.arrayContaining(taken))
  })

  test('the public key is one and the same to all of them', () => {
    const der = execFileSync('pkcs11-tool', ['--module', module, '--token-label', 'four', '--login', '--pin', '1234', '--read-object', '--type', 'pubkey', '--id', '01'], { env })
    expect(createPublicKey({ key: der, format: 'der', type: 'spki' }).equals(key.publicKey)).toBe(true)
  })
})
