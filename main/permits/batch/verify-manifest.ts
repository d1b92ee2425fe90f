import type { DelegationFault } from '#contract/verify/delegation'
import { manifestDelegationFault, manifestPayload, sampleHolds, standsIn, type InManifest, type ManifestPayload } from '#contract/verify/manifest'
import { maySign, type KeyBounds } from '#contract/verify/trust-file'
import type { ManifestAnswer } from '#contract/batches'
import type { Verdict } from '#contract/permits'
import { sha256 } from '#main/ledger/index'
import { verifyJws, type JwsFault, type VerifierKey } from '#main/signing/index'
import { drawHash } from './draw-sample'

export type ManifestFault = JwsFault | DelegationFault | 'payload' | 'sample'
export type ManifestCheck = { ok: true; payload: ManifestPayload; digest: string; kid: string; test: boolean } | { ok: false; reason: ManifestFault }

/**
 * Says whether a text is a batch manifest signed with one of these keys, and whether its pick is the seed's own and was
 * opened (docs/formats/manifest.md). Pure, like the check of a permit.
 */
export const verifyManifestText = (text: string, keys: readonly (VerifierKey & { bounds?: KeyBounds })[]): ManifestCheck => {
  const check = verifyJws(text, 'batch+jws', keys)
  if (!check.ok) return check
  const parsed = manifestPayload.safeParse(check.value)
  const { use, bounds, delegations = [] } = check.key
  if (!parsed.success || use === 'seal' || (use === 'acting') !== (parsed.data.del !== undefined)) return { ok: false, reason: 'payload' }
  const payload = parsed.data
  if (!maySign(bounds, payload)) return { ok: false, reason: 'signer_unknown' }
  const fault = use === 'acting' ? manifestDelegationFault(payload, delegations) : null
  if (fault) return { ok: false, reason: fault }
  if (!sampleHolds(payload, payload.items.map(({ d }) => drawHash(payload.sample.seed, d)))) return { ok: false, reason: 'sample' }
  return { ok: true, payload, digest: sha256(check.text), kid: check.key.kid, test: (payload.test ?? false) || (bounds?.test ?? false) }
}

/** Where a permit that was found good stands to a manifest; null when the permit itself is not good. */
export const placeInManifest = (verdict: Verdict, manifest: Extract<ManifestCheck, { ok: true }>): InManifest | null =>
  verdict.outcome === 'invalid' ? null
  : standsIn({ no: verdict.payload.no, digest: verdict.digest, kid: verdict.kid, bat: verdict.bat, test: verdict.test }, manifest)

/** The same as an answer for screens. */
export const manifestAnswer = (verdict: Verdict, text: string, keys: readonly VerifierKey[]): ManifestAnswer | null => {
  const check = verifyManifestText(text, keys)
  if (!check.ok) return { outcome: 'unusable', reason: check.reason }
  const outcome = placeInManifest(verdict, check)
  return outcome && { outcome, no: check.payload.no, at: check.payload.at }
}

/** The payload inside a manifest of our own table: signed by us, read back without a check. */
export const payloadOf = (jws: string): ManifestPayload =>
  JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString()) as ManifestPayload
