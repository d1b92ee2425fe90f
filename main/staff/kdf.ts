import { scryptSync } from 'node:crypto'

/** Parameters travel beside what they protect, so that they can be raised later. */
export type KdfParameters = { name: 'scrypt'; N: number; r: number; p: number; salt: string }

/** OWASP's floor for scrypt with r=8, p=1: 128 MiB, about a fifth of a second. Present in every Node and Electron. */
export const defaultCost = 2 ** 17

/** The lowest cost a stored slot may name; lower means the file was tampered with. Tests use it. */
export const minimumCost = 2 ** 12

/** Whether parameters are neither weak nor more than a machine can bear; scrypt takes powers of two only. */
export const withinPolicy = ({ N, r, p }: Pick<KdfParameters, 'N' | 'r' | 'p'>): boolean =>
  N >= minimumCost && N <= 2 ** 20 && Number.isInteger(Math.log2(N)) && r === 8 && p === 1

/**
 * A 32-byte key from a passphrase. NFC first: the same word typed on two keyboards is the same passphrase.
 * @throws RangeError on parameters outside policy.
 */
export const deriveKey = (passphrase: string, kdf: KdfParameters): Buffer => {
  if (!withinPolicy(kdf)) throw new RangeError('key derivation outside policy')
  const { N, r, p, salt } = kdf
  return scryptSync(passphrase.normalize('NFC'), Buffer.from(salt, 'base64url'), 32, { N, r, p, maxmem: 256 * N * r })
}
