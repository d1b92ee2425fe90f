import type { PermitPayload } from '#contract/permits'
import { standsIn, type InManifest, type ManifestFacts } from '#contract/verify/manifest'
import { checkProof, provesBefore, type ProofFault } from '#contract/verify/register-proof'
import type { KeyBounds } from '#contract/verify/trust-file'
import { sha256 } from './prove'

/** What a bank may lay beside a permit: its list's manifest, proofs of its place in the register, and since when it has them. */
export type Beside = { manifest: ManifestFacts | null; proofs: readonly string[]; logKey: string | null; /** UTC ISO. */ keptSince: string | null }
export const nothingBeside: Beside = { manifest: null, proofs: [], logKey: null, keptSince: null }

export type FoundPlace = { index: number; size: number; before: boolean } | { fault: ProofFault | 'browser' | 'no_key' }
export type FoundManifest = { outcome: InManifest; no: string; at: string }

type Signed = { jws: string; text: string; payload: PermitPayload; kid: string; bat: string | null; bounds: KeyBounds; test: boolean }

/** Where a permit stands to the manifest that was given. */
export const foundIn = async ({ manifest }: Beside, { text, payload, kid, bat, test }: Signed): Promise<FoundManifest | undefined> => {
  if (!manifest) return undefined
  const facts = { no: payload.no, digest: await sha256(new TextEncoder().encode(text)), kid, bat: bat ?? undefined, test }
  return { outcome: standsIn(facts, manifest), no: manifest.payload.no, at: manifest.payload.at }
}

/** The place that one of the proofs shows; else why the one that is of this very permit, or the last given, is none. */
export const placeOf = async ({ proofs, logKey, keptSince }: Beside, { jws, payload, bounds, test }: Signed): Promise<FoundPlace | undefined> => {
  if (proofs.length === 0) return undefined
  if (logKey === null) return { fault: 'no_key' }
  let fault: ProofFault | 'browser' = 'permit'
  for (const proof of proofs) {
    try {
      const check = await checkProof(proof, logKey, { jws, no: payload.no, unit: bounds.unit, test })
      if (check.ok) return { index: check.place.index, size: check.place.size, before: provesBefore(keptSince, bounds.lost) }
      if (check.reason !== 'permit') fault = check.reason
    } catch {
      // Older browsers have no Ed25519.
      fault = 'browser'
    }
  }
  return { fault }
}
