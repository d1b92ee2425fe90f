import { constants, verify, type KeyObject } from 'node:crypto'
import { openToken, readPayload, type TokenFault, type TokenType } from '#contract/verify/compact-token'
import type { KnownDelegation } from '#contract/verify/delegation'
import { canonicalText } from '#main/ledger/index'
import { importPublicKey } from './key-policy'

export type JwsType = TokenType
/** A public key as a verifier holds it: nothing else is needed to check a document. */
export type VerifierKey = { kid: string; publicPem: string; use: 'director' | 'acting' | 'seal'; /** What was delegated to an acting director's key. */ delegations?: readonly KnownDelegation[] }

export type JwsFault = TokenFault
export type JwsCheck<K extends VerifierKey = VerifierKey> = { ok: true; text: string; value: unknown; key: K; bat: string | null } | { ok: false; reason: JwsFault }

const refuse = (reason: JwsFault): { ok: false; reason: JwsFault } => ({ ok: false, reason })

/**
 * Checks a compact JWS (RFC 7515 §7.1) with public keys only, more strictly than a library would: one encoding of every
 * byte, a canonical header of three members or four, PS256 alone, and a payload that is its own canonical form (RFC 8785).
 */
export const verifyJws = <K extends VerifierKey>(token: string, typ: JwsType, keys: readonly K[]): JwsCheck<K> => {
  const open = openToken(token, typ)
  if ('reason' in open) return refuse(open.reason)
  const key = keys.find(({ kid }) => kid === open.kid)
  const publicKey = key && readKey(key.publicPem)
  if (!key || !publicKey) return refuse('signer_unknown')
  if (!signatureFits(Buffer.from(open.signed, 'latin1'), open.signature, publicKey)) return refuse('signature')
  const read = readPayload(open.payload)
  return 'reason' in read ? refuse(read.reason) : { ok: true, text: read.text, value: read.value, key, bat: open.bat }
}

/** Length first: a verifier that drops leading zeros would accept a second form of the same signature (CVE-2020-14968). */
export const signatureFits = (signed: Uint8Array, signature: Uint8Array, publicKey: KeyObject, modulusBytes = modulusBytesOf(publicKey)): boolean =>
  signature.length === modulusBytes &&
  verify('sha256', signed, { key: publicKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }, signature)

export const modulusBytesOf = (publicKey: KeyObject): number => (publicKey.asymmetricKeyDetails?.modulusLength ?? 0) / 8

/** What a header says beside algorithm, key and type: `bat`, the digest of the manifest that a permit was signed with. */
export type HeaderExtra = { bat?: string }

/** The protected header of a document, in canonical order. */
export const headerText = (kid: string, typ: JwsType, { bat }: HeaderExtra = {}): string => canonicalText({ alg: 'PS256', bat, kid, typ })

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
