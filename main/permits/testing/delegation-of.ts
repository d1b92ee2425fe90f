import type { DelegationPayload, DelegationScope } from '#contract/verify/delegation'
import { canonicalText, sha256 } from '#main/ledger/index'
import type { TestKey } from '#main/signing/testing/key-pair'
import { rawToken } from '#main/signing/testing/raw-token'

type Change = Partial<Omit<DelegationPayload, 'scope'>> & { scope?: DelegationScope }
export type SampleDelegation = { jws: string; bytes: string; digest: string }

/** What one test key delegates to another: permits, in November 2026, unless said otherwise. */
export const delegationOf = (giver: TestKey, delegate: TestKey, change: Change = {}): SampleDelegation => {
  const payload: DelegationPayload = {
    v: 1, k: 'delegation', iss: '0600', at: '2026-11-02T07:00:00Z', from: '2026-11-03', until: '2026-11-30',
    to: {
      kid: delegate.kid, name: 'نرگس نمونه‌کار', post: 'معاون اشتغال',
      spki: delegate.publicKey.export({ type: 'spki', format: 'der' }).toString('base64url'),
    },
    scope: { k: ['permit'] }, ...change,
  }
  return signedDelegation(giver, canonicalText(payload))
}

/** Any text, signed as a delegation. */
export const signedDelegation = (giver: TestKey, bytes: string): SampleDelegation =>
  ({ jws: rawToken(giver, { alg: 'PS256', kid: giver.kid, typ: 'delegation+jws' }, bytes), bytes, digest: sha256(bytes) })

/** The statement that ends one. */
export const endOf = (giver: TestKey, digest: string, at: string, change: Record<string, unknown> = {}): string =>
  signedDelegation(giver, canonicalText({ v: 1, k: 'delegation_end', iss: '0600', del: digest, at, ...change })).jws
