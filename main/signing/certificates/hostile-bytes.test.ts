import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openSigner } from '../signer'
import { NotDer, readDer } from './asn1'
import { derOf, pemOf, readBundle } from './read-bundle'
import { mostCertificateBytes, readCertificate } from './read-certificate'
import { isListOf, mostListBytes, readRevocationList } from './read-crl'
import { writeRequest, writeRevocationList, writeRoot, writeSignerCertificate, type Withdrawn } from './write-certificate'

const day = 86_400_000
const begin = Date.parse('2026-11-21T06:00:00Z')
const keyOf = () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 3072 })
  const signer = openSigner(privateKey.export({ type: 'pkcs8', format: 'der' }), 'director')
  return { signer, spki: createPublicKey(privateKey).export({ type: 'spki', format: 'der' }) }
}
const own = keyOf()
const other = keyOf()
const times = { notBefore: new Date(begin), notAfter: new Date(begin + 1000 * day) }
const subject = { commonName: 'علیرضا نیک‌سرشت', organization: 'اداره‌کل خوزستان' }
const rootDer = writeRoot({ ...subject, commonName: 'ریشه' }, own.spki, times, own.signer)
const root = readCertificate(rootDer)
const leafDer = writeSignerCertificate(subject, other.spki, times, root, own.signer)
const listOf = (withdrawn: readonly Withdrawn[], number = 1): Buffer =>
  writeRevocationList(withdrawn, { number, thisUpdate: new Date(begin), nextUpdate: new Date(begin + 90 * day) }, root, own.signer)
const listDer = listOf([{ serial: '4a01', since: new Date(begin), why: 'compromised' }, { serial: '4a02', since: new Date(begin), why: 'retired' }])
const request = writeRequest(subject, other.spki, other.signer)

/** What a reader makes of bytes: `read`, or the one refusal it may have; anything else is thrown on and fails the test. */
const told = (read: (bytes: Buffer) => unknown, bytes: Uint8Array): 'read' | 'refused' => {
  try {
    read(Buffer.from(bytes))
    return 'read'
  } catch (error) {
    if (error instanceof NotDer) return 'refused'
    throw error
  }
}
const bundleReasons = new Set(['unreadable', 'private_key', 'too_large', 'too_many'])
const bundled = (...files: Uint8Array[]): string => {
  const read = readBundle(files.map((file) => Buffer.from(file)))
  if (!('reason' in read)) return 'read'
  expect(bundleReasons).toContain(read.reason)
  return read.reason
}
const everyReader = (bytes: Uint8Array): void => {
  for (const read of [readCertificate, readRevocationList, readDer]) told(read, bytes)
  bundled(bytes)
}

/** The header of a value with this many bytes in it, in the shortest form. */
const headed = (tag: number, content: Uint8Array): Buffer => {
  const { length } = content
  const digits = length.toString(16)
  const long = Buffer.from(digits.length % 2 ? `0${digits}` : digits, 'hex')
  return Buffer.concat([length < 128 ? Buffer.of(tag, length) : Buffer.concat([Buffer.of(tag, 0x80 | long.length), long]), content])
}

