import { X509Certificate } from 'node:crypto'
import { importPublicKey, kidOf, type VerifierKey } from '#main/signing/index'

const block = /-----BEGIN (PUBLIC KEY|CERTIFICATE)-----[A-Za-z0-9+/=\s]+-----END \1-----/g

/** A certificate stands for its key: who vouches for it and until when is for the reader to judge, a permit has no clock. */
const publicPemOf = (pem: string): string =>
  pem.includes('CERTIFICATE') ? new X509Certificate(pem).publicKey.export({ type: 'spki', format: 'pem' }).toString() : pem

/**
 * The keys in a PEM text with one or more public keys or certificates, as `mohr verify` is given. A key's name is a digest
 * of the key, so the file needs no names; which use it has, the name in the signed header says.
 * @throws KeyOutsidePolicy, or what node:crypto throws, on a block that holds no usable key.
 */
export const keysOfPem = (pem: string): VerifierKey[] =>
  (pem.match(block) ?? []).map(publicPemOf).flatMap((publicPem) => {
    const key = importPublicKey(publicPem)
    return (['director', 'seal'] as const).map((use) => ({ kid: kidOf(key, use), publicPem, use }))
  })
