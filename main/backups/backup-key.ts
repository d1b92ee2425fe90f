import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption'

export type BackupKey = { recipient: string; identity: string; sealedIdentity: string }

/** scrypt of age: 2^17 is about a second here; reading accepts what age's own tools make. */
const workFactor = 17

/** A key pair of its own for backups, and its secret half under the passphrase (age, scrypt recipient). */
export const createBackupKey = async (passphrase: string, factor = workFactor): Promise<BackupKey> => {
  const identity = await generateX25519Identity()
  const encrypter = new Encrypter()
  encrypter.setPassphrase(passphrase)
  encrypter.setScryptWorkFactor(factor)
  const sealed = await encrypter.encrypt(identity)
  return { identity, recipient: await identityToRecipient(identity), sealedIdentity: Buffer.from(sealed).toString('base64') }
}

/** The identity in a backup's header, or null when the passphrase does not open it. */
export const openIdentity = async (sealedIdentity: string, passphrase: string): Promise<string | null> => {
  const decrypter = new Decrypter()
  decrypter.addPassphrase(passphrase)
  try {
    return await decrypter.decrypt(Buffer.from(sealedIdentity, 'base64'), 'text')
  } catch {
    return null
  }
}
