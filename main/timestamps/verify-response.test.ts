import { execFileSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { buildRequest, newNonce } from './build-request'
import { makeAuthority, opensslVerifies, policy, reply, signedBy } from './testing/timestamp-authority'
import { isStrictDer } from './strict-der'
import { verifyResponse, type Expected } from './verify-response'

const authority = makeAuthority()
const { folder, rootPem, issue } = authority
const signed = randomBytes(384)
const nonce = newNonce()
const imprint = createHash('sha256').update(signed).digest()
const expected = (over: Partial<Expected> = {}): Expected => ({ signed, nonce, policy: '', caPem: rootPem, ...over })
let good: Buffer
beforeAll(async () => { good = await reply(folder, buildRequest(imprint, nonce, '')) })
/** Certificates made after it would not have been valid yet at the time of `good`. */
const fresh = (): Promise<Buffer> => reply(folder, buildRequest(imprint, nonce, ''))
const faultOf = async (response: Buffer, over: Partial<Expected> = {}): Promise<string> => {
  const check = await verifyResponse(response, expected(over))
  return check.ok ? 'ok' : check.fault
}

describe('signing row 11: both directions with openssl', () => {
  test('openssl reads our request, answers it, and we accept the answer that openssl accepts', async () => {
    writeFileSync(join(folder, 'ours.tsq'), buildRequest(imprint, nonce, `${policy}.9`))
    const said = execFileSync('openssl', ['ts', '-query', '-in', 'ours.tsq', '-text'], { cwd: folder, encoding: 'utf8' })
    expect(said).toContain('Hash Algorithm: sha256')
    expect(said).toContain(`Policy OID: ${policy}.9`)
    expect(said).toMatch(new RegExp(`Nonce: 0x${nonce.toString('hex')}`, 'i'))
    expect(said).toContain('Certificate required: yes')
    const check = await verifyResponse(good, expected())
    expect(check).toMatchObject({ ok: true, facts: { authority: 'CN=Test TSA, O=Time Office, C=IR', policy, accuracyMs: 1500, serial: expect.stringMatching(/^[0-9a-f]+$/) as string } })
    expect(Math.abs(Date.parse(check.ok ? check.facts.time : '') - Date.now())).toBeLessThan(60_000)
    expect(opensslVerifies(folder, good, signed)).toBe(true)
  })

  test('an RSA authority is as good as one with a curve', async () => {
    const rsa = makeAuthority('rsa')
    const response = await reply(rsa.folder, buildRequest(imprint, nonce, ''))
    expect(await faultOf(response, { caPem: rsa.rootPem })).toBe('ok')
    expect(opensslVerifies(rsa.folder, response, signed)).toBe(true)
  })

  test('the issuing authority may be pinned in place of the root, and several may be', async () => {
    const middle = readFileSync(join(folder, 'middle.pem'), 'utf8')
    expect(await faultOf(good, { caPem: middle })).toBe('ok')
    expect(await faultOf(good, { caPem: `${makeAuthority().rootPem}\n${rootPem}` })).toBe('ok')
  })
})

describe('what an authority may answer and we refuse', () => {
  test.each([
    ['another imprint', { signed: randomBytes(384) }, 'imprint'], ['another nonce', { nonce: newNonce() }, 'nonce'],
    ['another policy', { policy: '1.2.3.4' }, 'policy'], ['another root', { caPem: makeAuthority().rootPem }, 'untrusted'], ['no root', { caPem: '' }, 'untrusted'],
  ] as const)('%s', async (_, over, fault) => { expect(await faultOf(good, over)).toBe(fault) })

  test('an answer without nonce to a question with one', async () => {
    writeFileSync(join(folder, 'data.bin'), signed)
    execFileSync('openssl', ['ts', '-query', '-data', 'data.bin', '-sha256', '-no_nonce', '-cert', '-out', 'no-nonce.tsq'], { cwd: folder, stdio: 'ignore' })
    const response = await reply(folder, readFileSync(join(folder, 'no-nonce.tsq')))
    expect(await faultOf(response)).toBe('nonce')
    expect(await faultOf(response, { nonce: null })).toBe('ok')
  })

  test('an answer without certificates, one over SHA-512, a refusal', async () => {
    const ask = async (...args: string[]): Promise<Buffer> => {
      execFileSync('openssl', ['ts', '-query', '-data', 'data.bin', '-no_nonce', ...args, '-out', 'x.tsq'], { cwd: folder, stdio: 'ignore' })
      return reply(folder, readFileSync(join(folder, 'x.tsq')))
    }
    writeFileSync(join(folder, 'data.bin'), signed)
    expect(await faultOf(await ask('-sha256'), { nonce: null })).toBe('untrusted')
    expect(await faultOf(await ask('-sha512', '-cert'), { nonce: null })).toBe('algorithm')
    expect(await faultOf(await ask('-sha256', '-cert', '-tspolicy', '1.2.3.4.5'), { nonce: null })).toBe('rejected')
  })

  test.each([
    ['no extended key usage', 'no_purpose', 'purpose'], ['one that is not critical', 'soft_purpose', 'purpose'], ['a second purpose', 'two_purposes', 'purpose'],
    ['a key for encrypting', 'encrypting', 'purpose'],
  ] as const)('a certificate with %s, though the signature is right', async (_, section, fault) => {
    issue(section, { section, by: 'middle', subject: `/CN=${section}` })
    const response = signedBy(folder, await fresh(), section)
    expect(await faultOf(response)).toBe(fault)
    expect(opensslVerifies(folder, response, signed)).toBe(false)
  })

  test('a certificate that had run out at the stamped time', async () => {
    issue('expired', { section: 'tsa_cert', by: 'middle', subject: '/CN=expired', days: -1 })
    expect(await faultOf(signedBy(folder, await fresh(), 'expired'))).toBe('expired')
  })

  test('a certificate whose issuer is no authority, and one whose issuing authority had run out', async () => {
    issue('leaf', { section: 'no_ca', by: 'root', subject: '/CN=leaf' })
    issue('under-leaf', { section: 'tsa_cert', by: 'leaf', subject: '/CN=under leaf' })
    expect(await faultOf(signedBy(folder, await fresh(), 'under-leaf', { chain: 'leaf.pem' }))).toBe('untrusted')
    issue('old-middle', { section: 'middle', by: 'root', subject: '/CN=Old Issuer', days: -1 })
    issue('under-old', { section: 'tsa_cert', by: 'old-middle', subject: '/CN=under old' })
    expect(await faultOf(signedBy(folder, await fresh(), 'under-old', { chain: 'old-middle.pem' }))).toBe('untrusted')
    // An issuing authority with pathlen 0 may not make another one.
    issue('deep', { section: 'middle', by: 'middle', subject: '/CN=Deep Issuer' })
    issue('under-deep', { section: 'tsa_cert', by: 'deep', subject: '/CN=under deep' })
    writeFileSync(join(folder, 'deep-chain.pem'), readFileSync(join(folder, 'deep.pem'), 'utf8') + readFileSync(join(folder, 'middle.pem'), 'utf8'))
    const deep = signedBy(folder, await fresh(), 'under-deep', { chain: 'deep-chain.pem' })
    expect(opensslVerifies(folder, deep, signed)).toBe(false)
    expect(await faultOf(deep)).toBe('untrusted')
  })

  test('a signature that names no certificate, one over SHA-1, a small key', async () => {
    expect(await faultOf(signedBy(folder, good, 'tsa', { names: false }))).toBe('malformed')
    expect(await faultOf(signedBy(folder, good, 'tsa'))).toBe('ok')
    expect(await faultOf(signedBy(folder, good, 'tsa', { digest: 'sha1' }))).toBe('algorithm')
    issue('small', { section: 'tsa_cert', by: 'middle', subject: '/CN=small', key: 'small' })
    expect(await faultOf(signedBy(folder, await fresh(), 'small'))).toBe('algorithm')
  })

  test('bytes after the answer, half an answer, more than an answer may have, none', async () => {
    expect(await faultOf(Buffer.concat([good, Buffer.from([0])]))).toBe('malformed')
    expect(await faultOf(good.subarray(0, good.length >> 1))).toBe('malformed')
    expect(await faultOf(Buffer.alloc(65_537, 0x30))).toBe('too_large')
    expect(await faultOf(Buffer.alloc(0))).toBe('malformed')
  })

  test('property: whichever byte of an answer is changed, it is refused or says the very same', async () => {
    const whole = await verifyResponse(good, expected())
    await fc.assert(fc.asyncProperty(fc.nat(good.length - 1), fc.integer({ min: 1, max: 255 }), async (at, by) => {
      const changed = Buffer.from(good)
      changed[at] = changed[at]! ^ by
      const check = await verifyResponse(changed, expected())
      if (check.ok) expect(check).toEqual(whole)
    }), { numRuns: 500 })
  })

  test('lengths are DER: no second way to write the same answer', () => {
    const element = (hex: string): boolean => isStrictDer(Buffer.from(hex, 'hex'))
    expect(['020100', '30030201ff', '3000', '0400', `048180${'00'.repeat(128)}`].map(element)).toEqual([true, true, true, true, true])
    // Indefinite, longer than needed, too short a whole, parts that do not fill it, something after it, nothing at all.
    expect(['3080020100' + '0000', '30810302' + '0100', '3004020100', '30040201ff00', '02010000', '', '30', '1f0100', `0482007f${'00'.repeat(127)}`].map(element)).not.toContain(true)
    expect(isStrictDer(good)).toBe(true)
  })

  test('property: arbitrary bytes are refused, never an exception', async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
      expect((await verifyResponse(bytes, expected())).ok).toBe(false)
    }))
  })
})
