import { judgeReferral, type ReferralVerdict } from '#contract/verify/referral'
import type { KeyBounds } from '#contract/verify/trust-file'
import { verifyJws, type JwsFault, type VerifierKey } from '#main/signing/index'

/**
 * Says whether a text is a bank referral signed with one of these keys (S0-08). Pure, and as strict as a permit's check.
 * Whether it was withdrawn since, no signed list tells.
 */
export const verifyReferralText = (text: string, keys: readonly (VerifierKey & { bounds?: KeyBounds })[]): ReferralVerdict | { outcome: 'invalid'; reason: JwsFault } => {
  const check = verifyJws(text, 'referral+jws', keys)
  return check.ok ? judgeReferral(check.value, check.key) : { outcome: 'invalid', reason: check.reason }
}
