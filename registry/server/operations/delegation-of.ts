import { createHash } from 'node:crypto'
import { delegationEndPayload, delegationPayload, type DelegationKind, type DelegationPayload } from '#contract/verify/delegation'
import type { WireOperation } from '#contract/wire/operation'
import type { Facts } from '#registry/store/store'
import type { ProblemCode } from '../problem'
import { parseJws, type CompactJws } from './verify-document'

const kinds: Readonly<Record<string, DelegationKind>> = { 'permit.sign': 'permit', 'permit.revoke': 'revocation', 'referral.create': 'referral' }

const textIn = (operation: WireOperation): string | undefined => {
  const { jws } = JSON.parse(operation.payload) as { jws?: unknown }
  return typeof jws === 'string' ? parseJws(jws)?.payloadText : undefined
}
const valueIn = (operation: WireOperation): unknown => JSON.parse(textIn(operation) ?? 'null')

/** A delegation as this registry took it, with its end if that came too; the newest operation of its lane leads to both. */
const stored = (digest: string, facts: Facts): { payload: DelegationPayload; endedAt: string | null } | null => {
  const newest = facts.stored(facts.aggregate('Delegation', digest)?.opId ?? '')?.operation
  const ended = newest?.kind === 'delegation.revoke'
  const grant = ended ? newest.depends_on.flatMap((id) => facts.stored(id)?.operation ?? []).find(({ kind, aggregate }) => kind === 'delegation.grant' && aggregate.id === digest) : newest
  const payload = grant?.kind === 'delegation.grant' ? delegationPayload.safeParse(valueIn(grant)).data : undefined
  const end = ended ? delegationEndPayload.safeParse(valueIn(newest)).data : undefined
  return payload ? { payload, endedAt: end?.at ?? null } : null
}

/** Whether a document is within the delegation it names; a member that a kind of document does not have limits nothing. */
const covers = (kind: DelegationKind, document: Record<string, unknown>, facts: Facts): boolean => {
  const { del, on, at, cty, fld } = document
  const given = typeof del === 'string' ? stored(del, facts) : null
  if (!given || typeof del !== 'string' || typeof on !== 'string' || typeof at !== 'string') return false
  const { payload: { from, until, scope, ...payload }, endedAt } = given
  const inTime = from <= on && on <= until && payload.at <= at && (endedAt === null || at < endedAt)
  const listed = (list: readonly string[] | undefined, value: unknown): boolean => !list || value === undefined || (typeof value === 'string' && list.includes(value))
  return inTime && scope.k.includes(kind) && listed(scope.cty, cty) && listed(scope.fld, fld) && (scope.max === undefined || facts.signedUnder(del) < scope.max)
}

/**
 * What delegations demand (docs/formats/delegation.md): only a Director's own key gives or ends one, under the name of its own
 * digest; an acting director's key signs under one that this registry holds, within it, and nothing else names one.
 */
export const delegationFault = ({ kind, aggregate }: WireOperation, jws: CompactJws, payload: Record<string, unknown>, facts: Facts): ProblemCode | undefined => {
  const acting = jws.kid.startsWith('a-')
  if (kind === 'delegation.grant') {
    const own = createHash('sha256').update(jws.payloadText).digest('base64url') === aggregate.id
    return own && !acting && delegationPayload.safeParse(payload).success ? undefined : 'document_delegation'
  }
  if (kind === 'delegation.revoke') {
    const end = delegationEndPayload.safeParse(payload).data
    return end?.del === aggregate.id && !acting && stored(aggregate.id, facts) ? undefined : 'document_delegation'
  }
  if (kind === 'batch.sign') return undefined
  if (!acting) return payload['del'] === undefined && payload['post'] !== 'acting' ? undefined : 'document_delegation'
  const asked = kinds[kind]
  return asked && payload['post'] === 'acting' && covers(asked, payload, facts) ? undefined : 'document_delegation'
}
