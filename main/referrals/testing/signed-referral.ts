import type { ReferralPayload } from '#contract/referrals'
import { composeNumber } from '#contract/values/tracking-code'
import { canonicalText, type Plain } from '#main/ledger/index'
import type { TestKey } from '#main/signing/testing/key-pair'
import { rawToken } from '#main/signing/testing/raw-token'

const digest = 'A'.repeat(43)

/** What a Director signs for one holder. */
export const sampleReferral: ReferralPayload = {
  v: 1, k: 'referral', no: composeNumber('R', '0600', 1405, 1, 42), iss: '0600', on: '2026-11-21', at: '2026-11-21T06:12:09Z', post: 'director', name: 'زهرا نمونه‌پور',
  id4: '2419', cty: '0603', bank: '022', br: '4411', amt: 800_000_000, jobs: 2, yr: 1405, rs: '1405.2', out: 'ppppnpppnnnpp', inp: digest, doc: digest, face: digest,
}

/** The same with changes, good or bad, signed by any test key. */
export const signedReferral = (key: TestKey, change: Readonly<Record<string, unknown>> = {}): string =>
  rawToken(key, { alg: 'PS256', kid: key.kid, typ: 'referral+jws' }, canonicalText({ ...sampleReferral, ...change } as Record<string, Plain>))
