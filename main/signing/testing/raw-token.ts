import { constants, sign } from 'node:crypto'
import type { TestKey } from './key-pair'

const pss = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }
const b64 = (bytes: string | Uint8Array): string => Buffer.from(bytes).toString('base64url')

/** A JWS that some other program made: any header and payload text, really signed with the key. */
export const rawToken = (key: TestKey, header: unknown, payload: string | Uint8Array, options: { padding: number; saltLength?: number } = pss): string => {
  const signed = `${b64(typeof header === 'string' ? header : JSON.stringify(header))}.${b64(payload)}`
  return `${signed}.${b64(sign('sha256', Buffer.from(signed), { key: key.privateKey, ...options }))}`
}