describe('bad input: bytes that are no certificate, no list, no bundle', () => {
  test('any bytes are refused in the reader’s own way', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 600 }), everyReader), { numRuns: 400 })
    fc.assert(fc.property(fc.constantFrom(0x30, 0x31, 0x03, 0x04, 0x17, 0x18, 0xa0, 0xa3), fc.uint8Array({ maxLength: 300 }), (tag, inner) => { everyReader(headed(tag, headed(0x30, inner))) }), { numRuns: 400 })
  })

  test('any text of a PEM’s letters and lines is a bundle or a refusal', () => {
    const lines = fc.array(fc.constantFrom('-----BEGIN CERTIFICATE-----', '-----END CERTIFICATE-----', '-----BEGIN PKCS7-----', '-----END PKCS7-----', '-----BEGIN X509 CRL-----', '-----BEGIN ', 'MIIB', '====', '\u0000', rootDer.toString('base64').slice(0, 64)), { maxLength: 12 })
    fc.assert(fc.property(lines, (text) => { bundled(Buffer.from(text.join('\n'))) }), { numRuns: 300 })
  })

  test('a certificate, a list or a bundle that was cut short anywhere is none', () => {
    fc.assert(fc.property(fc.nat(leafDer.length - 1), (at) => { expect(told(readCertificate, leafDer.subarray(0, at))).toBe('refused') }), { numRuns: 200 })
    fc.assert(fc.property(fc.nat(listDer.length - 1), (at) => { expect(told(readRevocationList, listDer.subarray(0, at))).toBe('refused') }), { numRuns: 200 })
    fc.assert(fc.property(fc.nat(leafDer.length - 1), (at) => { expect(bundled(rootDer, leafDer.subarray(0, at))).toBe('unreadable') }), { numRuns: 60 })
  })

  test('bytes after the end, or between, make it none', () => {
    fc.assert(fc.property(fc.uint8Array({ minLength: 1, maxLength: 20 }), (more) => {
      expect(told(readCertificate, Buffer.concat([leafDer, more]))).toBe('refused')
      expect(told(readRevocationList, Buffer.concat([listDer, more]))).toBe('refused')
    }))
  })

  test('one changed bit: refused, or another certificate, never one that still passes for the authority’s', () => {
    fc.assert(fc.property(fc.nat(leafDer.length * 8 - 1), (bit) => {
      const changed = Buffer.from(leafDer)
      changed[bit >> 3]! ^= 1 << (bit & 7)
      if (told(readCertificate, changed) === 'read') expect(readCertificate(changed).fingerprint).not.toBe(readCertificate(leafDer).fingerprint)
    }), { numRuns: 300 })
    fc.assert(fc.property(fc.nat(listDer.length * 8 - 1), (bit) => {
      const changed = Buffer.from(listDer)
      changed[bit >> 3]! ^= 1 << (bit & 7)
      if (told(readRevocationList, changed) === 'read') expect(isListOf(readRevocationList(changed), root)).toBe(false)
    }), { numRuns: 300 })
  })

  test('instants that are read can be written: no certificate or list has a date that is none', () => {
    const instants = fc.string({ minLength: 11, maxLength: 15, unit: fc.constantFrom(...'0123456789Z') })
    fc.assert(fc.property(instants, fc.constantFrom(0x17, 0x18), (text, tag) => {
      const date = headed(tag, Buffer.from(text))
      const at = listDer.indexOf(Buffer.from('261121060000Z'))
      const changed = Buffer.concat([listDer.subarray(0, at - 2), date, listDer.subarray(at + 13)])
      expect(told((bytes) => readDer(bytes).time?.toISOString(), date)).toMatch(/read|refused/)
      if (told(readRevocationList, changed) === 'read') readRevocationList(changed).thisUpdate.toISOString()
    }), { numRuns: 300 })
  })

  test('values within values without end, a length of gigabytes, and millions of values are refused at once', () => {
    let deep: Buffer = Buffer.alloc(0)
    for (let i = 0; i < 3000; i += 1) deep = headed(0x30, deep)
    expect(told(readDer, deep)).toBe('refused')
    everyReader(deep)
    for (const length of ['84ffffffff', '847fffffff', '88ffffffffffffffff', '80', 'ff']) everyReader(Buffer.from(`30${length}0201`, 'hex'))
    const wide = headed(0x30, Buffer.alloc(1024 * 1024, Buffer.of(5, 0)))
    everyReader(wide)
    expect(told(readRevocationList, headed(0x30, wide))).toBe('refused')
    expect(told(readCertificate, Buffer.concat([leafDer, Buffer.alloc(mostCertificateBytes)]))).toBe('refused')
    expect(told(readRevocationList, Buffer.alloc(mostListBytes + 1, 0x30))).toBe('refused')
    expect(bundled(Buffer.alloc(1024 * 1024 + 1))).toBe('too_large')
    expect(bundled(Buffer.from('-----BEGIN A-----'.repeat(50_000)))).toBe('unreadable')
  })
})

