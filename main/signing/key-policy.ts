import { createHash, createPublicKey, type KeyObject } from 'node:crypto'
import type { SigningKey } from '#contract/signing'

/** What makes and checks every signature here: RSASSA-PSS, SHA-256, salt 32 (JOSE `PS256`, RFC 7518 §3.5). */
export const modulusBits = 3072
const exponent = 65537n

/** A key that this program neither signs with nor trusts. */
export class KeyOutsidePolicy extends Error {
  override name = 'KeyOutsidePolicy'
}

/** @throws KeyOutsidePolicy unless RSA, at least 3072 bits, e = 65537. */
export const admitKey = (key: KeyObject): KeyObject => {
  const { modulusLength = 0, publicExponent } = key.asymmetricKeyDetails ?? {}
  if (key.asymmetricKeyType !== 'rsa' || modulusLength < modulusBits || publicExponent !== exponent) {
    throw new KeyOutsidePolicy(`${key.asymmetricKeyType ?? 'secret'} ${modulusLength} e=${publicExponent ?? 0n}`)
  }
  return key
}

/**
 * Reads a public key (SPKI, PEM).
 * @throws KeyOutsidePolicy, or what node:crypto throws on text that is no key.
 */
export const importPublicKey = (pem: string): KeyObject => admitKey(createPublicKey(pem))

/** A signer's key, or the office root's, which signs certificates and the trust file alone. */
export type KeyUse = SigningKey['use'] | 'root'

const prefix: Record<KeyUse, string> = { director: 'd', acting: 'a', seal: 's', root: 'r' }

/** A key's name in headers: `d-`, `a-`, `s-` or `r-` and the first 16 characters of SHA-256 (base64url) over its SPKI, DER. */
export const kidOf = (publicKey: KeyObject, use: KeyUse): string => {
  const spki = publicKey.export({ type: 'spki', format: 'der' })
  return `${prefix[use]}-${createHash('sha256').update(spki).digest('base64url').slice(0, 16)}`
}
