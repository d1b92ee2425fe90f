import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { kidOf } from '../key-policy'
import type { VerifierKey } from '../compact-jws'

export type TestKey = VerifierKey & { privateKey: KeyObject; publicKey: KeyObject; der: () => Buffer }

/** A real RSA-3072 pair; making one takes a while, so a test file makes it once. */
export const makeTestKey = (use: VerifierKey['use'] = 'director', modulusLength = 3072, publicExponent = 65537): TestKey => {
  const pair = generateKeyPairSync('rsa', { modulusLength, publicExponent })
  const der = pair.privateKey.export({ type: 'pkcs8', format: 'der' })
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
  const publicKey = createPublicKey(privateKey)
  return {
    kid: kidOf(publicKey, use), use, publicPem: publicKey.export({ type: 'spki', format: 'pem' }).toString(), privateKey, publicKey,
    der: () => Buffer.from(der),
  }
}
