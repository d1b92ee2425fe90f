import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import type { CertificateFault, TrustRoot } from '#contract/certificates'
import { Fault } from '#main/app/fault'
import { insertStaff } from '#db/staff/staff-repo'
import { entriesOf } from '#db/ledger/ledger-repo'
import { warnOfExpiry } from './daily-steps'
import { createDirectorKey } from '../director-key'
import { createSealKey } from '../seal-key'
import { signingHandlers } from '../signing-handlers'
import { Authority, openssl } from '../testing/authority'
import { passphrase, signingContext } from '../testing/signing-context'

const center = new Authority()
let context: ReturnType<typeof signingContext>
let kid: string
let seal: string

const reasonOf = (work: () => unknown): unknown => {
  try {
    work()
  } catch (error) {
    if (error instanceof Fault) return error.details['reason'] ?? error.code
    throw error
  }
  return 'nothing'
}
const pin = (name = 'root', by = center): TrustRoot => {
  const sha256 = createHash('sha256').update(Buffer.from(/-----\n([^-]+)/.exec(by.read(`${name}.pem`).toString())![1]!, 'base64')).digest('hex')
  return signingHandlers.pinRoot(context, { file: by.base64(`${name}.pem`)[0]!, fingerprint: sha256.toUpperCase().replace(/../g, '$&:'), source: 'سایت مرکز' }) as TrustRoot
}
const request = (of = kid): string =>
  (signingHandlers.requestCertificate(context, { kid: of, commonName: 'علیرضا نیک‌سرشت', unit: '', passphrase }) as { content: string }).content
const refusal = (...names: string[]): CertificateFault | null => {
  const check = signingHandlers.checkCertificate(context, { kid, files: center.base64(...names) }) as { outcome: string; reason?: CertificateFault }
  return check.reason ?? null
}
const trust = (of = kid): string => (signingHandlers.keys(context, {}) as { keys: { kid: string; trust: string }[] }).keys.find((key) => key.kid === of)!.trust

beforeAll(() => {
  center.between('issuing')
  center.between('weak-issuing', 'root', { bits: 2048 })
  center.between('not-ca', 'root', { extensions: ['basicConstraints=critical,CA:FALSE', 'keyUsage=critical,digitalSignature'] })
  center.between('deep', 'issuing')
  center.root('stranger', { subject: '/C=IR/O=Center/CN=Stranger' })
})
beforeEach(() => {
  context = signingContext()
  // Certificates of openssl begin today by the machine's clock, and so does this office.
  context.clock.set(new Date(Date.now() + 60_000).toISOString())
  insertStaff(context.db, { username: 'director', displayName: 'علیرضا نیک‌سرشت', post: 'مدیرکل', roles: ['director'], active: true }, '2026-11-01T00:00:00Z')
  kid = createDirectorKey(context, passphrase).kid
  createSealKey(context)
  seal = context.db.prepare<[], string>("SELECT kid FROM signing_keys WHERE use = 'seal'").pluck().get()!
})

test('signing row 9: the key signs its own request, and openssl finds it whole', () => {
  const csr = request()
  writeFileSync(center.path('own.csr'), csr)
  const said = openssl(center.folder, 'req', '-in', 'own.csr', '-verify', '-noout', '-text', '-nameopt', 'utf8,sep_comma_plus')
  expect(said).toContain('CN=علیرضا نیک‌سرشت')
  expect(said).toMatch(/Digital Signature, Non Repudiation/)
  expect(said).toMatch(/rsassaPss/)
  expect(openssl(center.folder, 'req', '-in', 'own.csr', '-pubkey', '-noout')).toContain(createPem(kid).slice(27, 90))
  writeFileSync(center.path('seal.csr'), request(seal))
  openssl(center.folder, 'req', '-in', 'seal.csr', '-verify', '-noout')
  expect(() => signingHandlers.requestCertificate(context, { kid, commonName: 'x', unit: '', passphrase: 'not hers' })).toThrow('PASSPHRASE_WRONG')
})
const createPem = (of: string): string => context.db.prepare<[string], string>('SELECT public_pem FROM signing_keys WHERE kid = ?').pluck().get(of)!

