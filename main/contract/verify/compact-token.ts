import { fromBase64url } from './base64url'
import { readCanonical } from './canonical-json'

/** Why a signed text is refused, in the order in which it is looked at. */
export type TokenFault = 'form' | 'too_large' | 'header' | 'algorithm' | 'type' | 'signer_unknown' | 'signature' | 'encoding' | 'canonical'
export type TokenType = 'permit+jws' | 'delegation+jws' | 'referral+jws' | 'revocation+jws' | 'commendation+jws' | 'statuslist+jwt' | 'batch+jws' | 'trust+jws' | 'absence+jws'

export type OpenToken = {
  kid: string
  /** Digest of the manifest that a director's permit was signed with (manifest.md); null where the header names none. */
  bat: string | null
  /** What the signature is over: `HEADER.PAYLOAD`, ASCII. */
  signed: string
  payload: Uint8Array<ArrayBuffer>
  signature: Uint8Array<ArrayBuffer>
}

/**
 * Our longest permit is under 2,000 characters; a status list of which every place were set is under 60,000, the manifest of
 * a thousand permits under 300,000. Nothing longer is decoded.
 */
const longest: Record<TokenType, number> = {
  'permit+jws': 8_192, 'delegation+jws': 8_192, 'referral+jws': 8_192, 'revocation+jws': 8_192, 'commendation+jws': 8_192, 'absence+jws': 8_192, 'statuslist+jwt': 65_536, 'batch+jws': 400_000, 'trust+jws': 800_000,
}

/** The bytes of one part in their one spelling, or null (`fromBase64url`). */
export type Decode = (text: string) => Uint8Array<ArrayBuffer> | null

/** Three parts, none of them empty; null for any other number. The alphabet is looked at where they are decoded. */
export const partsOf = (token: string): [header: string, payload: string, signature: string] | null => {
  const first = token.indexOf('.')
  const last = token.lastIndexOf('.')
  if (first < 1 || last - first < 2 || last === token.length - 1 || token.indexOf('.', first + 1) !== last) return null
  return [token.slice(0, first), token.slice(first + 1, last), token.slice(last + 1)]
}

/**
 * Takes a compact JWS (RFC 7515 §7.1) apart, more strictly than a library would: length, alphabet, three parts, one
 * spelling of every byte, and a canonical header of exactly `alg`, `kid`, `typ`, and `bat` where a director's permit names its
 * manifest. Nothing of it is proven yet.
 * @param decode a program may bring its engine's own decoder, as strict as ours.
 */
export const openToken = (token: string, typ: TokenType, decode: Decode = fromBase64url): OpenToken | { reason: TokenFault } => {
  if (token.length > longest[typ]) return { reason: 'too_large' }
  const parts = partsOf(token)
  if (!parts) return { reason: 'form' }
  const [headerPart, payloadPart, signaturePart] = parts
  const header = headerOf(headerPart)
  const payload = decode(payloadPart)
  const signature = decode(signaturePart)
  if (header === 'form' || !payload || !signature) return { reason: 'form' }
  if (header === 'header') return { reason: 'header' }
  if (header.alg !== 'PS256') return { reason: 'algorithm' }
  if (header.typ !== typ) return { reason: 'type' }
  return { kid: header.kid, bat: header.bat, signed: token.slice(0, token.lastIndexOf('.')), payload, signature }
}

type Header = { alg: string; kid: string; typ: string; bat: string | null }

/** Headers read last: a thousand permits of one key and list have the same one. */
const known = new Map<string, Header | 'form' | 'header'>()

const headerOf = (part: string): Header | 'form' | 'header' => {
  const before = known.get(part)
  if (before !== undefined) return before
  if (known.size >= 64) known.clear()
  const read = readHeader(part)
  // Ours are under 250 characters; nobody fills the memory with long ones.
  if (part.length <= 300) known.set(part, read)
  return read
}

const readHeader = (part: string): Header | 'form' | 'header' => {
  const bytes = fromBase64url(part)
  if (!bytes) return 'form'
  const read = readPayload(bytes)
  if ('reason' in read || typeof read.value !== 'object' || read.value === null) return 'header'
  const members = new Map<string, unknown>(Object.entries(read.value))
  const [alg, kid, typ, named] = ['alg', 'kid', 'typ', 'bat'].map((name) => members.get(name))
  if (members.size !== (named === undefined ? 3 : 4) || typeof alg !== 'string' || typeof kid !== 'string' || typeof typ !== 'string') return 'header'
  if (named === undefined) return { alg, kid, typ, bat: null }
  return isDigest(named) && /^[da]-/.test(kid) && typ === 'permit+jws' ? { alg, kid, typ, bat: named } : 'header'
}

/** The one spelling of 32 bytes. */
const isDigest = (value: unknown): value is string => typeof value === 'string' && fromBase64url(value)?.length === 32

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Bytes → UTF-8 text (fatal) → value, refused unless the text is its own canonical form. */
export const readPayload = (bytes: Uint8Array): { text: string; value: unknown } | { reason: 'encoding' | 'canonical' } => {
  let text: string
  try {
    text = utf8.decode(bytes)
  } catch {
    return { reason: 'encoding' }
  }
  const read = readCanonical(text)
  return read ? { text, value: read.value } : { reason: 'canonical' }
}
