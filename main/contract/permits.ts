import { z } from 'zod'
import { noInput, operation, shape } from './define'
import type { ActivityType, CaseType, Clock, DossierDetail } from './dossiers'
import type { Proposal } from './casework'
import { absenceOperations, type AbsenceAnswer } from './absences'
import { batchOperations, type Draw, type ManifestAnswer, type ReviewRecord, type SignOutcome } from './batches'
import { deskOperations, type Look, type MarkKind } from './desk'
import { compromiseOperations } from './compromise'
import type { KeyTrust } from './signing-key'
import { statusListOperations } from './status-lists'
import type { PermitPayload } from './permit-members'
import { permitLifeOperations, permitStatuses, type PermitStatus, type RevocationCase, type StatusEvent } from './permit-life'
import type { DelegationRefusal } from './delegations'
import { signingFaults } from './tokens'
import type { Acting } from './verify/delegation'
import { digest, line, passphrase, plain, uuid } from './values/fields'

export type { PermitPayload } from './permit-members'
export type { PermitStatus } from './permit-life'
export type { SignOutcome } from './batches'

/** A permit as it stands before the signature: these very bytes are what `permits.sign` signs. */
export type FrozenPermit = {
  dossierId: string
  dossierVersion: number
  no: string
  name: string
  fieldTitle: string
  countyTitle: string
  /** Canonical JSON (RFC 8785), shown and signed unchanged. */
  bytes: string
  /** SHA-256 of the bytes, base64url. */
  digest: string
  opened: boolean
  /** What the manifest will say of it: her own look, or on whom she relies. */
  review: ReviewRecord
  validatedBy: string
}

export type QueueItem = {
  dossierId: string
  version: number
  trackingCode: string
  name: string
  fieldTitle: string
  countyTitle: string
  clock: Clock
  conditional: boolean
  loanWanted: boolean
  reviewedBy: string
  activityType: ActivityType
  caseType: CaseType
  /** What the expert proposes, and why if it is a refusal (T15). */
  proposal: Proposal
  reasons: string[]
  fieldCode: string
  countyCode: string
  /** Why it deserves a second look; the facts behind are `weigh`'s. */
  marks: MarkKind[]
  /** Whether this Director has looked at it, and whether it changed since. */
  look: Look
  /** Why the acting director who asks may not decide it; null: she may, or the Director asks. */
  delegation: DelegationRefusal | null
}

export type PermitSummary = {
  no: string
  kind: 'permit' | 'confirmation'
  status: PermitStatus
  name: string
  fieldTitle: string
  countyTitle: string
  issuedOn: string
  loanWanted: boolean
  dossierId: string
}

export type PermitDetail = PermitSummary & {
  jws: string
  bytes: string
  digest: string
  kid: string
  signedBy: string
  /** The printed rest that the payload's `face` digest binds. `nationalId` is the holder's: a company's legal ID; only it has a representative. */
  face: { address: string; postalCode: string; fatherName: string; nationalId: string; salt: string; representative?: string }
  activityType: string
  /** Persons a supporter undertakes to cover. */
  covered: number | null
  till: string | null
  agency: { title: string; signerName: string; signerPost: string; decidedOn: string } | null
  skillDue: string | null
  /** Paper of skill handed in after the issue (P03). */
  skillPaper: SkillPaper | null
  /** Oldest first. */
  history: StatusEvent[]
  /** A proposal that waits for the Director (P06). */
  openCase: RevocationCase | null
  predecessorNo: string | null
  successorNo: string | null
  /** Re-checked at every reading. */
  verdict: Verdict
  /** Who vouches for the key that signed it, as of its signature and by what is known today. */
  trust: KeyTrust
  /** The batch whose manifest this permit names. */
  batchNo: string | null
  delivery: 'queued' | 'in_flight' | 'acknowledged' | 'settled' | 'conflict' | 'rejected' | 'deferred'
}

export type SkillPaper = { evidence: 'certificate' | 'degree' | 'experience'; paperNo: string; issuedOn: string; acceptedOn: string }

/** What this office's register says today of a document whose signature is good. */
export type Standing = { status: PermitStatus; since: string; successorNo: string | null; till: string | null; skillDue: string | null }

/** Outcome of checking a permit with nothing but public keys. */
export type Verdict =
  | { outcome: 'valid'; payload: PermitPayload; kid: string; test: boolean; digest: string; /** An acting director's: who she is, by her delegation. */ acting?: Acting; /** Digest of the manifest it was signed with. */ bat?: string; /** Its key was stolen later, perhaps: the signature alone is not enough. */ lost?: true }
  | { outcome: 'invalid'; reason: VerdictReason }
