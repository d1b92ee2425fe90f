import type { DelegationTexts } from '#contract/verify/delegation'
import type { StolenKey } from '#contract/verify/trust-file'
import { canonicalText } from '#main/ledger/index'
import type { TestKey } from '#main/signing/testing/key-pair'

/** The trust file of test keys, as an office would export it. */
export const trustOf = (keys: readonly TestKey[], { unit = '0600', from = '2026-11-01T00:00:00Z', until = undefined as string | undefined, test = false, delegations = [] as readonly DelegationTexts[], stolen = [] as readonly StolenKey[] } = {}): string =>
  `${canonicalText({
    keys: keys.map(({ kid, use, publicKey }) => ({
      alg: 'PS256', from, kid, spki: publicKey.export({ type: 'spki', format: 'der' }).toString('base64url'), use,
      ...(until ? { until } : {}), ...(test ? { test: true } : {}),
    })).sort((a, b) => (a.kid < b.kid ? -1 : 1)),
    office: 'اداره‌کل خوزستان', typ: 'mohr-trust', unit, ...(stolen.length > 0 ? { at: from, stolen: [...stolen], v: 2 } : { v: 1 }), ...(delegations.length > 0 ? { delegations: [...delegations] } : {}),
  })}\n`
