import { importPublicKey, kidOf, type VerifierKey } from '#main/signing/index'

const block = /-----BEGIN PUBLIC KEY-----[A-Za-z0-9+/=\s]+-----END PUBLIC KEY-----/g

/**
 * The keys in a PEM text with one or more public keys, as `mohr verify` is given. A key's name is a digest of the key, so
 * the file needs no names; which use it has, the name in the signed header says.
 * @throws KeyOutsidePolicy, or what node:crypto throws, on a block that holds no usable key.
 */
export const keysOfPem = (pem: string): VerifierKey[] =>
  (pem.match(block) ?? []).flatMap((publicPem) => {
    const key = importPublicKey(publicPem)
    return (['director', 'seal'] as const).map((use) => ({ kid: kidOf(key, use), publicPem, use }))
  })
