import { z } from 'zod'
import type { ActivityType } from './applicants'
import { bankAnswers, bankLevels, senders, type BankOutcome, type LoanRequest, type Sender } from './bank-answers'
import { noInput, operation, shape } from './define'
import type { SignOutcome } from './permits'
import { signingFaults } from './tokens'
import { digest, jalaliDay, line, optional, passphrase, plain, rial, uuid, wholeNumber } from './values/fields'

export const gateIds = [
  'REF-00', 'REF-01', 'REF-02', 'REF-03', 'REF-04', 'REF-05', 'REF-06', 'REF-07', 'REF-08', 'REF-09', 'REF-10', 'REF-11', 'REF-12',
] as const
export type GateId = (typeof gateIds)[number]

export type GateOutcome = {
  gate: GateId
  /** Clauses the gate rests on, e.g. `S1-A3`. */
  clauses: string[]
  result: 'pass' | 'fail' | 'not_applicable'
  /** Persian sentence for the holder and the expert, with the values that decided. */
  text: string
  /** First day on which a failing gate may open, if that is known (REF-04: issue day + 45). */
  earliestOn: string | null
}

export type Evaluation = {
  ruleSet: string
  on: string
  outcomes: GateOutcome[]
  /** True when no gate fails. */
  passed: boolean
  /** First day on which everything opens by itself: null when something beside time is missing. */
  earliestOn: string | null
}

/** Domain model §3.3. */
export const referralStates = [
  'draft', 'awaiting_signature', 'issued', 'at_bank', 'more_needed', 'approved', 'paid', 'refused_by_bank', 'withdrawn', 'lapsed',
] as const
export type ReferralState = (typeof referralStates)[number]

export type Referral = {
  id: string
  version: number
  /** R-number, allotted when it is signed. */
  no: string | null
  state: ReferralState
  permitNo: string
  name: string
  fieldTitle: string
  countyTitle: string
  bankCode: string
  bankTitle: string
  branch: string
  amountRial: number
  need: string
  capacity: string
  jobs: number
  /** Readiness as the expert assessed it with this request; null: the dossier's last review speaks (S1-A8). */
  readiness: 'ready' | 'not_ready' | null
  year: number
  evaluation: Evaluation
  submittedBy: string | null
  /** That colleague as people know them. */
  submittedByName: string | null
  issuedOn: string | null
  returnReason: string | null
  jws: string | null
  activityType: ActivityType
  /** R06: how it went to the bank. */
  handover: { sender: Sender; letterNo: string; letterOn: string } | null
  /** What the bank answered, oldest first. */
  outcomes: BankOutcome[]
  /** What the holder asks now, for a referral that may still change and for the next round. */
  request: Omit<LoanRequest, 'round'> & { earlierRef: string | null }
  /** S1-A2: days from permit to referral, or to today while it waits. */
  ageDays: number
  /** R13: whether it may be closed today because the year's quota was to be absorbed before. */
  mayLapse: boolean
}

/** S1-A4: orders the work, passes and fails no gate. */
export type Priority = { rank: 1 | 2 | 3; reason: string }

/** A holder who asked for a loan and has no open referral (S1-A4, then S1-A2: the longest waiting first). */
export type Candidate = {
  permitNo: string
  name: string
  fieldTitle: string
  countyTitle: string
  issuedOn: string
  wantedRial: number
  shebaBankCode: string | null
  ageDays: number
  activityType: ActivityType
  priority: Priority
  /** Of the running loan request. */
  requestedOn: string
  expansion: boolean
  commitmentsFulfilled: boolean
  commitmentsEvidence: string
  /** An earlier loan of this holder (S1-A6, S1-A7). */
  earlierRef: string | null
}

/** Members of a signed referral (domain model §6); absent members are left out of the bytes. */
export type ReferralPayload = {
  v: 1
  k: 'referral'
  no: string
  iss: string
  on: string
  at: string
  /** `acting`: signed under the delegation that `del` names. */
  post: 'director' | 'acting'
  del?: string
  name: string
  id4: string
  cty: string
  bank: string
  br?: string
  amt: number
  jobs: number
  yr: number
  /** Rule set, and one letter a gate: p passed, n not applicable. */
  rs: string
  out: string
  /** SHA-256 of JCS{salt, inputs}: what the gates looked at. */
  inp: string
  /** Digest of the permit it rests on, and that permit's own face digest. */
  doc: string
  face: string
  test?: true
}

export type FrozenReferral = { id: string; version: number; no: string; name: string; bankTitle: string; amountRial: number; bytes: string; digest: string }

const target = { id: uuid, version: z.number().int() }
const request = {
  bankCode: z.string().regex(/^\d{3}$/, 'UNKNOWN_VALUE'),
  branch: line(60, 0).default(''),
  amountRial: rial,
  /** S1-A5. */
  need: line(300),
  capacity: line(300),
  jobs: wholeNumber(0, 10_000),
  /**
   * S1-A8. An instant confirmation has no expert review (S1-A10): its holder's readiness is assessed here.
   * Null: the dossier's last review speaks. Left out when evaluating again: as it was.
   */
  readiness: z.enum(['ready', 'not_ready']).nullable().optional(),
}

const referral = shape<Referral>()
const letter = { letterNo: line(40), letterOn: jalaliDay }
const permitNo = plain(40)

