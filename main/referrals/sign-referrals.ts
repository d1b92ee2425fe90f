import { setImmediate } from 'node:timers/promises'
import type { Evaluation } from '#contract/referrals'
import type { SignOutcome } from '#contract/permits'
import type { StopReason } from '#contract/tokens'
import type { Context } from '#main/app/ports'
import { appendEntry, sha256 } from '#main/ledger/index'
import { handOf, noteHand, openDirectorSigner, refusalOf, signedOrStopped, stillSigns, type Hand, type Signer } from '#main/signing/index'
import { findBank } from '#db/catalogues/catalogue-repo'
import { lastDelivered } from '#db/permits/delivery-repo'
import { heldBy } from '#db/quotas/reservation-repo'
import { dropFrozen, findFrozen, type FrozenRow } from '#db/referrals/frozen-repo'
import { findReferral, markIssued, type ReferralRow } from '#db/referrals/referral-repo'
import { transact } from '#db/transact'
import { deedOfReferral, isOfHand } from './acting-hand'
import { permitFor, requestOf } from './describe-referral'
import { outcomeLetters } from './evaluate'
import { judge } from './judge'
import { tellHolder } from './tell-holder'

/** What the Director saw and signs: the referral and the digest of its frozen bytes. */
export type SignItem = { id: string; digest: string }
export type SignReport = { outcomes: SignOutcome[]; signed: number; failed: number; untouched: number }

/** Documents that share one commit: enough to spare the disk, few enough to lose little. */
const chunkSize = 25

/**
 * R05: signs exactly the frozen bytes of each digest. Gates are asked once more on the signing day; nobody signs what she
 * submitted. Signature, new state and ledger entry of a chunk are one transaction, and nothing is reported signed before it.
 * A storage failure ends the run, and so does a token that cannot go on or a key that ended meanwhile: the rest is untouched.
 * Emits sign.progress.
 * @returns one outcome per item, in order; `dossierId` holds the referral's id.
 * @throws Fault of `signingFaults`, before anything is signed.
 */
export const signReferrals = async (context: Context, items: readonly SignItem[], passphrase: string): Promise<SignReport> => {
  const signer = openDirectorSigner(context, passphrase)
  const outcomes: SignOutcome[] = []
  try {
    const atOnce = Math.min(chunkSize, signer.atOnce)
    for (let from = 0; from < items.length; from += atOnce) {
      // Lets other calls and the progress bar through between two commits.
      if (from > 0) await setImmediate()
      if (!context.db.open) break
      const signed = await signChunk(context, signer, items.slice(from, from + atOnce))
      if (!context.db.open) break
      const stop = signed.findIndex((one) => one.stop !== null)
      const done = storeChunk(context, signer.kid, stop < 0 ? signed : signed.slice(0, stop + 1))
      outcomes.push(...done)
      context.emit('sign.progress', { done: outcomes.length, total: items.length })
      if (stop >= 0 || done.some((one) => one.outcome === 'failed' && endings.has(one.reason))) break
    }
  } finally {
    signer.close()
  }
  outcomes.push(...items.slice(outcomes.length).map(({ id }): SignOutcome => ({ dossierId: id, outcome: 'untouched' })))
  const count = (kind: SignOutcome['outcome']): number => outcomes.filter(({ outcome }) => outcome === kind).length
  return { outcomes, signed: count('signed'), failed: count('failed'), untouched: count('untouched') }
}

const endings: ReadonlySet<Failed['reason']> = new Set(['storage', 'key_ended'])

type Signed = SignItem & { jws: string | null; stop: StopReason | null }

/** Signs what may be signed now, outside any transaction: a token may take a second for each. */
const signChunk = (context: Context, signer: Signer, chunk: readonly SignItem[]): Promise<Signed[]> =>
  Promise.all(chunk.map(async (item) => {
    const checked = check(context, item)
    return { ...item, ...('frozen' in checked ? await signedOrStopped(signer.signBeside('referral+jws', checked.frozen.bytes)) : { jws: null, stop: null }) }
  }))

