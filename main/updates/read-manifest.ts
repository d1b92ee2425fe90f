import { createPublicKey, verify } from 'node:crypto'
import { updateManifest, type UpdateFault, type UpdateManifest } from '#contract/updates'
import { fromBase64url } from '#contract/verify/base64url'
import { partsOf, readPayload } from '#contract/verify/compact-token'

/** The only header there is: one algorithm, one type, nothing to choose. */
const header = Buffer.from('{"alg":"EdDSA","typ":"mohr-update+jws"}').toString('base64url')
const longest = 64 * 1024
const day = 86_400_000

/** Below 0, 0, or above: by numbers, never by letters. */
export const compareVersions = (one: string, other: string): number => {
  const [a, b] = [one, other].map((text) => text.split('.').map(Number))
  return [0, 1, 2].map((i) => (a?.[i] ?? 0) - (b?.[i] ?? 0)).find((difference) => difference !== 0) ?? 0
}

/**
 * A manifest of docs/formats/update.md: form and length, then the release key's signature over the bytes as they came, only
 * then what they say, and last whether it holds at this moment.
 * @param keyPem the pinned release key, Ed25519
 */
export const readManifest = (token: string, keyPem: string, at: Date): { manifest: UpdateManifest } | { fault: UpdateFault } => {
  if (token.length > longest) return { fault: 'too_large' }
  const parts = partsOf(token)
  const [payload, signature] = parts ? [fromBase64url(parts[1]), fromBase64url(parts[2])] : []
  if (!parts || !payload || !signature || parts[0] !== header) return { fault: 'malformed' }
  const key = createPublicKey(keyPem)
  if (key.asymmetricKeyType !== 'ed25519' || !verify(null, Buffer.from(token.slice(0, token.lastIndexOf('.'))), key, signature)) return { fault: 'signature' }
  const read = readPayload(payload)
  const parsed = 'reason' in read ? null : updateManifest.safeParse(read.value)
  if (!parsed?.success) return { fault: 'malformed' }
  const { released, expires } = parsed.data
  if (Date.parse(expires) <= at.getTime()) return { fault: 'expired' }
  // A day for clocks that disagree.
  return Date.parse(released) > at.getTime() + day ? { fault: 'early' } : { manifest: parsed.data }
}

/** What must never be undercut: the running version, and the highest that a good manifest ever named. */
export type Highest = { running: string; version: string | null; released: string | null }

/** Whether a good manifest would lead back: to a lower version than runs or was ever offered, or to an earlier release. */
export const leadsBack = ({ version, released }: UpdateManifest, highest: Highest): boolean =>
  compareVersions(version, highest.running) < 0 ||
  (highest.version !== null && compareVersions(version, highest.version) < 0) ||
  (highest.released !== null && released < highest.released)
