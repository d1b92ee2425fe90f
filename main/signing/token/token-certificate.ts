import type { KeyObject } from 'node:crypto'
import { X509Certificate } from 'node:crypto'

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

/** @returns null for bytes that are no X.509 certificate. */
export const readTokenCertificate = (der: Buffer): TokenCertificateFacts | null => {
  try {
    const certificate = new X509Certificate(der)
    return {
      subject: certificate.subject, issuer: certificate.issuer, serial: certificate.serialNumber, notBefore: certificate.validFromDate, notAfter: certificate.validToDate,
      publicKey: certificate.publicKey, authority: certificate.ca, signs: true,
    }
  } catch {
    return null
  }
}
