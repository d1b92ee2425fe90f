import { constants, createPublicKey, verify, type KeyObject } from 'node:crypto'
import { openToken, readPayload, type TokenFault, type TokenType } from '#contract/verify/compact-token'
import type { KnownDelegation } from '#contract/verify/delegation'
import { canonicalText } from '#main/ledger/index'
import { importPublicKey } from './key-policy'

export type JwsType = TokenType
/** A public key as a verifier holds it: nothing else is needed to check a document. */
export type VerifierKey = { kid: string; publicPem: string; use: 'director' | 'acting' | 'seal'; /** What was delegated to an acting director's key. */ delegations?: readonly KnownDelegation[] }

export type JwsFault = TokenFault
export type JwsCheck<K extends VerifierKey = VerifierKey> = { ok: true; text: string; /** Of the text, as they were signed. */ bytes: Uint8Array; value: unknown; key: K; bat: string | null } | { ok: false; reason: JwsFault }

/** RSASSA-PSS as PS256 has it (RFC 7518 §3.5), as node:crypto asks for it beside the digest and the key. */
export const ps256 = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 } as const

const refuse = (reason: JwsFault): { ok: false; reason: JwsFault } => ({ ok: false, reason })

/**
 * Checks a compact JWS (RFC 7515 §7.1) with public keys only, more strictly than a library would: one encoding of every
 * byte, a canonical header of three members or four, PS256 alone, and a payload that is its own canonical form (RFC 8785).
 */
export const verifyJws = <K extends VerifierKey>(token: string, typ: JwsType, keys: readonly K[]): JwsCheck<K> => {
  const open = openToken(token, typ, decodeBase64url)
  if ('reason' in open) return refuse(open.reason)
  const key = keys.find(({ kid }) => kid === open.kid)
  const check = key && readKey(key.publicPem)
  if (!key || !check) return refuse('signer_unknown')
  if (!check(Buffer.from(open.signed, 'latin1'), open.signature)) return refuse('signature')
  const read = readPayload(open.payload)
  return 'reason' in read ? refuse(read.reason) : { ok: true, text: read.text, bytes: open.payload, value: read.value, key, bat: open.bat }
}

/** `fromBase64url` in the engine's own hand: what is not written back as it stood has another spelling, or is none. */
export const decodeBase64url = (text: string): Buffer<ArrayBuffer> | null => {
  const bytes = Buffer.from(text, 'base64url')
  return bytes.toString('base64url') === text ? bytes : null
}

/** Whether bytes bear this signature of one key (PS256). */
export type SignatureCheck = (signed: Uint8Array, signature: Uint8Array) => boolean

/**
 * A check for any number of signatures of one key. The options stand on a key object of its own: node:crypto asks a bare options
 * object three ways whether it is a key, which costs a fifth of the arithmetic.
 * Length first: a verifier that drops leading zeros would accept a second form of the same signature (CVE-2020-14968).
 */
export const signatureCheck = (publicKey: KeyObject): SignatureCheck => {
  const modulusBytes = (publicKey.asymmetricKeyDetails?.modulusLength ?? 0) / 8
  const key = Object.assign(createPublicKey(publicKey.export({ type: 'spki', format: 'pem' })), ps256)
  return (signed, signature) => signature.length === modulusBytes && verify('sha256', signed, key, signature)
}

/** What a header says beside algorithm, key and type: `bat`, the digest of the manifest that a permit was signed with. */
export type HeaderExtra = { bat?: string }

/** The protected header of a document, in canonical order. */
export const headerText = (kid: string, typ: JwsType, { bat }: HeaderExtra = {}): string => canonicalText({ alg: 'PS256', bat, kid, typ })

const kept = new Map<string, SignatureCheck | null>()

/** Parsing a key costs more than checking a signature with it. An unusable key is nobody's. */
const readKey = (pem: string): SignatureCheck | null => {
  const known = kept.get(pem)
  if (known !== undefined) return known
  if (kept.size > 100) kept.clear()
  let key: SignatureCheck | null = null
  try {
    key = signatureCheck(importPublicKey(pem))
  } catch {
    // Not a key, or outside policy: the signer counts as unknown.
  }
  kept.set(pem, key)
  return key
}
