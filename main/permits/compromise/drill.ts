import type { Compromise, CompromiseDrill, Proof, SuspectPermit } from '#contract/compromise'
import type { SigningKey } from '#contract/signing-key'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { canonicalText, sha256 } from '#main/ledger/index'
import { sealedSizeBy, sealOfSize } from '#db/checkpoints/checkpoint-repo'
import { countCompromised, permitsSignedBy, signedAgain, type SignedByKey } from '#db/permits/compromise-repo'
import { keyEnds } from '#db/signing/key-end-repo'
import { listKeys } from '#db/signing/key-repo'
import { mayFrom } from '../status-table'

/**
 * What "signed before" means: not the hour that a document or the ledger states, which whoever holds a stolen key writes as
 * she likes, but its place in the ledger, under a checkpoint that was sealed by then.
 */
const proofOf = ({ seq, signedAt }: SignedByKey, position: number, since: string): Proof =>
  signedAt >= since ? 'after' : seq <= position ? 'before' : 'unproven'

/** @throws Fault NOT_FOUND, COMPROMISE_FUTURE. */
export const keyInQuestion = ({ db, clock }: Context, kid: string, since: string): Pick<SigningKey, 'kid' | 'use' | 'holder' | 'state'> => {
  const key = listKeys(db).find((one) => one.kid === kid)
  if (!key) throw new Fault('NOT_FOUND')
  if (Date.parse(since) > clock.now().getTime()) throw new Fault('COMPROMISE_FUTURE')
  return key
}

/**
 * Every permit that a key signed, what is proven of each, and which of them would be suspended if it had been in other hands
 * since an instant. Changes nothing: it may be practised any day (design feature 12).
 * @throws Fault NOT_FOUND, COMPROMISE_FUTURE.
 */
export const compromiseDrill = (context: Context, { kid, since: typed }: { kid: string; since: string }): CompromiseDrill => {
  const { db } = context
  const since = new Date(typed).toISOString()
  const key = keyInQuestion(context, kid, since)
  const position = sealedSizeBy(db, since)
  const again = new Map(signedAgain(db, kid).map((one) => [one.permitNo, one]))
  const all = permitsSignedBy(db, kid).map((permit): SuspectPermit => {
    const proof = proofOf(permit, position, since)
    const next = again.get(permit.no)
    return { ...permit, proof, suspends: proof !== 'before' && mayFrom(permit.status, 'suspend'), again: next ? { dossierId: next.dossierId, state: next.state, no: next.no } : null }
  })
  const permits = all.filter(({ proof }) => proof !== 'before')
  return {
    kid, use: key.use, holder: key.holder, keyState: key.state, since, position, sealedAt: sealOfSize(db, position), signed: all.length, suspends: permits.filter(({ suspends }) => suspends).length,
    before: all.length - permits.length, permits, digest: digestOf(kid, since, permits),
  }
}

/** What the person who acts has seen: the key, the instant and every permit that will be suspended. */
const digestOf = (kid: string, since: string, permits: readonly SuspectPermit[]): string =>
  sha256(canonicalText({ kid, since, nos: permits.filter(({ suspends }) => suspends).map(({ no }) => no) }))

/** Keys that were declared stolen, and how far the signing anew has come. */
export const listCompromises = ({ db }: Context): Compromise[] => {
  const keys = new Map(listKeys(db).map((key) => [key.kid, key]))
  return keyEnds(db).filter(({ how }) => how === 'compromised').flatMap(({ kid, since, at, by, reason }) => {
    const key = keys.get(kid)
    if (!key) return []
    const again = signedAgain(db, kid)
    return [{
      kid, use: key.use, holder: key.holder, since, at, by, reason, suspended: countCompromised(db, kid), again: again.filter(({ no }) => no !== null).length,
      waiting: again.filter(({ no, state }) => no === null && (state === 'awaiting_signature' || state === 'in_expert_review')).length,
    }]
  })
}