test('an issued certificate with its chain is taken in every form, and the key then chains to the national root', () => {
  center.issue('leaf', request(), 'issuing')
  pin()
  expect(trust()).toBe('office_internal')
  openssl(center.folder, 'crl2pkcs7', '-nocrl', '-certfile', 'leaf.pem', '-certfile', 'issuing.pem', '-certfile', 'root.pem', '-outform', 'DER', '-out', 'chain.p7b')
  openssl(center.folder, 'crl2pkcs7', '-nocrl', '-certfile', 'leaf.pem', '-certfile', 'issuing.pem', '-out', 'chain.pem')
  openssl(center.folder, 'x509', '-in', 'leaf.pem', '-outform', 'DER', '-out', 'leaf.der')
  for (const files of [['chain.p7b'], ['chain.pem'], ['leaf.der', 'issuing.pem'], ['leaf.pem', 'issuing.pem', 'root.pem']]) expect(refusal(...files), files.join()).toBeNull()
  const kept = signingHandlers.importCertificate(context, { kid, files: center.base64('chain.p7b') }) as { fault: null; listState: string; pem: string }
  expect(kept).toMatchObject({ fault: null, kind: 'national', listState: 'none' })
  expect(kept.pem.match(/BEGIN CERTIFICATE/g)).toHaveLength(2)
  expect(trust()).toBe('national_root')
  expect(trust(seal)).toBe('office_internal')
  expect(entriesOf(context.db, 'Certificate', (kept as unknown as { fingerprint: string }).fingerprint).map(({ kind }) => kind)).toEqual(['certificate.import'])
  expect(reasonOf(() => signingHandlers.importCertificate(context, { kid, files: center.base64('chain.p7b') }))).toBe('CERTIFICATE_KNOWN')
})

test('bad input: each certificate that is not what it must be is refused with its own reason', () => {
  const csr = request()
  pin()
  const wish = { extensions: ['keyUsage=critical,digitalSignature'] }
  center.issue('good', csr, 'issuing', wish)
  center.issue('sha1', csr, 'issuing', { ...wish, hash: 'sha1' })
  center.issue('tls', csr, 'issuing', { extensions: ['keyUsage=critical,digitalSignature', 'extendedKeyUsage=serverAuth'] })
  center.issue('enciphers', csr, 'issuing', { extensions: ['keyUsage=critical,keyEncipherment'] })
  center.issue('no-usage', csr, 'issuing', { extensions: ['subjectKeyIdentifier=hash'] })
  center.issue('authority', csr, 'issuing', { extensions: ['basicConstraints=critical,CA:TRUE', 'keyUsage=critical,keyCertSign,digitalSignature'] })
  center.issue('constrained', csr, 'issuing', { extensions: ['keyUsage=critical,digitalSignature', '1.2.3.4=critical,ASN1:NULL'] })
  center.issue('under-weak', csr, 'weak-issuing', wish)
  center.issue('under-no-authority', csr, 'not-ca', wish)
  center.issue('under-deep', csr, 'deep', wish)
  center.issue('under-stranger', csr, 'stranger', wish)
  center.issue('pss', csr, 'issuing', { ...wish, pss: true })
  const forged = Buffer.from(center.read('good.pem').toString().replace(/-----[A-Z ]+-----|\s/g, ''), 'base64')
  forged[forged.length - 5]! ^= 1
  writeFileSync(center.path('forged.der'), forged)
  writeFileSync(center.path('cut.pem'), center.read('good.pem').subarray(0, 900))
  writeFileSync(center.path('empty.pem'), '')
  writeFileSync(center.path('trailing.der'), Buffer.concat([forged, Buffer.from([0])]))
  const others = createDirectorKey({ ...signingContext() }, passphrase)
  expect(others.kid).not.toBe(kid)
  expect({
    good: refusal('good.pem', 'issuing.pem'), pss: refusal('pss.pem', 'issuing.pem'), sha1: refusal('sha1.pem', 'issuing.pem'), tls: refusal('tls.pem', 'issuing.pem'),
    enciphers: refusal('enciphers.pem', 'issuing.pem'), noUsage: refusal('no-usage.pem', 'issuing.pem'), authority: refusal('authority.pem', 'issuing.pem'),
    constrained: refusal('constrained.pem', 'issuing.pem'), weak: refusal('under-weak.pem', 'weak-issuing.pem'), notAuthority: refusal('under-no-authority.pem', 'not-ca.pem'),
    deep: refusal('under-deep.pem', 'deep.pem', 'issuing.pem'), stranger: refusal('under-stranger.pem', 'stranger.pem'), noChain: refusal('good.pem'),
    forged: refusal('forged.der', 'issuing.pem'), cut: refusal('cut.pem'), empty: refusal('empty.pem'), trailing: refusal('trailing.der'), wrongKey: refusal('issuing.pem'),
    privateKey: refusal('good.pem', 'issuing.key'), request: refusal('good.csr'),
  }).toEqual({
    good: null, pss: null, sha1: 'weak_hash', tls: 'key_usage', enciphers: 'key_usage', noUsage: 'key_usage', authority: 'is_authority', constrained: 'critical',
    weak: 'weak_key', notAuthority: 'not_authority', deep: 'path_length', stranger: 'root_unknown', noChain: 'broken_chain', forged: 'signature', cut: 'unreadable',
    empty: 'unreadable', trailing: 'unreadable', wrongKey: 'wrong_key', privateKey: 'private_key', request: 'unreadable',
  })
  context.clock.set(new Date(Date.now() - 86_400_000).toISOString())
  expect(refusal('good.pem', 'issuing.pem')).toBe('not_yet_valid')
  context.clock.set(new Date(Date.now() + 400 * 86_400_000).toISOString())
  expect(refusal('good.pem', 'issuing.pem')).toBe('expired')
  expect(reasonOf(() => signingHandlers.importCertificate(context, { kid, files: center.base64('good.pem', 'issuing.pem') }))).toBe('expired')
  expect(context.db.prepare('SELECT count(*) FROM key_certificates').pluck().get()).toBe(0)
})

