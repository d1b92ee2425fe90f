import { createPublicKey, type KeyObject } from 'node:crypto'
import { NotDer } from '../certificates/asn1'
import { readCertificate } from '../certificates/read-certificate'

/** What a certificate that lies on a token says of its key; nothing of it is proven here. */
export type TokenCertificateFacts = {
  subject: string
  issuer: string
  serial: string
  notBefore: Date
  notAfter: Date
  publicKey: KeyObject
  authority: boolean
  /** Its key usage allows signatures on documents, or it names no usage (RFC 5280 §4.2.1.3). */
  signs: boolean
}

/** @returns null for bytes that are no X.509 certificate by our own strict reader. */
export const readTokenCertificate = (der: Buffer): TokenCertificateFacts | null => {
  try {
    const { subjectText, issuerText, serial, notBefore, notAfter, spki, ca, usage } = readCertificate(der)
    return {
      subject: subjectText, issuer: issuerText, serial, notBefore, notAfter, authority: ca,
      publicKey: createPublicKey({ key: spki, format: 'der', type: 'spki' }),
      signs: usage === null || usage.has('digitalSignature') || usage.has('nonRepudiation'),
    }
  } catch (error) {
    if (error instanceof NotDer) return null
    throw error
  }
}
