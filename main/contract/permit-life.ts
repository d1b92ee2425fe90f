import { z } from 'zod'
import { noInput, operation, shape } from './define'
import { signingFaults } from './tokens'
import { jalaliDay, line, passphrase, plain, uuid } from './values/fields'

/** Domain model §3.2. Only the first two open gates; the newest row of a permit's history is its status. */
export const permitStatuses = ['valid', 'conditional', 'suspended', 'revoked', 'expired', 'superseded', 'closed_by_death'] as const
export type PermitStatus = (typeof permitStatuses)[number]

export type StatusEvent = {
  status: PermitStatus
  on: string
  at: string
  by: string
  reasonCode: RevocationReason | null
  reason: string
  /** Successor of a superseded permit. */
  successorNo: string | null
}

export const revocationReasons = ['skill_expired', 'false_statement', 'inactive', 'holder_request', 'central_order', 'other'] as const
export type RevocationReason = (typeof revocationReasons)[number]

/** A proposal that only the Director decides, and never the one who proposed it (S1-B7, P06–P08). */
export type RevocationCase = {
  id: string
  version: number
  permitNo: string
  name: string
  fieldTitle: string
  status: PermitStatus
  act: 'revoke' | 'reopen'
  reasonCode: RevocationReason
  reason: string
  proposedBy: string
  proposedAt: string
  decision: 'accepted' | 'dismissed' | null
  decidedBy: string | null
  decidedAt: string | null
  decidedReason: string | null
}

/** What an authority above the office ordered, come by the registry (P13). */
export type CentralOrder = {
  id: string
  permitNo: string
  name: string
  fieldTitle: string
  /** As the permit stands today. */
  status: PermitStatus
  to: 'revoked' | 'suspended'
  authority: string
  orderNo: string
  orderedOn: string
  reason: string
  receivedAt: string
  /** False: the permit already stood so. */
  tookEffect: boolean
  seenBy: string | null
  seenAt: string | null
}

/** What the Director signs when she revokes, or opens again after a wrong record of death (P07, P12): `typ` revocation+jws. */
export type RevocationStatement = {
  v: 1
  k: 'revocation' | 'reopening'
  no: string
  /** Digest of the permit's own bytes. */
  digest: string
  on: string
  at: string
  reason: RevocationReason
  /** Signed by an acting director, under this delegation. */
  post?: 'acting'
  del?: string
  test?: true
}

/** A conditional permit whose evidence of skill is still due (S1-B7). */
export type SkillDeadline = { permitNo: string; dossierId: string; name: string; fieldTitle: string; issuedOn: string; dueOn: string; daysLeft: number; reminded: number[] }

const permitNo = plain(40)
const reason = line(500, 3)
const status = shape<{ status: PermitStatus }>()
const decided = { id: uuid, version: z.number().int() }

export const permitLifeOperations = {
  /** T18: the Director refuses what the expert proposed to refuse. */
  refuse: operation({
    kind: 'write', access: ['director'], input: z.object({ dossierId: uuid, version: z.number().int(), note: line(500, 0).default('') }),
    output: shape<{ version: number }>(), errors: ['DOSSIER_STATE', 'PROPOSAL_NOT_REFUSAL', 'SAME_PERSON', 'DELEGATION_REFUSED'],
  }),
  /** P03: the paper of skill, handed in by its day. */
  acceptSkillEvidence: operation({
    kind: 'write', access: ['expert'],
    input: z.object({ no: permitNo, evidence: z.enum(['certificate', 'degree', 'experience']), paperNo: line(60), issuedOn: jalaliDay }),
    output: status, errors: ['PERMIT_STATE', 'SKILL_LATE', 'SKILL_DATE'],
  }),
  skillDeadlines: operation({ kind: 'read', access: ['director', 'expert', 'clerk', 'system_manager'], input: noInput, output: shape<{ items: SkillDeadline[] }>(), errors: [] }),
  /** P04, P05: urgent and reversible, so one person. */
  suspend: operation({ kind: 'write', access: ['director'], input: z.object({ no: permitNo, reason }), output: status, errors: ['PERMIT_STATE', 'DELEGATION_REFUSED'] }),
  reinstate: operation({ kind: 'write', access: ['director'], input: z.object({ no: permitNo, reason }), output: status, errors: ['PERMIT_STATE', 'DELEGATION_REFUSED'] }),
  revocations: operation({
    kind: 'read', access: ['director', 'expert', 'system_manager', 'auditor'], input: z.object({ open: z.boolean().default(true) }),
    output: shape<{ items: RevocationCase[] }>(), errors: [],
  }),
  proposeRevocation: operation({
    kind: 'write', access: ['expert', 'system_manager'],
    input: z.object({ no: permitNo, act: z.enum(['revoke', 'reopen']).default('revoke'), reasonCode: z.enum(revocationReasons, 'UNKNOWN_VALUE'), reason }),
    output: shape<RevocationCase>(), errors: ['PERMIT_STATE', 'REVOCATION_OPEN'],
  }),
  /** P07, P12: signed with the Director's own key; the statement stands in the ledger. */
  revoke: operation({
    kind: 'write', access: ['director'], input: z.object({ ...decided, passphrase }), output: status,
    errors: ['PERMIT_STATE', 'PERMIT_ACTIVE', 'REVOCATION_DECIDED', 'SAME_PERSON', ...signingFaults, 'DELEGATION_REFUSED', 'PRINCIPAL_ONLY'],
  }),
  /** P08. */
  dismissRevocation: operation({
    kind: 'write', access: ['director'], input: z.object({ ...decided, reason }), output: status, errors: ['REVOCATION_DECIDED', 'DELEGATION_REFUSED'],
  }),
  /** P13: orders of the centre; `open`: those the Director has not seen yet. */
  centralOrders: operation({
    kind: 'read', access: ['director', 'expert', 'system_manager', 'auditor'], input: z.object({ open: z.boolean().default(true) }),
    output: shape<{ items: CentralOrder[] }>(), errors: [],
  }),
  /** She has seen one: nothing changes but that. */
  noteCentralOrder: operation({ kind: 'write', access: ['director'], input: z.object({ id: uuid }), output: shape<{ noted: boolean }>(), errors: [] }),
  /** P14: instant confirmations the Director has not seen yet, and her note that she has (decision 9). */
  confirmationsToNote: operation({
    kind: 'read', access: ['director'], input: noInput,
    output: shape<{ items: { no: string; dossierId: string; name: string; fieldTitle: string; countyTitle: string; issuedOn: string }[] }>(), errors: [],
  }),
  noteConfirmations: operation({
    kind: 'write', access: ['director'], input: z.object({ nos: z.array(permitNo).min(1, 'REQUIRED').max(500, 'TOO_LONG') }), output: shape<{ noted: number }>(), errors: [],
  }),
} as const
