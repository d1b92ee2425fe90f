import { createPublicKey, type KeyObject } from 'node:crypto'
import type { OpenModule } from './open-module'
import { rvOf, type Handle } from './native'

/** A key pair as a token shows it to anybody: by CKA_ID, its public key and the certificate that lies beside it. */
export type ShownKey = { keyId: string; label: string; publicKey: KeyObject | null; certificate: Buffer | null }

export type Session = { module: OpenModule; handle: Handle }

/** All objects like this one. */
export const findObjects = ({ module: { p11 }, handle }: Session, like: { type: number; value: number | boolean | Buffer }[]): Handle[] => {
  p11.C_FindObjectsInit(handle, like)
  try {
    const found: Handle[] = []
    for (let more = p11.C_FindObjects(handle, 20); more.length > 0; more = p11.C_FindObjects(handle, 20)) found.push(...more)
    return found
  } finally {
    p11.C_FindObjectsFinal(handle)
  }
}

/** One attribute's bytes, or null where the object does not have it or does not show it. */
export const readAttribute = ({ module: { p11 }, handle }: Session, object: Handle, type: number): Buffer | null => {
  try {
    const value = p11.C_GetAttributeValue(handle, object, [{ type }])[0]?.value
    return Buffer.isBuffer(value) ? value : null
  } catch (error) {
    if (/^CKR_ATTRIBUTE_(TYPE_INVALID|SENSITIVE)$/.test(rvOf(error))) return null
    throw error
  }
}

/** A CK_BBOOL; null where the object does not say. */
export const readFlag = (session: Session, object: Handle, type: number): boolean | null => {
  const value = readAttribute(session, object, type)
  return value === null || value.length !== 1 ? null : value[0] !== 0
}

/** The RSA public key of a public or private key object, from its modulus and exponent; null for any other key. */
export const readPublicKey = (session: Session, object: Handle): KeyObject | null => {
  const { ck } = session.module
  const n = readAttribute(session, object, ck.CKA_MODULUS)
  const e = readAttribute(session, object, ck.CKA_PUBLIC_EXPONENT)
  if (!n || !e || n.length === 0 || e.length === 0) return null
  try {
    return createPublicKey({ format: 'jwk', key: { kty: 'RSA', n: n.toString('base64url'), e: e.toString('base64url') } })
  } catch {
    return null
  }
}

/** Key pairs and certificates that the token shows without its PIN, one line for each CKA_ID. */
export const listShownKeys = (session: Session): ShownKey[] => {
  const { ck } = session.module
  const byId = new Map<string, ShownKey>()
  const lineOf = (object: Handle): ShownKey | null => {
    const keyId = readAttribute(session, object, ck.CKA_ID)?.toString('hex') ?? ''
    if (keyId === '') return null
    const line = byId.get(keyId) ?? { keyId, label: '', publicKey: null, certificate: null }
    line.label ||= (readAttribute(session, object, ck.CKA_LABEL)?.toString('utf8') ?? '').replace(/[\p{Cc}\p{Cf}\uFFFD]/gu, '').slice(0, 100)
    byId.set(keyId, line)
    return line
  }
  for (const object of findObjects(session, [{ type: ck.CKA_CLASS, value: ck.CKO_PUBLIC_KEY }])) {
    const line = lineOf(object)
    if (line) line.publicKey ??= readPublicKey(session, object)
  }
  for (const object of findObjects(session, [{ type: ck.CKA_CLASS, value: ck.CKO_CERTIFICATE }])) {
    const line = lineOf(object)
    if (line) line.certificate ??= readAttribute(session, object, ck.CKA_VALUE)
  }
  return [...byId.values()]
}
