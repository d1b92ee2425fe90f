import { randomBytes } from 'node:crypto'
import { Integer, Null, OctetString } from 'asn1js'
import { AlgorithmIdentifier, MessageImprint, TimeStampReq } from 'pkijs'

export const sha256Oid = '2.16.840.1.101.3.4.2.1'

/** A copy whose memory is its own: what the ASN.1 library wants. */
export const ownBuffer = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer

/** Eight random bytes as a positive integer without leading zero byte: one encoding only. */
export const newNonce = (): Buffer => {
  const bytes = randomBytes(8)
  bytes[0] = (bytes[0]! & 0x7f) | 0x40
  return bytes
}

/** TimeStampReq (RFC 3161 §2.4.1), DER: SHA-256 imprint, nonce, and the wish for the authority's certificates. */
export const buildRequest = (imprint: Uint8Array, nonce: Uint8Array, policy: string): Buffer => {
  const request = new TimeStampReq({
    version: 1, certReq: true, nonce: new Integer({ valueHex: ownBuffer(nonce) }),
    messageImprint: new MessageImprint({
      hashAlgorithm: new AlgorithmIdentifier({ algorithmId: sha256Oid, algorithmParams: new Null() }),
      hashedMessage: new OctetString({ valueHex: ownBuffer(imprint) }),
    }),
    ...(policy === '' ? {} : { reqPolicy: policy }),
  })
  return Buffer.from(request.toSchema().toBER())
}