export const verdictReasons = [
  'form', 'too_large', 'header', 'algorithm', 'type', 'signer_unknown', 'signature', 'encoding', 'canonical', 'payload', 'face',
  'delegation_unknown', 'delegation_revoked', 'delegation_dates', 'delegation_scope', 'key_compromised',
] as const
export type VerdictReason = (typeof verdictReasons)[number]

export const permits = {
  /** Dossiers that carry the agency's signature and the expert's review (S0-06, S0-17), most urgent first. */
  queue: operation({ kind: 'read', access: ['director'], input: noInput, output: shape<{ items: QueueItem[] }>(), errors: [] }),
  /** Fixes the bytes of one permit for review; the same bytes are offered until the dossier or the day changes. */
  open: operation({
    kind: 'write', access: ['director'], input: z.object({ dossierId: uuid }),
    output: shape<{ dossier: DossierDetail; frozen: FrozenPermit }>(), errors: ['DOSSIER_STATE', 'AGENCY_SIGNATURE_MISSING', 'KEY_ABSENT', 'DELEGATION_REFUSED'],
  }),
  /** The same for a list that is to be signed together; a large one is drawn over, and what was picked must be opened first. */
  freeze: operation({
    kind: 'write', access: ['director'], input: z.object({ dossierIds: z.array(uuid).min(1, 'REQUIRED').max(1000, 'TOO_LONG') }),
    output: shape<{ items: FrozenPermit[]; dropped: string[]; draw: Draw }>(), errors: ['KEY_ABSENT'],
  }),
  /**
   * T17. Signs a manifest of the list and then exactly the frozen bytes of each digest; a wrong passphrase signs nothing.
   * What changed since it was shown is not in the manifest. Emits sign.progress.
   */
  sign: operation({
    kind: 'write', access: ['director'],
    input: z.object({ items: z.array(z.object({ dossierId: uuid, digest })).min(1, 'REQUIRED').max(1000, 'TOO_LONG'), passphrase }),
    output: shape<{ outcomes: SignOutcome[]; signed: number; failed: number; untouched: number; /** Number of the manifest; null when nothing was left to sign. */ batch: string | null }>(),
    errors: ['SAMPLE_UNOPENED', 'BATCH_RUNNING', ...signingFaults],
  }),
  /** T16. */
  returnToExpert: operation({
    kind: 'write', access: ['director'],
    input: z.object({ dossierId: uuid, version: z.number().int(), reason: line(500, 3) }),
    output: shape<{ version: number }>(), errors: ['DOSSIER_STATE', 'DELEGATION_REFUSED'],
  }),
  register: operation({
    kind: 'read', access: ['director', 'expert', 'clerk', 'inspector', 'system_manager', 'auditor'],
    input: z.object({
      text: z.string().max(100).default(''),
      /** Empty: all. */
      statuses: z.array(z.enum(permitStatuses)).default([]),
      after: z.string().nullable().default(null), limit: z.number().int().min(1).max(200).default(50),
    }),
    output: shape<{ items: PermitSummary[]; next: string | null; total: number }>(), errors: [],
  }),
  read: operation({
    kind: 'read', access: ['director', 'expert', 'clerk', 'inspector', 'system_manager', 'auditor'], input: z.object({ no: plain(40) }),
    output: shape<PermitDetail>(), errors: [],
  }),
  /** The permit as the file others check: `NUMBER.jws`, one line. */
  exportFile: operation({
    kind: 'write', access: ['director', 'expert', 'clerk'], input: z.object({ no: plain(40) }),
    /** `delegation`: an acting director's permit is checked with the delegation it names. */
    output: shape<{ fileName: string; content: string; delegation: { fileName: string; content: string } | null }>(), errors: [],
  }),
  verify: operation({
    kind: 'read', access: 'signed_in', input: z.object({ text: z.string().min(1, 'REQUIRED').max(1_100_000, 'TOO_LONG'), manifest: z.string().max(1_100_000, 'TOO_LONG').optional() }),
    /** `standing` is null unless this very document is in our register: its signature alone doesn't tell what became of it. */
    output: shape<{ verdict: Verdict; registered: boolean; standing: Standing | null; /** Null when the document is not genuine. */ trust: KeyTrust | null; /** Null unless a manifest was given, or ours is known. */ manifest: ManifestAnswer | null; /** Only of a signed refusal: then the verdict is of no permit. */ absence?: AbsenceAnswer }>(), errors: [],
  }),
  ...permitLifeOperations,
  ...compromiseOperations,
  ...statusListOperations,
  ...batchOperations,
  ...absenceOperations,
  ...deskOperations,
} as const