/** All of a chunk or, when the disk refuses, nothing of it; each is checked again inside the transaction that stores it. */
const storeChunk = (context: Context, kid: string, signed: readonly Signed[]): SignOutcome[] => {
  try {
    return transact(context.db, () => {
      const keyEnded = !stillSigns(context, kid)
      return signed.map(({ jws, stop, ...item }): SignOutcome => {
        if (keyEnded) return { dossierId: item.id, outcome: 'failed', reason: 'key_ended' }
        if (stop) return { dossierId: item.id, outcome: 'failed', reason: stop }
        const checked = check(context, item)
        if ('reason' in checked) return checked
        if (jws === null) return { dossierId: item.id, outcome: 'failed', reason: 'changed' }
        issue(context, checked.row, checked.frozen, { jws, kid })
        noteHand(context, checked.hand, checked.frozen.digest, 'referral')
        return { dossierId: item.id, outcome: 'signed', no: checked.frozen.no }
      })
    })
  } catch (error) {
    if (!isStorage(error)) throw error
    context.log.write('error', 'referrals.sign.storage', { code: error.code })
    return signed.map(({ id }) => ({ dossierId: id, outcome: 'failed', reason: 'storage' }))
  }
}

const isStorage = (error: unknown): error is Error & { code: string } =>
  error instanceof Error && 'code' in error && /^(SQLITE_(FULL|IOERR|BUSY|CORRUPT|READONLY)|ENOSPC)/.test(String(error.code))

type Failed = Extract<SignOutcome, { outcome: 'failed' }>

/** What may be signed now: the very bytes shown, today, by another than who submitted them, with every gate still open. */
const check = (context: Context, { id, digest }: SignItem): { row: ReferralRow; frozen: FrozenRow; hand: Hand } | Failed => {
  const failed = (reason: Failed['reason']): Failed => ({ dossierId: id, outcome: 'failed', reason })
  const { db } = context
  const row = findReferral(db, id)
  const frozen = findFrozen(db, id)
  if (row?.state !== 'awaiting_signature' || !frozen) return failed('changed')
  if (frozen.digest !== digest || sha256(frozen.bytes) !== digest || frozen.referralVersion !== row.version) return failed('changed')
  if (frozen.onDay !== context.clock.today()) return failed('expired_view')
  if (row.submittedBy === context.actor.username) return failed('same_person')
  const permit = permitFor(db, row.permitNo)
  const hand = handOf(context)
  const refusal = refusalOf(db, hand, deedOfReferral(permit))
  if (refusal) return failed(refusal)
  if ('refusal' in hand || !isOfHand(hand, frozen.bytes)) return failed('changed')
  const { evaluation } = judge(context, { id, permit, request: requestOf(row) })
  if (!evaluation.passed) return failed('not_ready')
  if (outcomeLetters(evaluation) !== outcomeLetters(JSON.parse(frozen.evaluation) as Evaluation)) return failed('changed')
  return { row, frozen, hand }
}

const issue = (context: Context, row: ReferralRow, frozen: FrozenRow, { jws, kid }: { jws: string; kid: string }): void => {
  const { db, actor } = context
  markIssued(db, row.id, row.version, {
    year: row.year, facts: frozen.facts, evaluation: frozen.evaluation, no: frozen.no, issuedOn: frozen.onDay, bytes: frozen.bytes,
    digest: frozen.digest, jws, kid, signedBy: actor.username,
  })
  dropFrozen(db, row.id)
  tellHolder(context, row.permitNo, 'referral.issued', { ref: frozen.no, bank: findBank(db, row.bankCode)?.shortTitle ?? row.bankCode })
  appendEntry(context, {
    kind: 'referral.create', aggregate: { type: 'BankReferral', id: row.id }, baseVersion: row.version,
    payload: {
      no: frozen.no, permit_no: row.permitNo, jws, digest: frozen.digest, salt: row.salt, inputs: frozen.facts,
      need: row.need, capacity: row.capacity,
    },
    dependsOn: groundsOf(context, row, kid),
  })
}

/** Operations that the centre must have before this one means anything: the signing key, the permit and the hold. */
const groundsOf = ({ db }: Context, row: ReferralRow, kid: string): string[] => {
  const held = heldBy(db, row.id)
  return [lastDelivered(db, 'Key', kid), lastDelivered(db, 'Permit', row.permitNo), held && lastDelivered(db, 'QuotaReservation', held.id)]
    .filter((opId) => opId !== undefined)
}
