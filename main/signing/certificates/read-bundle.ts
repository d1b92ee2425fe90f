import { createPublicKey } from 'node:crypto'
import { NotDer, part, readDer, tags, type Der } from './asn1'
import { readCertificate, type Certificate } from './read-certificate'

/** `unreadable`: no certificate in a form we know; `private_key`: somebody chose the wrong file, and nobody else may see it. */
export type BundleFault = 'unreadable' | 'private_key' | 'too_large' | 'too_many'

const mostBytes = 1024 * 1024
const mostCertificates = 20
const block = /-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\s]+)-----END \1-----/g
const signedData = '1.2.840.113549.1.7.2'

/** The certificates in a PKCS#7 / CMS SignedData (`.p7b`); what is signed within is of no interest. */
const certificatesOfCms = (whole: Der): Buffer[] => {
  if (part(whole, 0, tags.oid).text !== signedData) throw new NotDer('not signed data')
  const data = part(part(whole, 1, 'c0'), 0, tags.seq)
  return data.parts.find(({ tag }) => tag === 'c0')?.parts.map(({ raw }) => raw) ?? []
}

const certificatesOfDer = (bytes: Buffer): Buffer[] => {
  const whole = readDer(bytes)
  return whole.parts[0]?.tag === tags.oid ? certificatesOfCms(whole) : [whole.raw]
}

const certificatesOfPem = (text: string): Buffer[] =>
  [...text.matchAll(block)].flatMap(([, label = '', body = '']) => {
    const bytes = Buffer.from(body.replace(/\s/g, ''), 'base64')
    if (label === 'CERTIFICATE' || label === 'X509 CERTIFICATE' || label === 'TRUSTED CERTIFICATE') return [bytes]
    return label === 'PKCS7' || label === 'CMS' ? certificatesOfDer(bytes) : []
  })

/**
 * Every certificate in the files that an authority gave: PEM (one or many), DER, or PKCS#7 in either form; each once.
 * @returns in the order in which they lie there, or why nothing of it is used.
 */
export const readBundle = (files: readonly Buffer[]): { certificates: Certificate[] } | { reason: BundleFault } => {
  if (files.some((file) => file.length > mostBytes)) return { reason: 'too_large' }
  try {
    const ders = files.flatMap((file) => {
      const text = file.toString('latin1')
      if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text)) throw new PrivateKeyGiven()
      return text.includes('-----BEGIN ') ? certificatesOfPem(text) : certificatesOfDer(file)
    })
    if (ders.length > mostCertificates) return { reason: 'too_many' }
    const found = new Map(ders.map((der) => readCertificate(der)).map((one) => [one.fingerprint, one]))
    return found.size > 0 ? { certificates: [...found.values()] } : { reason: 'unreadable' }
  } catch (error) {
    if (error instanceof PrivateKeyGiven) return { reason: 'private_key' }
    if (error instanceof NotDer) return { reason: 'unreadable' }
    throw error
  }
}

class PrivateKeyGiven extends Error {
  override name = 'PrivateKeyGiven'
}

/** PEM of one DER text. */
export const pemOf = (label: string, der: Uint8Array): string =>
  `-----BEGIN ${label}-----\n${(Buffer.from(der).toString('base64').match(/.{1,64}/g) ?? []).join('\n')}\n-----END ${label}-----\n`

/** The bytes behind the first PEM block with this label, or of a file that is DER already. */
export const derOf = (file: Buffer, label: string): Buffer => {
  const found = [...file.toString('latin1').matchAll(block)].find(([, name]) => name === label)
  return found ? Buffer.from((found[2] ?? '').replace(/\s/g, ''), 'base64') : file
}

/** A public key as certificates carry it (SPKI, DER), of its PEM as we keep it. */
export const spkiOfPem = (pem: string): Buffer => createPublicKey(pem).export({ type: 'spki', format: 'der' })
