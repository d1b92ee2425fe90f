import { constants, verify, type KeyObject } from 'node:crypto'
import { canonicalText } from '#main/ledger/index'
import { importPublicKey } from './key-policy'

export type JwsType = 'permit+jws' | 'referral+jws' | 'revocation+jws'
/** A public key as a verifier holds it: nothing else is needed to check a document. */
export type VerifierKey = { kid: string; publicPem: string; use: 'director' | 'seal' }

export type JwsFault = 'form' | 'too_large' | 'header' | 'algorithm' | 'type' | 'signer_unknown' | 'signature' | 'encoding' | 'canonical'
export type JwsCheck = { ok: true; text: string; value: unknown; key: VerifierKey } | { ok: false; reason: JwsFault }

/** The longest document of ours is under 2,000 characters; nothing longer is even decoded. */
const longest = 8_192
const shape = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/

const refuse = (reason: JwsFault): JwsCheck => ({ ok: false, reason })

/**
 * Checks a compact JWS (RFC 7515 §7.1) with public keys only, more strictly than a library would: one encoding of every
 * byte, a canonical header of exactly three members, PS256 alone, and a payload that is its own canonical form (RFC 8785).
 */
export const verifyJws = (token: string, typ: JwsType, keys: readonly VerifierKey[]): JwsCheck => {
  if (token.length > longest) return refuse('too_large')
  if (!shape.test(token)) return refuse('form')
  const [header = '', payload = '', signature = ''] = token.split('.')
  const parts = [header, payload, signature].map((part) => Buffer.from(part, 'base64url'))
  if ([header, payload, signature].some((part, i) => parts[i]!.toString('base64url') !== part)) return refuse('form')
  const found = findSigner(parts[0]!, typ, keys)
  if ('reason' in found) return refuse(found.reason)
  if (!signatureFits(Buffer.from(`${header}.${payload}`), parts[2]!, found.publicKey)) return refuse('signature')
  const read = canonicalJson(parts[1]!)
  return 'reason' in read ? refuse(read.reason) : { ok: true, text: read.text, value: read.value, key: found.key }
}

/** Length first: a verifier that drops leading zeros would accept a second form of the same signature (CVE-2020-14968). */
export const signatureFits = (signed: Uint8Array, signature: Uint8Array, publicKey: KeyObject, modulusBytes = modulusBytesOf(publicKey)): boolean =>
  signature.length === modulusBytes &&
  verify('sha256', signed, { key: publicKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }, signature)

export const modulusBytesOf = (publicKey: KeyObject): number => (publicKey.asymmetricKeyDetails?.modulusLength ?? 0) / 8

/** The protected header of a document, in canonical order. */
export const headerText = (kid: string, typ: JwsType): string => canonicalText({ alg: 'PS256', kid, typ })

type Signer = { key: VerifierKey; publicKey: KeyObject }

const findSigner = (bytes: Buffer, typ: JwsType, keys: readonly VerifierKey[]): Signer | { reason: JwsFault } => {
  const read = canonicalJson(bytes)
  if ('reason' in read || typeof read.value !== 'object' || read.value === null) return { reason: 'header' }
  const header = new Map<string, unknown>(Object.entries(read.value))
  if (header.size !== 3 || !['alg', 'kid', 'typ'].every((name) => typeof header.get(name) === 'string')) return { reason: 'header' }
  if (header.get('alg') !== 'PS256') return { reason: 'algorithm' }
  if (header.get('typ') !== typ) return { reason: 'type' }
  const key = keys.find((k) => k.kid === header.get('kid'))
  const publicKey = key && readKey(key.publicPem)
  return key && publicKey ? { key, publicKey } : { reason: 'signer_unknown' }
}

/** Bytes → text (UTF-8, fatal) → value, refused unless writing the value canonically gives the same text. */
const canonicalJson = (bytes: Buffer): { text: string; value: unknown } | { reason: 'encoding' | 'canonical' } => {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return { reason: 'encoding' }
  }
  try {
    const value: unknown = JSON.parse(text)
    return canonicalText(value) === text ? { text, value } : { reason: 'canonical' }
  } catch {
    return { reason: 'canonical' }
  }
}

const kept = new Map<string, KeyObject | null>()

/** Parsing a key costs more than checking a signature with it. An unusable key is nobody's. */
const readKey = (pem: string): KeyObject | null => {
  const known = kept.get(pem)
  if (known !== undefined) return known
  if (kept.size > 100) kept.clear()
  let key: KeyObject | null = null
  try {
    key = importPublicKey(pem)
  } catch {
    // Not a key, or outside policy: the signer counts as unknown.
  }
  kept.set(pem, key)
  return key
}
