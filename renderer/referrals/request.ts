import type { Candidate, Referral } from '#contract/referrals'

/** What is typed into the request; amounts and counts as text, as the contract takes them. */
export type RequestDraft = {
  bankCode: string; branch: string; amountRial: string; need: string; capacity: string; jobs: string
  /** Empty: the expert's review of the dossier speaks (S1-A8). */
  readiness: '' | 'ready' | 'not_ready'
}

/** S0-08: begins with what the holder asked for, and with the bank of the holder's Sheba when the year has it. */
export const draftOfCandidate = (candidate: Candidate, bankCodes: readonly string[]): RequestDraft => ({
  bankCode: candidate.shebaBankCode !== null && bankCodes.includes(candidate.shebaBankCode) ? candidate.shebaBankCode : '',
  branch: '', amountRial: candidate.wantedRial > 0 ? String(candidate.wantedRial) : '', need: '', capacity: '', jobs: '1', readiness: '',
})

export const draftOfReferral = (referral: Referral): RequestDraft => ({
  bankCode: referral.bankCode, branch: referral.branch, amountRial: String(referral.amountRial),
  need: referral.need, capacity: referral.capacity, jobs: String(referral.jobs), readiness: referral.readiness ?? '',
})

/** What is sent: no readiness typed means null, as the contract says. */
export const requestOf = ({ readiness, ...rest }: RequestDraft): Omit<RequestDraft, 'readiness'> & { readiness: 'ready' | 'not_ready' | null } => ({
  ...rest, readiness: readiness === '' ? null : readiness,
})

/** A confirmation was sealed without an expert's review: its holder's readiness is assessed with the request (S1-A10, S1-A8). */
export const asksReadiness = (permitNo: string): boolean => permitNo.startsWith('C-')

/** Whether the stored evaluation still speaks of what is on screen. */
export const isChanged = (draft: RequestDraft, referral: Referral): boolean => {
  const stored = draftOfReferral(referral)
  return (Object.keys(stored) as (keyof RequestDraft)[]).some((key) => stored[key] !== draft[key])
}
