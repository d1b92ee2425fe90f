import type { PermitPayload, Verdict, VerdictReason } from '#contract/permits'
import { openToken } from '#contract/verify/compact-token'
import { actingBy, delegatedPermit } from '#contract/verify/delegation'
import { readPermitPayload } from '#contract/verify/permit-payload'
import { maySign, type KeyBounds } from '#contract/verify/trust-file'
import { canonicalText, sha256 } from '#main/ledger/index'
import { verifyJws, type VerifierKey } from '#main/signing/index'

/** What a permit's `face` member binds: the printed rest, with the salt that keeps it from being guessed. Only a company has a representative. */
export type Face = { address: string; postalCode: string; fatherName: string; nationalId: string; salt: string; representative?: string }

const invalid = (reason: VerdictReason): Verdict => ({ outcome: 'invalid', reason })

/**
 * Says whether a text is a permit or confirmation signed with one of these keys. Pure: no clock, file or database.
 * Strict: one accepted spelling for every document (docs/formats/permit.md); a caller that reads a file takes its last
 * line break off first (`permitTextOfFile`).
 */
export const verifyPermitText = (text: string, keys: readonly (VerifierKey & { bounds?: KeyBounds })[]): Verdict => {
  const check = verifyJws(text, 'permit+jws', keys)
  if (!check.ok) return invalid(check.reason === 'signer_unknown' && isActing(text) ? 'delegation_unknown' : check.reason)
  const payload = readPermitPayload(check.value)
  // A director's key makes no confirmation and the seal makes no permit, whoever holds both.
  if (check.key.use !== payload?.post) return invalid('payload')
  const { bounds } = check.key
  if (!maySign(bounds, payload)) return invalid('signer_unknown')
  const by = payload.post === 'acting' ? actingBy(check.key.delegations ?? [], payload.del, delegatedPermit(payload)) : null
  if (by && 'fault' in by) return invalid(by.fault)
  return {
    outcome: 'valid', payload, kid: check.key.kid, test: (payload.test ?? false) || (bounds?.test ?? false), digest: sha256(check.bytes), ...(check.bat ? { bat: check.bat } : {}),
    ...(bounds?.lost ? { lost: true as const } : {}), ...by,
  }
}

/** Whether an acting director's key is named: one that no delegation known here vouches for. */
const isActing = (text: string): boolean => {
  const open = openToken(text, 'permit+jws')
  return 'kid' in open && open.kid.startsWith('a-')
}

/** The digest that stands in a payload for its face. */
export const faceDigest = ({ address, postalCode, fatherName, nationalId, salt, representative }: Face): string =>
  sha256(canonicalText({ address, postalCode, fatherName, nationalId, salt, representative }))

/** Whether a printed face belongs to a payload. */
export const faceFits = (payload: PermitPayload, face: Face): boolean =>
  payload.face === faceDigest(face) && payload.id4 === face.nationalId.slice(-4)

export { oneLine as permitTextOfFile } from '#contract/verify/qr-text'
