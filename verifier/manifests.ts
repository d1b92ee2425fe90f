import { drawText, manifestDelegationFault, manifestPayload, sampleHolds, type ManifestFacts } from '#contract/verify/manifest'
import { oneLine } from '#contract/verify/qr-text'
import { maySign } from '#contract/verify/trust-file'
import { digest, prove, sha256, type PageKey } from './prove'

const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

/** A batch manifest (docs/formats/manifest.md) with the browser's arithmetic; null when it is none, or its pick is not its seed's. */
export const openManifest = async (text: string, keys: readonly PageKey[]): Promise<ManifestFacts | null> => {
  const proven = await prove(oneLine(text), 'batch+jws', keys)
  const payload = 'reason' in proven ? undefined : manifestPayload.safeParse(proven.value).data
  if ('reason' in proven || !payload) return null
  const { key: { kid, use, bounds, delegations = [] } } = proven
  if (use === 'seal' || (use === 'acting') !== (payload.del !== undefined) || !maySign(bounds, payload)) return null
  if (use === 'acting' && manifestDelegationFault(payload, delegations)) return null
  const encoder = new TextEncoder()
  const hashes = await Promise.all(payload.items.map(async ({ d }) => hex(await digest(encoder.encode(drawText(payload.sample.seed, d))))))
  return sampleHolds(payload, hashes) ? { payload, digest: await sha256(encoder.encode(proven.text)), kid, test: (payload.test ?? false) || bounds.test } : null
}
