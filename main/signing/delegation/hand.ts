import type { DelegationRefusal } from '#contract/delegations'
import { delegationPayload, type DelegationKind, type DelegationPayload } from '#contract/verify/delegation'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { directorPost, principalOf } from '#main/staff/index'
import type { Reader } from '#db/handle'
import { countDelegated, delegationsTo, noteDelegated, type DelegationRow } from '#db/signing/delegation-repo'
import { activeKidOf } from '#db/signing/key-repo'

/** By whose right a director signs: her own, or one delegation that runs today. */
export type Hand = { post: 'director' } | { post: 'acting'; digest: string; payload: DelegationPayload }

/** The stored text is what our own strict reader took when it was signed. */
export const payloadOf = (row: Pick<DelegationRow, 'bytes'>): DelegationPayload => delegationPayload.parse(JSON.parse(row.bytes))

/** One that its giver's seat and its delegate's key still carry. */
const stands = (db: Reader, kid: string | undefined) => {
  const principal = principalOf(db)
  return (row: DelegationRow): boolean => row.givenBy === principal && row.toKid === kid
}

/** The right of the signed-in director today, read anew every time. */
export const handOf = ({ db, actor, clock }: Pick<Context, 'db' | 'actor' | 'clock'>): Hand | { refusal: DelegationRefusal } => {
  if (directorPost(db, actor.username) === 'director') return { post: 'director' }
  const today = clock.today()
  const rows = delegationsTo(db, actor.username).filter(stands(db, activeKidOf(db, 'director', actor.username)))
  const running = rows.filter((row) => row.fromDay <= today && today <= row.untilDay)
  const found = running.find((row) => row.endedAt === null)
  if (found) return { post: 'acting', digest: found.digest, payload: payloadOf(found) }
  if (rows.length === 0) return { refusal: 'delegation_absent' }
  return { refusal: running.length > 0 ? 'delegation_revoked' : 'delegation_dates' }
}

/** What is to be done: a kind of document, where, in which field; `loan`: its applicant wishes for one. */
export type Deed = { kind: DelegationKind; cty: string; fld: string; loan: boolean }

/** Why this hand may not do it; null when it may. The Director herself may do everything. */
export const refusalOf = (db: Reader, hand: ReturnType<typeof handOf>, deed: Deed): DelegationRefusal | null => {
  if ('refusal' in hand) return hand.refusal
  if (hand.post === 'director') return null
  const { k, cty, fld, loan, max } = hand.payload.scope
  const covered = k.includes(deed.kind) && (cty?.includes(deed.cty) ?? true) && (fld?.includes(deed.fld) ?? true) && !(loan === false && deed.loan)
  if (!covered) return 'delegation_scope'
  return max !== undefined && countDelegated(db, hand.digest) >= max ? 'delegation_full' : null
}

/**
 * The same for one single deed, as an error.
 * @throws Fault DELEGATION_REFUSED {why}.
 */
export const requireHand = (context: Context, deed: Deed): Hand => {
  const hand = handOf(context)
  const why = refusalOf(context.db, hand, deed)
  if ('refusal' in hand || why !== null) throw new Fault('DELEGATION_REFUSED', { why: 'refusal' in hand ? hand.refusal : why })
  return hand
}

/** @throws Fault PRINCIPAL_ONLY: a delegate passes nothing on, and some deeds are the Director's alone. */
export const requirePrincipal = ({ db, actor }: Pick<Context, 'db' | 'actor'>): void => {
  if (directorPost(db, actor.username) !== 'director') throw new Fault('PRINCIPAL_ONLY')
}

/** The members of a signed payload that say by whose right it was signed. */
export const handMembers = (hand: Hand): { post: 'director' } | { post: 'acting'; del: string } =>
  hand.post === 'director' ? { post: 'director' } : { post: 'acting', del: hand.digest }

/** Counts a document under its delegation; in the transaction that stores it. */
export const noteHand = ({ db, clock }: Context, hand: Hand, document: string, kind: DelegationKind): void => {
  if (hand.post === 'acting') noteDelegated(db, hand.digest, document, kind, clock.now().toISOString())
}