test('never more than is true: an expired certificate, a retired root and a revoked certificate each lower the trust at once', () => {
  center.issue('leaf', request(), 'issuing')
  const root = pin()
  void signingHandlers.importCertificate(context, { kid, files: center.base64('leaf.pem', 'issuing.pem') })
  const now = context.clock.now()
  context.clock.set(new Date(now.getTime() + 366 * 86_400_000).toISOString())
  expect(trust()).toBe('office_internal')
  context.clock.set(now.toISOString())
  expect(trust()).toBe('national_root')
  center.list('clean', 'issuing')
  expect(signingHandlers.importRevocationList(context, { file: center.base64('clean.crl')[0]! })).toMatchObject({ stale: false, number: '1' })
  expect(trust()).toBe('national_root')
  context.clock.set(new Date(now.getTime() + 2 * 86_400_000).toISOString())
  center.list('taken', 'issuing', ['leaf'], new Date(now.getTime() + 86_400_000))
  openssl(center.folder, 'crl', '-in', 'taken.crl', '-CAfile', 'issuing.pem', '-noout')
  void signingHandlers.importRevocationList(context, { file: center.base64('taken.crl')[0]! })
  expect(trust()).toBe('office_internal')
  const certificate = (signingHandlers.certificates(context, {}) as { keys: { kid: string; certificates: { fault: string; revokedSince: string }[] }[] }).keys.find((key) => key.kid === kid)!.certificates[0]!
  expect(certificate).toMatchObject({ fault: 'revoked' })
  expect(Date.parse(certificate.revokedSince)).toBeLessThanOrEqual(Date.now())
  expect(reasonOf(() => signingHandlers.importRevocationList(context, { file: center.base64('clean.crl')[0]! }))).toBe('LIST_OLDER')
  expect(refusal('leaf.pem', 'issuing.pem')).toBe('revoked')
  void signingHandlers.retireRoot(context, { fingerprint: root.fingerprint, reason: 'ریشه عوض شد' })
  expect(refusal('leaf.pem', 'issuing.pem')).toBe('root_unknown')
})

test('bad input: lists of strangers, forged, cut, of tomorrow, and partial ones', () => {
  pin()
  center.list('of-root', 'root')
  center.list('of-stranger', 'stranger')
  const take = (bytes: Buffer): unknown => reasonOf(() => signingHandlers.importRevocationList(context, { file: bytes.toString('base64') }))
  const list = center.read('of-root.crl')
  const der = Buffer.from(list.toString().replace(/-----[A-Z0-9 ]+-----|\s/g, ''), 'base64')
  const forged = Buffer.from(der)
  forged[forged.length - 9]! ^= 1
  expect(take(center.read('of-stranger.crl'))).toBe('LIST_ISSUER_UNKNOWN')
  expect(take(forged)).toBe('signature')
  expect(take(der.subarray(0, 100))).toBe('unreadable')
  expect(take(center.read('root.pem'))).toBe('unreadable')
  context.clock.set(new Date(Date.now() - 86_400_000).toISOString())
  expect(take(list)).toBe('not_yet_valid')
  context.clock.set(new Date(Date.now() + 60_000).toISOString())
  expect(take(list)).toBe('nothing')
})