/** What becomes of a referral at the bank, and what is asked of it. */
const bankOperations = {
  /** Round n, or what was said of the running round written again. */
  requestLoan: operation({
    kind: 'write', access: ['expert'],
    input: z.object({
      permitNo, requestedOn: jalaliDay, expansion: z.boolean(), commitmentsFulfilled: z.boolean().default(false), commitmentsEvidence: line(300, 0).default(''),
    }),
    output: shape<LoanRequest>(), errors: ['PERMIT_STATE', 'REFERRAL_STATE', 'REQUEST_DATE'],
  }),
  /** S1-A9b: an employment check made anew. */
  recordEmploymentCheck: operation({
    kind: 'write', access: ['expert'],
    input: z.object({ permitNo, governmentEmployee: z.boolean(), on: jalaliDay, source: line(120, 3) }),
    output: shape<{ governmentEmployee: boolean; on: string }>(), errors: ['CHECK_DATE'],
  }),
  /** R06. */
  recordHandover: operation({
    kind: 'write', access: ['expert'], input: z.object({ ...target, sender: z.enum(senders, 'UNKNOWN_VALUE'), ...letter }), output: referral,
    errors: ['REFERRAL_STATE', 'BANK_DATE'],
  }),
  /** R07, R09, R10, R12. */
  recordBankAnswer: operation({
    kind: 'write', access: ['expert'],
    input: z.object({
      ...target, answer: z.enum(bankAnswers, 'UNKNOWN_VALUE'), actor: z.enum(bankLevels, 'UNKNOWN_VALUE').default('bank_branch'),
      /** Approved or paid; at most the referral's amount. */
      amountRial: optional(rial), on: jalaliDay, reason: line(300, 0).default(''), ...letter,
    }),
    output: referral, errors: ['REFERRAL_STATE', 'BANK_DATE', 'BANK_AMOUNT', 'BANK_REASON'],
  }),
  /** R08: what the bank asked for was sent. */
  resend: operation({ kind: 'write', access: ['expert'], input: z.object(target), output: referral, errors: ['REFERRAL_STATE'] }),
} as const

export const referrals = {
  candidates: operation({ kind: 'read', access: ['expert', 'director'], input: noInput, output: shape<{ items: Candidate[] }>(), errors: [] }),
  list: operation({
    kind: 'read', access: ['expert', 'director', 'system_manager', 'auditor'],
    input: z.object({ states: z.array(z.enum(referralStates)).default([]) }),
    output: shape<{ items: Referral[] }>(), errors: [],
  }),
  read: operation({ kind: 'read', access: ['expert', 'director', 'system_manager', 'auditor'], input: z.object({ id: uuid }), output: shape<Referral>(), errors: [] }),
  /** R01: stores the request and what every gate says today. A gate that fails is an answer, not an error. */
  prepare: operation({
    kind: 'write', access: ['expert'], input: z.object({ permitNo: plain(40), ...request }), output: shape<Referral>(),
    errors: ['PERMIT_STATE', 'REFERRAL_OPEN', 'YEAR_CLOSED'],
  }),
  /** R02: all gates again, with today's day. Amount and bank may be changed while it is a draft. */
  evaluate: operation({
    kind: 'write', access: ['expert'], input: z.object({ ...target, ...request }), output: shape<Referral>(), errors: ['REFERRAL_STATE'],
  }),
  /** R03: no gate fails; holds the amount in the county's quota. */
  submit: operation({
    kind: 'write', access: ['expert'], input: z.object(target), output: shape<Referral>(), errors: ['REFERRAL_STATE', 'REFERRAL_GATES'],
  }),
  /** R04: releases the hold. */
  returnToExpert: operation({
    kind: 'write', access: ['director'], input: z.object({ ...target, reason: line(500, 3) }), output: shape<Referral>(), errors: ['REFERRAL_STATE', 'DELEGATION_REFUSED'],
  }),
  /** The exact bytes of each referral to be signed. */
  freeze: operation({
    kind: 'write', access: ['director'], input: z.object({ ids: z.array(uuid).min(1, 'REQUIRED').max(500, 'TOO_LONG') }),
    output: shape<{ items: FrozenReferral[]; dropped: string[] }>(), errors: ['KEY_ABSENT'],
  }),
  /** R05: gates evaluated again on the signing day; `dossierId` of an outcome holds the referral's id. */
  sign: operation({
    kind: 'write', access: ['director'],
    input: z.object({ items: z.array(z.object({ id: uuid, digest })).min(1, 'REQUIRED').max(500, 'TOO_LONG'), passphrase }),
    output: shape<{ outcomes: SignOutcome[]; signed: number; failed: number; untouched: number }>(),
    errors: [...signingFaults],
  }),
  /** R11: releases the hold. */
  withdraw: operation({
    kind: 'write', access: ['expert', 'director'], input: z.object({ ...target, reason: line(500, 3) }), output: shape<Referral>(), errors: ['REFERRAL_STATE', 'DELEGATION_REFUSED'],
  }),
  /** R13: closes what was not settled by the year's absorption day (S1-A1). */
  lapse: operation({ kind: 'write', access: ['expert'], input: z.object(target), output: shape<Referral>(), errors: ['REFERRAL_STATE', 'REFERRAL_NOT_LATE'] }),
  ...bankOperations,
}
