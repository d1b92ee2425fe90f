import { scryptSync } from 'node:crypto'

/** Parameters travel beside what they protect, so that they can be raised later. */
export type KdfParameters = { name: 'scrypt'; N: number; r: number; p: number; salt: string }

/** OWASP's floor for scrypt with r=8, p=1: 128 MiB, about a fifth of a second. Present in every Node and Electron. */
export const defaultCost = 2 ** 17

/** The lowest cost a stored slot may name; lower means the file was tampered with. Tests use it. */
export const minimumCost = 2 ** 12

/**
 * A 32-byte key from a passphrase. NFC first: the same word typed on two keyboards is the same passphrase.
 * @throws RangeError on parameters outside policy.
 */
export const deriveKey = (passphrase: string, { N, r, p, salt }: KdfParameters): Buffer => {
  if (N < minimumCost || N > 2 ** 20 || r !== 8 || p !== 1) throw new RangeError('key derivation outside policy')
  return scryptSync(passphrase.normalize('NFC'), Buffer.from(salt, 'base64url'), 32, { N, r, p, maxmem: 256 * N * r })
}
