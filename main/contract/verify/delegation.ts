import { z } from 'zod'
import type { PermitPayload } from '../permit-members'
import { instant } from './instant'
import { printed } from './printed-text'

/** What an acting director may be given to sign. */
export const delegationKinds = ['permit', 'referral', 'revocation'] as const
export type DelegationKind = (typeof delegationKinds)[number]

const day = z.iso.date()
const unit = z.string().regex(/^\d{4}$/)
const digest = z.string().regex(/^[A-Za-z0-9_-]{43}$/)

/** A list is a set with one spelling: rising, nothing twice, never empty (a limit that is not there is left out). */
const rising = <T extends z.ZodType<string>>(item: T, most: number) =>
  z.array(item).min(1).max(most).refine((items) => items.every((one, i) => i === 0 || items[i - 1]! < one))

const scope = z.strictObject({
  cty: rising(unit, 100).optional(),
  fld: rising(z.string().regex(/^[A-Za-z0-9-]{1,16}$/), 100).optional(),
  k: rising(z.enum(delegationKinds), 3),
  loan: z.literal(false).optional(),
  max: z.int().min(1).max(100_000).optional(),
})
export type DelegationScope = z.infer<typeof scope>

/** What every statement of this slice says of itself. */
const shared = { at: instant, iss: unit, test: z.literal(true).optional(), v: z.literal(1) }

/** The payload of a delegation (docs/formats/delegation.md), closed like a permit's. */
export const delegationPayload = z.strictObject({
  ...shared,
  from: day,
  k: z.literal('delegation'),
  scope,
  to: z.strictObject({
    kid: z.string().regex(/^a-[A-Za-z0-9_-]{16}$/),
    name: printed(121),
    post: printed(80),
    spki: z.string().regex(/^[A-Za-z0-9_-]{100,2000}$/),
  }),
  until: day,
}).refine(({ from, until }) => from <= until)
export type DelegationPayload = z.infer<typeof delegationPayload>

/** The statement that ends one before its last day: the same form and type, another `k`. */
export const delegationEndPayload = z.strictObject({
  ...shared,
  del: digest,
  k: z.literal('delegation_end'),
})
export type DelegationEndPayload = z.infer<typeof delegationEndPayload>

/** A delegation whose signature was found good, and since when it is ended, as far as is known. */
export type KnownDelegation = { digest: string; payload: DelegationPayload; endedAt: string | null }

export type DelegationFault = 'delegation_unknown' | 'delegation_revoked' | 'delegation_dates' | 'delegation_scope'

/** Of a document, what its delegation is asked about. */
export type Delegated = { kind: DelegationKind; iss: string; on: string; at: string; cty: string; /** Null where the bytes do not tell it. */ fld: string | null }

/** What a permit is to its delegation. */
export const delegatedPermit = ({ iss, on, at, cty, fld }: PermitPayload): Delegated => ({ kind: 'permit', iss, on, at, cty, fld })

/**
 * Whether a document may stand on this delegation: it was not ended before, it runs on that day, and covers what was signed.
 * How many were signed, and whether a loan was wished for, only the office and the registry can count.
 */
export const delegationFault = ({ payload, endedAt }: KnownDelegation, document: Delegated): DelegationFault | null => {
  const { scope: { k, cty, fld }, iss, at, from, until } = payload
  if (endedAt !== null && document.at >= endedAt) return 'delegation_revoked'
  if (document.on < from || document.on > until || document.at < at) return 'delegation_dates'
  const covered = iss === document.iss && k.includes(document.kind) && (cty?.includes(document.cty) ?? true) && (document.fld === null || (fld?.includes(document.fld) ?? true))
  return covered ? null : 'delegation_scope'
}

/** Who signed for whom, as a verifier reads it out. */
export type Acting = { name: string; post: string; from: string; until: string }

/** The delegation a document names, among those of the key that signed it: who acted, or why she might not. */
export const actingBy = (known: readonly KnownDelegation[], del: string | undefined, document: Delegated): { acting: Acting } | { fault: DelegationFault } => {
  const named = known.find((one) => one.digest === del)
  const fault = named ? delegationFault(named, document) : 'delegation_unknown'
  if (!named || fault) return { fault: fault ?? 'delegation_unknown' }
  const { to: { name, post }, from, until } = named.payload
  return { acting: { name, post, from, until } }
}

/** An end as a status list tells it: the newest word on what was taken back. */
export type ListedEnd = { at: string; del: string }
export const listedEnd: z.ZodType<ListedEnd> = z.strictObject({ at: instant, del: digest })

/** The same delegations, with the ends that the given lists know of; the earliest end counts. */
export const withEnds = (known: readonly KnownDelegation[], ends: readonly ListedEnd[]): KnownDelegation[] =>
  known.map((one) => {
    const told = ends.filter(({ del }) => del === one.digest).map(({ at }) => at)
    const all = [...told, ...(one.endedAt === null ? [] : [one.endedAt])].sort()
    return { ...one, endedAt: all[0] ?? null }
  })

/** These keys and those of more delegations; a key that both have gets the delegations of both, an end once known stays. */
export const joinKeys = <K extends { kid: string; delegations?: readonly KnownDelegation[] }>(keys: readonly K[], more: readonly K[]): K[] => {
  const joined = new Map(keys.map((key) => [key.kid, key]))
  for (const key of more) {
    const before = joined.get(key.kid)
    joined.set(key.kid, before ? { ...before, delegations: union(before.delegations ?? [], key.delegations ?? []) } : key)
  }
  return [...joined.values()]
}

const union = (before: readonly KnownDelegation[], more: readonly KnownDelegation[]): KnownDelegation[] => {
  const fresh = more.filter(({ digest }) => !before.some((one) => one.digest === digest))
  const ends = more.flatMap(({ digest, endedAt }) => (endedAt === null ? [] : [{ del: digest, at: endedAt }]))
  return withEnds([...before, ...fresh], ends)
}

/** A delegation and, if it was ended before its time, the statement that ended it. */
export type DelegationTexts = { jws: string; end?: string | undefined }

/** A delegation's own file, as it goes with a permit: one line, and its end in a second if it has one. Null for more lines. */
export const readDelegationFile = (text: string): DelegationTexts | null => {
  const [jws = '', end, ...more] = text.replace(/\r?\n$/, '').split(/\r?\n/)
  return more.length > 0 ? null : { jws, ...(end === undefined ? {} : { end }) }
}
