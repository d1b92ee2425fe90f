import { safeStorage } from 'electron'
import type { SecretStoreState } from '#contract/machine-lock'

/** Linux without a secret service: Chromium then encrypts under a password that everybody knows. */
const isPlainText = (): boolean => process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text'

/** What this machine's store is worth (Keychain, DPAPI, a Linux secret service). */
export const secretState = async (): Promise<SecretStoreState> => {
  if (isPlainText()) return 'plain_text'
  return (await safeStorage.isAsyncEncryptionAvailable()) ? 'ready' : 'absent'
}

/** The asynchronous form only: the other one holds the window up and leaves Electron with version 46. */
export const wrapSecret = async (secret: string): Promise<string> => {
  if ((await secretState()) !== 'ready') throw new Error('no secret store')
  return (await safeStorage.encryptStringAsync(secret)).toString('base64')
}

export const unwrapSecret = async (wrapped: string): Promise<string> => {
  if (isPlainText()) throw new Error('no secret store')
  return (await safeStorage.decryptStringAsync(Buffer.from(wrapped, 'base64'))).result
}
