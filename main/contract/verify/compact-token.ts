import { fromBase64url } from './base64url'
import { readCanonical } from './canonical-json'

/** Why a signed text is refused, in the order in which it is looked at. */
export type TokenFault = 'form' | 'too_large' | 'header' | 'algorithm' | 'type' | 'signer_unknown' | 'signature' | 'encoding' | 'canonical'
export type TokenType = 'permit+jws' | 'referral+jws' | 'revocation+jws' | 'statuslist+jwt'

export type OpenToken = {
  kid: string
  /** What the signature is over: `HEADER.PAYLOAD`, ASCII. */
  signed: string
  payload: Uint8Array<ArrayBuffer>
  signature: Uint8Array<ArrayBuffer>
}

/** Our longest permit is under 2,000 characters; a status list of which every place were set is under 60,000. Nothing longer is decoded. */
const longest: Record<TokenType, number> = { 'permit+jws': 8_192, 'referral+jws': 8_192, 'revocation+jws': 8_192, 'statuslist+jwt': 65_536 }
const shape = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/

/**
 * Takes a compact JWS (RFC 7515 §7.1) apart, more strictly than a library would: length, alphabet, three parts, one
 * spelling of every byte, and a canonical header of exactly `alg`, `kid`, `typ`. Nothing of it is proven yet.
 */
export const openToken = (token: string, typ: TokenType): OpenToken | { reason: TokenFault } => {
  if (token.length > longest[typ]) return { reason: 'too_large' }
  if (!shape.test(token)) return { reason: 'form' }
  const [headerPart = '', payloadPart = '', signaturePart = ''] = token.split('.')
  const header = fromBase64url(headerPart)
  const payload = fromBase64url(payloadPart)
  const signature = fromBase64url(signaturePart)
  if (!header || !payload || !signature) return { reason: 'form' }
  const read = readPayload(header)
  if ('reason' in read || typeof read.value !== 'object' || read.value === null) return { reason: 'header' }
  const members = new Map<string, unknown>(Object.entries(read.value))
  const kid = members.get('kid')
  if (members.size !== 3 || typeof kid !== 'string' || !['alg', 'typ'].every((name) => typeof members.get(name) === 'string')) return { reason: 'header' }
  if (members.get('alg') !== 'PS256') return { reason: 'algorithm' }
  if (members.get('typ') !== typ) return { reason: 'type' }
  return { kid, signed: `${headerPart}.${payloadPart}`, payload, signature }
}

/** Bytes → UTF-8 text (fatal) → value, refused unless the text is its own canonical form. */
export const readPayload = (bytes: Uint8Array): { text: string; value: unknown } | { reason: 'encoding' | 'canonical' } => {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return { reason: 'encoding' }
  }
  const read = readCanonical(text)
  return read ? { text, value: read.value } : { reason: 'canonical' }
}
