import { createHash, X509Certificate } from 'node:crypto'
import { NotDer, part, readDer, tags, type Der } from './asn1'
import { keyOfSpki } from './algorithms'
import { nameText } from './names'
import { extensionsOf, readSigned, wholeOf, type SignedForm } from './signed-form'

export type KeyUsage = 'digitalSignature' | 'nonRepudiation' | 'keyEncipherment' | 'dataEncipherment' | 'keyAgreement' | 'keyCertSign' | 'cRLSign'
const usages: readonly KeyUsage[] = ['digitalSignature', 'nonRepudiation', 'keyEncipherment', 'dataEncipherment', 'keyAgreement', 'keyCertSign', 'cRLSign']

/** A certificate taken apart; nothing of it is proven. Names are compared by their bytes. */
export type Certificate = SignedForm & {
  /** SHA-256 of the whole, base64url. */
  fingerprint: string
  serial: string
  issuer: Buffer
  issuerText: string
  subject: Buffer
  subjectText: string
  notBefore: Date
  notAfter: Date
  spki: Buffer
  ca: boolean
  pathLength: number | null
  /** Null: the extension is not there. */
  usage: ReadonlySet<KeyUsage> | null
  purposes: readonly string[] | null
  subjectKeyId: Buffer | null
  authorityKeyId: Buffer | null
  /** Critical extensions that this program does not understand. */
  unknownCritical: readonly string[]
}

/** A certificate is a few kilobytes; nothing longer is read. */
export const mostCertificateBytes = 32_768

/** RFC 5280 §4.1. @throws NotDer on anything that is not one X.509 v3 certificate in its DER form. */
export const readCertificate = (der: Uint8Array): Certificate => {
  if (der.length > mostCertificateBytes) throw new NotDer('too large')
  const { tbs, form } = readSigned(der, (one) => one.parts[2])
  if (part(part(tbs, 0, 'c0'), 0, tags.int).content.toString('hex') !== '02') throw new NotDer('form')
  const serial = part(tbs, 1, tags.int)
  const issuer = part(tbs, 3, tags.seq)
  const [notBefore, notAfter] = part(tbs, 4, tags.seq).parts.map(({ time }) => time)
  const subject = part(tbs, 5, tags.seq)
  const spki = part(tbs, 6, tags.seq).raw
  if (!notBefore || !notAfter) throw new NotDer('form')
  const certificate: Certificate = {
    ...form, fingerprint: createHash('sha256').update(form.der).digest('base64url'), serial: serial.content.toString('hex'), issuer: issuer.raw, issuerText: nameText(issuer),
    subject: subject.raw, subjectText: nameText(subject), notBefore, notAfter, spki, ...readExtensions(tbs.parts.slice(7).find(({ tag }) => tag === 'c3')),
  }
  agree(certificate)
  return certificate
}

/** A second reader, OpenSSL's or BoringSSL's own, must see the same certificate: parsers that differ are how one is deceived. */
const agree = ({ der, spki, serial }: Certificate): void => {
  let same: boolean
  try {
    const other = new X509Certificate(der)
    same = keyOfSpki(spki).equals(other.publicKey) && bare(other.serialNumber) === bare(serial)
  } catch {
    throw new NotDer('second reader')
  }
  if (!same) throw new NotDer('readers differ')
}
const bare = (serial: string): string => serial.toLowerCase().replace(/^0+/, '')

type Extensions = Pick<Certificate, 'ca' | 'pathLength' | 'usage' | 'purposes' | 'subjectKeyId' | 'authorityKeyId' | 'unknownCritical'>

const understood = new Set(['2.5.29.14', '2.5.29.15', '2.5.29.17', '2.5.29.18', '2.5.29.19', '2.5.29.31', '2.5.29.32', '2.5.29.35', '2.5.29.37'])

const readExtensions = (list: Der | undefined): Extensions => {
  const all = extensionsOf(list)
  const value = (name: string): Der | null => {
    const found = all.get(name)
    return found ? readDer(found.value) : null
  }
  const basic = value('2.5.29.19')
  const usage = value('2.5.29.15')
  const length = basic?.parts.find(({ tag }) => tag === tags.int)
  return {
    ca: basic?.parts[0]?.tag === tags.bool && basic.parts[0].raw[2] !== 0,
    pathLength: length ? Number(wholeOf(length)) : null,
    usage: usage ? usageOf(usage) : null,
    purposes: value('2.5.29.37')?.parts.map(({ text }) => text ?? '') ?? null,
    subjectKeyId: value('2.5.29.14')?.content ?? null,
    authorityKeyId: value('2.5.29.35')?.parts.find(({ tag }) => tag === 'c0')?.content ?? null,
    unknownCritical: [...all].filter(([name, { critical }]) => critical && !understood.has(name)).map(([name]) => name),
  }
}

const usageOf = ({ tag, content }: Der): ReadonlySet<KeyUsage> => {
  if (tag !== tags.bits) throw new NotDer('key usage')
  return new Set(usages.filter((_, i) => ((content[i >> 3] ?? 0) & (0x80 >> (i & 7))) !== 0))
}
