import { z } from 'zod'
import { noInput, operation, shape } from './define'
import { username } from './values/credentials'
import { signingFaults } from './tokens'
import { digest, jalaliDay, line, optional, passphrase, wholeNumber } from './values/fields'
import { delegationKinds, type DelegationScope } from './verify/delegation'

/** Why an acting director may not sign a thing now. `delegation_full`: as many as she may sign are signed. */
export const delegationRefusals = ['delegation_absent', 'delegation_dates', 'delegation_revoked', 'delegation_scope', 'delegation_full'] as const
export type DelegationRefusal = (typeof delegationRefusals)[number]

export type DelegationState = 'upcoming' | 'active' | 'over' | 'ended' | 'void'

/** A signed delegation as screens see it. `void`: who gave it is no longer the Director. */
export type Delegation = {
  digest: string
  jws: string
  givenBy: string
  givenByName: string
  toUser: string
  toName: string
  toPost: string
  toKid: string
  from: string
  until: string
  signedAt: string
  scope: DelegationScope
  state: DelegationState
  /** Documents signed under it. */
  signed: number
  endedAt: string | null
  endedBy: string | null
  endReason: string | null
}

/** Somebody with the role of director who does not hold the seat: who can be given a delegation once her own key is made. */
export type ActingDirector = { username: string; displayName: string; post: string; hasKey: boolean }

export type DelegationsView = {
  /** Who holds the Director's seat; exactly one person. */
  principal: { username: string; displayName: string } | null
  /** In which post the signed-in person signs; null: not a director. */
  post: 'director' | 'acting' | null
  /** Own ones for an acting director, all for everybody else who may look. Newest first. */
  items: Delegation[]
  acting: ActingDirector[]
  /** Days that one delegation may last at most (setting `delegationDays`). */
  maxDays: number
}

const delegated = z.object({
  to: username,
  from: jalaliDay,
  until: jalaliDay,
  kinds: z.array(z.enum(delegationKinds, 'UNKNOWN_VALUE')).min(1, 'REQUIRED').max(3),
  /** Empty: every one of the office. */
  counties: z.array(z.string().regex(/^\d{4}$/, 'COUNTY_UNKNOWN')).max(100, 'TOO_LONG').default([]),
  fields: z.array(z.string().regex(/^[A-Za-z0-9-]{1,16}$/, 'FIELD_UNKNOWN')).max(100, 'TOO_LONG').default([]),
  /** Whether permits of applicants who wish for a loan are hers to sign too. */
  withLoan: z.boolean().default(true),
  max: optional(wholeNumber(1, 100_000)),
})

const granting = ['PRINCIPAL_ONLY', 'DELEGATE_UNFIT', 'DELEGATION_OVERLAP', 'KEY_ABSENT'] as const

export const delegationOperations = {
  delegations: operation({
    kind: 'read', access: ['director', 'system_manager', 'auditor'], input: noInput, output: shape<DelegationsView>(), errors: [],
  }),
  /** The bytes that would be signed, to be shown; nothing is written. */
  draftDelegation: operation({
    kind: 'read', access: ['director'], input: delegated, output: shape<{ bytes: string; digest: string }>(), errors: granting,
  }),
  /** Signs exactly these bytes with the Director's key. */
  giveDelegation: operation({
    kind: 'write', access: ['director'], input: z.object({ bytes: z.string().min(1, 'REQUIRED').max(8_000, 'TOO_LONG'), passphrase }),
    output: shape<Delegation>(), errors: [...granting, ...signingFaults, 'DELEGATION_STALE'],
  }),
  /** Takes one back at once, with a signed statement. */
  endDelegation: operation({
    kind: 'write', access: ['director'], input: z.object({ digest, reason: line(500, 3), passphrase }),
    output: shape<Delegation>(), errors: ['PRINCIPAL_ONLY', 'DELEGATION_OVER', 'KEY_ABSENT', ...signingFaults],
  }),
  /** The delegation as the file that goes with a permit: one line. */
  delegationFile: operation({
    kind: 'read', access: ['director', 'expert', 'clerk', 'system_manager', 'auditor'], input: z.object({ digest }),
    output: shape<{ fileName: string; content: string }>(), errors: [],
  }),
  /** A new Director takes the seat: the former one's key is retired and what he delegated is void. */
  seatDirector: operation({
    kind: 'write', access: ['system_manager'], input: z.object({ username, reason: line(500, 3) }), output: shape<{ principal: string }>(),
    errors: ['DIRECTOR_UNFIT'],
  }),
} as const
