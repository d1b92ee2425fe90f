import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { app } from './running-app'
import { strict, surroundings } from './surroundings'

const none = surroundings.secretStore === 'none'

const key = (): Buffer => {
  const file = join(app.getPath('userData'), 'standin-secret')
  if (!existsSync(file)) writeFileSync(file, randomBytes(32), { mode: 0o600 })
  return readFileSync(file)
}

/** The asynchronous form only: the other one leaves Electron with version 46. The key lies in a file: there is no keychain. */
export const safeStorage = strict('safeStorage', {
  isAsyncEncryptionAvailable: (): Promise<boolean> => Promise.resolve(!none),
  getSelectedStorageBackend: (): string => (none ? 'unknown' : surroundings.secretStore),
  encryptStringAsync: (plain: string): Promise<Buffer> => {
    if (none) return Promise.reject(new Error('Encryption is not available.'))
    const nonce = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', key(), nonce)
    const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
    return Promise.resolve(Buffer.concat([Buffer.from('v11'), nonce, cipher.getAuthTag(), sealed]))
  },
  decryptStringAsync: (sealed: Buffer): Promise<{ result: string; shouldReEncrypt: boolean }> => {
    if (none) return Promise.reject(new Error('Decryption is not available.'))
    const decipher = createDecipheriv('aes-256-gcm', key(), sealed.subarray(3, 15)).setAuthTag(sealed.subarray(15, 31))
    try {
      return Promise.resolve({ result: decipher.update(sealed.subarray(31), undefined, 'utf8') + decipher.final('utf8'), shouldReEncrypt: false })
    } catch {
      return Promise.reject(new Error('Error while decrypting the ciphertext provided to safeStorage.decryptStringAsync.'))
    }
  },
})