describe('what we write is what we read', () => {
  const names = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }).filter((name) => !/[\p{Cc}\p{Cf}\p{Cs}]/u.test(name) && name.trim() === name)

  test('a root and a signer’s certificate of any name and time', () => {
    fc.assert(fc.property(names, names, fc.integer({ min: 1, max: 9000 }), (commonName, organization, days) => {
      const till = { notBefore: new Date(begin), notAfter: new Date(begin + days * day) }
      const read = readCertificate(writeSignerCertificate({ commonName, organization }, other.spki, till, root, own.signer))
      expect(read).toMatchObject({ ...till, ca: false, pathLength: null, unknownCritical: [], subjectText: `CN=${commonName}، O=${organization}، C=IR`, issuerText: root.subjectText })
      expect([...read.usage!]).toEqual(['digitalSignature', 'nonRepudiation'])
      expect(read.spki.equals(other.spki) && read.issuer.equals(root.subject) && read.authorityKeyId!.equals(root.subjectKeyId!)).toBe(true)
    }), { numRuns: 15 })
    expect(root).toMatchObject({ ca: true, pathLength: 0, authorityKeyId: null })
  })

  test('a revocation list of any serials, in both forms of a file; only its own authority’s', () => {
    const serial = fc.uint8Array({ minLength: 1, maxLength: 20 }).map((bytes) => Buffer.from([(bytes[0]! & 0x3f) | 0x40, ...bytes.subarray(1)]).toString('hex'))
    const entry = fc.record({ serial, since: fc.integer({ min: 0, max: 9000 }).map((days) => new Date(begin + days * day)), why: fc.constantFrom('retired' as const, 'replaced' as const, 'compromised' as const) })
    fc.assert(fc.property(fc.uniqueArray(entry, { selector: (one) => one.serial, maxLength: 12 }), fc.integer({ min: 1, max: 2 ** 31 - 1 }), (withdrawn, number) => {
      const der = listOf(withdrawn, number)
      const list = readRevocationList(derOf(Buffer.from(pemOf('X509 CRL', der)), 'X509 CRL'))
      expect(derOf(der, 'X509 CRL').equals(list.der)).toBe(true)
      expect(list.number).toBe(String(number))
      expect([...list.revoked]).toEqual(withdrawn.map((one) => [one.serial, one.since]))
      expect([isListOf(list, root), isListOf(list, readCertificate(leafDer))]).toEqual([true, false])
    }), { numRuns: 15 })
  })

  test('an authority’s list of tens of thousands is read whole', () => {
    const entries = Array.from({ length: 40_000 }, (_, i) => {
      const reason = headed(0x30, headed(0x30, Buffer.concat([Buffer.from('0603551d15', 'hex'), headed(0x04, Buffer.of(0x0a, 1, 1))])))
      return headed(0x30, Buffer.concat([headed(0x02, Buffer.from((0x40000000 + i).toString(16), 'hex')), headed(0x17, Buffer.from('261121060000Z')), reason]))
    })
    const small = readRevocationList(listDer)
    const { parts: [whole, algorithm] } = readDer(listDer)
    const body = whole!.parts.map((one, i) => (i === 5 ? headed(0x30, Buffer.concat(entries)) : one.raw))
    const tbs = headed(0x30, Buffer.concat(body))
    const list = readRevocationList(headed(0x30, Buffer.concat([tbs, algorithm!.raw, headed(0x03, Buffer.concat([Buffer.of(0), own.signer.signBytes(tbs)]))])))
    expect([small.revoked.size, list.revoked.size]).toEqual([2, 40_000])
    expect(list.revoked.get((0x40000000 + 39_999).toString(16))).toEqual(new Date(begin))
    expect(isListOf(list, root)).toBe(true)
  })

  test('a bundle has each certificate once, whatever the order and the form', () => {
    const forms = fc.constantFrom(rootDer, leafDer, Buffer.from(pemOf('CERTIFICATE', rootDer) + pemOf('CERTIFICATE', leafDer)), Buffer.from(`noise\n${pemOf('X509 CERTIFICATE', leafDer)}`))
    fc.assert(fc.property(fc.array(forms, { minLength: 1, maxLength: 5 }), (files) => {
      const read = readBundle(files)
      if ('reason' in read) throw new Error(read.reason)
      const prints = read.certificates.map(({ fingerprint }) => fingerprint)
      expect(new Set(prints).size).toBe(prints.length)
      expect(prints).toContain(readCertificate(files[0]!.includes('-----') ? leafDer : files[0]!).fingerprint)
    }), { numRuns: 40 })
    expect(bundled(request)).toBe('unreadable')
    expect(bundled(rootDer, Buffer.from('-----BEGIN RSA PRIVATE KEY-----'))).toBe('private_key')
    expect(bundled(Buffer.from(pemOf('CERTIFICATE', rootDer).repeat(21)))).toBe('too_many')
  })
})
