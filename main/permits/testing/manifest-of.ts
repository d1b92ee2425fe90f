import type { ManifestItem, ManifestPayload } from '#contract/verify/manifest'
import type { PermitPayload } from '#contract/permits'
import { canonicalText, sha256 } from '#main/ledger/index'
import { rawToken } from '#main/signing/testing/raw-token'
import type { TestKey } from '#main/signing/testing/key-pair'
import { bytesWith } from './sample-permit'

export type SampleManifest = { jws: string; digest: string; payload: ManifestPayload; /** A permit of it, naming it in its header. */ permit: (base: PermitPayload, bat?: string) => string }

/** The manifest of these permits as a program that knows the format alone would sign it; all relied on. */
export const manifestOfPermits = (key: TestKey, permits: readonly PermitPayload[], change: Partial<ManifestPayload> = {}): SampleManifest => {
  const items = permits.map((permit): ManifestItem => ({ no: permit.no, d: sha256(bytesWith(permit)), val: 'expert', how: 'relied' }))
  const payload: ManifestPayload = {
    v: 1, k: 'batch', no: 'B-0600-1405-01-00001-3', iss: '0600', at: '2026-11-21T06:12:50Z', items,
    sample: { seed: 'A'.repeat(22), list: sha256(canonicalText(items.map(({ d }) => d).sort())), picked: [], from: 20, least: 3, percent: 5, most: 20 }, ...change,
  }
  const text = canonicalText(payload as never)
  const digest = sha256(text)
  return {
    payload, digest, jws: rawToken(key, { alg: 'PS256', kid: key.kid, typ: 'batch+jws' }, text),
    permit: (base, bat = digest) => rawToken(key, canonicalText({ alg: 'PS256', bat, kid: key.kid, typ: 'permit+jws' }), bytesWith(base)),
  }
}