test('a national root is pinned by a fingerprint from elsewhere, never by its file alone', () => {
  const file = center.base64('root.pem')[0]!
  const pinning = (fingerprint: string, given = file): unknown => reasonOf(() => signingHandlers.pinRoot(context, { file: given, fingerprint, source: 'تلفن مرکز' }))
  expect(pinning('')).toBe('ROOT_FINGERPRINT_DIFFERS')
  expect(pinning('00'.repeat(32))).toBe('ROOT_FINGERPRINT_DIFFERS')
  const issuing = openssl(center.folder, 'x509', '-in', 'issuing.pem', '-noout', '-fingerprint', '-sha256').split('=')[1]!
  expect(pinning(issuing, center.base64('issuing.pem')[0]!)).toBe('broken_chain')
  const published = openssl(center.folder, 'x509', '-in', 'root.pem', '-noout', '-fingerprint', '-sha256').split('=')[1]!
  expect(pinning(published)).toBe('nothing')
  expect(pinning(published)).toBe('ROOT_PINNED')
})

test('the office root: made once before a witness, opened by its own passphrase alone; openssl follows its chain and its list', async () => {
  const own = { rootPassphrase: 'four words in a closed envelope', witness: 'مریم آزمایشی', passphrase }
  await expect(signingHandlers.createRoot(context, { ...own, passphrase: 'not hers' })).rejects.toThrow('PASSPHRASE_WRONG')
  await expect(signingHandlers.createRoot(context, { ...own, rootPassphrase: passphrase })).rejects.toThrow('ROOT_PASSPHRASE_SAME')
  expect(reasonOf(() => signingHandlers.certifyKey(context, { kid, rootPassphrase: own.rootPassphrase }))).toBe('ROOT_ABSENT')
  const root = await signingHandlers.createRoot(context, own)
  await expect(signingHandlers.createRoot(context, own)).rejects.toThrow('ROOT_EXISTS')
  const sealed = context.db.prepare<[], { private_sealed: string; kdf: string }>('SELECT private_sealed, kdf FROM trust_roots').get()!
  expect(sealed.private_sealed).toMatch(/^[A-Za-z0-9_-]+$/)
  expect(JSON.parse(sealed.kdf)).toMatchObject({ name: 'scrypt', N: 2 ** 17 })
  expect(reasonOf(() => signingHandlers.certifyKey(context, { kid, rootPassphrase: 'another one altogether' }))).toBe('ROOT_PASSPHRASE_WRONG')
  expect(entriesOf(context.db, 'Root', root.fingerprint).map(({ kind }) => kind)).toEqual(['root.create', 'root.deny'])
  const certificate = signingHandlers.certifyKey(context, { kid, rootPassphrase: own.rootPassphrase }) as { pem: string; daysLeft: number }
  expect([trust(), trust(seal)]).toEqual(['office_root', 'office_internal'])
  expect(certificate.daysLeft).toBeGreaterThan(1000)
  writeFileSync(center.path('office.pem'), root.pem)
  writeFileSync(center.path('signer.pem'), certificate.pem)
  openssl(center.folder, 'verify', '-x509_strict', '-CAfile', 'office.pem', '-attime', String(Math.floor(context.clock.now().getTime() / 1000)), 'signer.pem')
  expect(openssl(center.folder, 'x509', '-in', 'office.pem', '-noout', '-text')).toMatch(/4096 bit[\s\S]*CA:TRUE, pathlen:0/)
  void signingHandlers.retireKey(context, { kid, reason: 'پایان مأموریت', passphrase })
  const list = signingHandlers.issueRevocationList(context, { rootPassphrase: own.rootPassphrase }) as { content: string }
  writeFileSync(center.path('office.crl'), Buffer.from(list.content, 'base64'))
  expect(openssl(center.folder, 'crl', '-inform', 'DER', '-in', 'office.crl', '-CAfile', 'office.pem', '-noout', '-text')).toMatch(/Serial Number: [0-9A-F]{40}[\s\S]*Cessation Of Operation/)
  openssl(center.folder, 'crl', '-inform', 'DER', '-in', 'office.crl', '-out', 'office.crl.pem')
  const at = String(Math.floor(context.clock.now().getTime() / 1000) + 1)
  expect(() => openssl(center.folder, 'verify', '-CAfile', 'office.pem', '-CRLfile', 'office.crl.pem', '-crl_check', '-attime', at, 'signer.pem')).toThrow('certificate revoked')
})

test('the day’s round writes down that a certificate runs out: sixty, thirty and seven days before, each once', () => {
  center.issue('short', request(), 'issuing', { days: 62 })
  pin()
  void signingHandlers.importCertificate(context, { kid, files: center.base64('short.pem', 'issuing.pem') })
  const begin = context.clock.now().getTime()
  const after = (days: number): number => {
    context.clock.set(new Date(begin + days * 86_400_000).toISOString())
    return warnOfExpiry(context)
  }
  expect([0, 2, 2.5, 20, 40, 45, 56, 57].map(after)).toEqual([0, 1, 0, 0, 1, 0, 1, 0])
})
