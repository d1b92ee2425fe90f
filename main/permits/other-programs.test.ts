import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CompactSign, compactVerify } from 'jose'
import { describe, expect, test } from 'vitest'
import { openSigner } from '#main/signing/index'
import { makeTestKey } from '#main/signing/testing/key-pair'
import { parseJws, verifyDocument } from '#registry/server/operations/verify-document'
import { keysOfPem } from './keys-of-pem'
import { bytesWith, samplePermit, sampleSupporter } from './testing/sample-permit'
import { verifyPermitText } from './verify-permit'

const key = makeTestKey()
const text = bytesWith(samplePermit)
const folder = mkdtempSync(join(tmpdir(), 'mohr-openssl-'))
const file = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}
const signer = openSigner(key.der(), 'director')
const ours = signer.sign('permit+jws', text)
const pss = ['-sha256', '-sigopt', 'rsa_padding_mode:pss', '-sigopt', 'rsa_pss_saltlen:32']

const opensslSays = (token: string): string => {
  const [header = '', payload = '', signature = ''] = token.split('.')
  const { stdout } = spawnSync('openssl', [
    'dgst', ...pss, '-verify', file('key.pem', key.publicPem), '-signature', file('sig.bin', Buffer.from(signature, 'base64url')),
    file('signed.txt', `${header}.${payload}`),
  ], { encoding: 'utf8' })
  return stdout.trim()
}

describe('programs that we did not write agree (docs/formats/permit.md)', () => {
  test('openssl verifies our permit and refuses one with another payload', () => {
    expect(opensslSays(ours)).toBe('Verified OK')
    const [header, , signature] = ours.split('.')
    const forged = Buffer.from(bytesWith(samplePermit, { name: 'مریم آزمایشی' })).toString('base64url')
    expect(opensslSays(`${header}.${forged}.${signature}`)).toBe('Verification failure')
  })

  test('jose verifies our permit and gives back its very bytes', async () => {
    const { payload, protectedHeader } = await compactVerify(ours, key.publicKey, { algorithms: ['PS256'] })
    expect(Buffer.from(payload).toString()).toBe(text)
    expect(protectedHeader).toEqual({ alg: 'PS256', kid: key.kid, typ: 'permit+jws' })
    const broken = `${ours.slice(0, -2)}${ours.endsWith('A') ? 'B' : 'A'}A`
    await expect(compactVerify(broken, key.publicKey, { algorithms: ['PS256'] })).rejects.toThrow()
  })

  test('both verify a company’s renewed permit, with every member there is', async () => {
    const whole = signer.sign('permit+jws', bytesWith(sampleSupporter))
    expect(opensslSays(whole)).toBe('Verified OK')
    const { payload } = await compactVerify(whole, key.publicKey, { algorithms: ['PS256'] })
    expect(JSON.parse(Buffer.from(payload).toString())).toEqual(sampleSupporter)
    expect(verifyDocument(parseJws(whole)!, key.publicPem)).toEqual({ ok: true, payload: sampleSupporter })
    expect(whole.length).toBeLessThanOrEqual(1500)
  })

  test('a permit that openssl signed with the same key is accepted by us', () => {
    const pkcs8 = key.privateKey.export({ type: 'pkcs8', format: 'pem' })
    const header = Buffer.from(`{"alg":"PS256","kid":"${key.kid}","typ":"permit+jws"}`).toString('base64url')
    const signed = `${header}.${Buffer.from(text).toString('base64url')}`
    execFileSync('openssl', ['dgst', ...pss, '-sign', file('private.pem', pkcs8), '-out', join(folder, 'out.bin'), file('to-sign.txt', signed)])
    const token = `${signed}.${readFileSync(join(folder, 'out.bin')).toString('base64url')}`
    expect(verifyPermitText(token, [key])).toMatchObject({ outcome: 'valid', payload: samplePermit })
  })

  test('a permit that jose signed with the same key is accepted by us', async () => {
    const token = await new CompactSign(Buffer.from(text)).setProtectedHeader({ alg: 'PS256', kid: key.kid, typ: 'permit+jws' }).sign(key.privateKey)
    expect(verifyPermitText(token, [key])).toMatchObject({ outcome: 'valid', payload: samplePermit })
  })

  test('jose accepts what we refuse: a space inside the signature', async () => {
    const spaced = `${ours.slice(0, -10)} ${ours.slice(-10)}`
    await expect(compactVerify(spaced, key.publicKey, { algorithms: ['PS256'] })).resolves.toBeDefined()
    expect(verifyPermitText(spaced, [key])).toEqual({ outcome: 'invalid', reason: 'form' })
  })
})

describe('keys in a file', () => {
  const seal = makeTestKey('seal')

  test('a PEM with one or several public keys names each key by itself', () => {
    const keys = keysOfPem(`# office 0600\n${key.publicPem}\n${seal.publicPem}`)
    expect(keys.map((k) => k.kid)).toEqual(expect.arrayContaining([key.kid, seal.kid]))
    expect(verifyPermitText(ours, keys)).toMatchObject({ outcome: 'valid', kid: key.kid })
    expect(verifyPermitText(ours, keysOfPem(seal.publicPem))).toEqual({ outcome: 'invalid', reason: 'signer_unknown' })
  })

  test('a certificate of the office counts as its key', () => {
    const privatePem = file('private.pem', key.privateKey.export({ type: 'pkcs8', format: 'pem' }))
    const args = ['req', '-x509', '-key', privatePem, '-subj', '/CN=office 0600', '-days', '1']
    const certificate = execFileSync('openssl', args, { encoding: 'utf8' })
    expect(verifyPermitText(ours, keysOfPem(certificate))).toMatchObject({ outcome: 'valid', kid: key.kid })
    expect(() => keysOfPem('-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----')).toThrow()
  })

  test('a file without a key gives none, and a weak or broken key is an error', () => {
    expect(keysOfPem('nothing here')).toEqual([])
    expect(() => keysOfPem(makeTestKey('director', 2048).publicPem)).toThrow()
    expect(() => keysOfPem('-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----')).toThrow()
  })
})
