import type { ManifestAnswer } from '#contract/batches'
import type { PermitPayload, Standing, Verdict, VerdictReason } from '#contract/permits'
import type { KeyTrust } from '#contract/signing'

export type CheckId = 'form' | 'signer' | 'signature' | 'right' | 'register'
export type CheckState = 'ok' | 'bad' | 'open' | 'missing'
export type Kind = 'valid' | 'conditional' | 'ended' | 'test' | 'elsewhere' | 'unknown' | 'forged' | 'unentitled' | 'unreadable'

export type VerdictView = {
  kind: Kind
  checks: readonly { id: CheckId; state: CheckState }[]
  /** Shown only when the signature holds: what is not proven is not read out. */
  payload: PermitPayload | null
  /** What the register says today, where it knows this very document. */
  standing: Standing | null
  reason: VerdictReason | null
  /** What the signature is over, and by which key; null where the document is not genuine. */
  signed: { digest: string; kid: string } | null
  /** Who vouches for the key, where the document is genuine. */
  trust: KeyTrust | null
  /** What the manifest says of it: the one given, or the office's own; null where neither is. */
  manifest: ManifestAnswer | null
}

const failedAt: Record<VerdictReason, Exclude<CheckId, 'register'>> = {
  form: 'form', too_large: 'form', header: 'form', algorithm: 'form', type: 'form', signer_unknown: 'signer', key_compromised: 'signer',
  signature: 'signature', encoding: 'signature', canonical: 'signature', payload: 'signature', face: 'signature',
  delegation_unknown: 'signer', delegation_revoked: 'right', delegation_dates: 'right', delegation_scope: 'right',
}
const order = ['form', 'signer', 'signature', 'right'] as const
const kindOf = { form: 'unreadable', signer: 'unknown', signature: 'forged', right: 'unentitled' } as const

/** A registered permit is what the register says, whatever it was when it was signed. */
const standingKind = ({ status }: Standing): Kind => (status === 'valid' || status === 'conditional' ? status : 'ended')

/** The core's verdict as one word and five checks. A test permit is never more than a test, in the register or not. */
export const viewOf = (
  { verdict, standing, trust, manifest = null }: { verdict: Verdict; standing: Standing | null; trust: KeyTrust | null; manifest?: ManifestAnswer | null },
): VerdictView => {
  if (verdict.outcome === 'invalid') {
    const failed = failedAt[verdict.reason]
    const at = order.indexOf(failed)
    return {
      kind: kindOf[failed], payload: null, standing: null, reason: verdict.reason, signed: null, trust: null, manifest: null,
      checks: [...order.map((id, i) => ({ id, state: i < at ? 'ok' as const : i === at ? 'bad' as const : 'open' as const })), { id: 'register', state: 'open' }],
    }
  }
  const kind = verdict.test ? 'test' : standing ? standingKind(standing) : 'elsewhere'
  return {
    kind, payload: verdict.payload, standing, reason: null, signed: { digest: verdict.digest, kid: verdict.kid }, trust, manifest,
    checks: [...order.map((id) => ({ id, state: 'ok' as const })), { id: 'register', state: !standing ? 'missing' : standingKind(standing) === 'ended' ? 'bad' : 'ok' }],
  }
}

/** A permit from a file or a scanner: outer space and line breaks are not part of it. */
export const tidied = (text: string): string => text.replace(/^\uFEFF/, '').trim()
