import { constants, createPublicKey, verify } from 'node:crypto'

export type DocumentCheck = { ok: true; payload: Record<string, unknown> } | { ok: false }
export type CompactJws = { kid: string; alg: string; /** Digest of the manifest that a permit names. */ bat: string | null; signedText: string; signature: Buffer; payloadText: string }

const compact = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/

const members = new Set(['alg', 'kid', 'typ', 'bat'])
/** A manifest lists up to a thousand permits; nothing else is nearly as long. */
export const longestManifest = 400_000
const longestDocument = 20_000

/** Splits a compact JWS (RFC 7515). Lenient libraries accept spaces and odd encodings; here the text is one of a kind. */
export const parseJws = (text: string, longest = longestDocument): CompactJws | undefined => {
  if (text.length > longest || !compact.test(text)) return undefined
  const parts = text.split('.').map((part) => Buffer.from(part, 'base64url'))
  if (parts.map((part) => part.toString('base64url')).join('.') !== text) return undefined
  try {
    const header: unknown = JSON.parse(parts[0]!.toString('utf8'))
    if (typeof header !== 'object' || header === null || !('kid' in header) || !('alg' in header)) return undefined
    const { kid, alg } = header
    const bat = 'bat' in header ? header.bat : null
    if (typeof kid !== 'string' || typeof alg !== 'string' || Object.keys(header).some((name) => !members.has(name))) return undefined
    if (bat !== null && !(isDigest(bat) && 'typ' in header && header.typ === 'permit+jws' && !kid.startsWith('s-'))) return undefined
    return { kid, alg, bat, signedText: text.slice(0, text.lastIndexOf('.')), signature: parts[2]!, payloadText: parts[1]!.toString('utf8') }
  } catch {
    return undefined
  }
}

/** The one spelling of 32 bytes. */
const isDigest = (value: unknown): value is string =>
  typeof value === 'string' && value.length === 43 && Buffer.from(value, 'base64url').toString('base64url') === value

/** PS256 (RFC 7518 §3.5) with salt 32 under exactly this key; the header's wish about the algorithm counts for nothing. */
export const verifyDocument = (jws: CompactJws, publicPem: string): DocumentCheck => {
  try {
    const key = createPublicKey(publicPem)
    const bits = key.asymmetricKeyDetails?.modulusLength ?? 0
    if (jws.alg !== 'PS256' || key.asymmetricKeyType !== 'rsa' || bits < 2048 || jws.signature.length !== Math.ceil(bits / 8)) return { ok: false }
    const good = verify('sha256', Buffer.from(jws.signedText), { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }, jws.signature)
    const payload: unknown = JSON.parse(jws.payloadText)
    return good && typeof payload === 'object' && payload !== null ? { ok: true, payload: { ...payload } } : { ok: false }
  } catch {
    return { ok: false }
  }
}
