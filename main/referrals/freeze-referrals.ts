import type { Evaluation, FrozenReferral, ReferralPayload } from '#contract/referrals'
import { toJalali } from '#contract/values/jalali'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { allotNumber, appendEntry, canonicalText, sha256, voidNumber } from '#main/ledger/index'
import { handMembers, handOf, hasActiveDirectorKey, refusalOf, type Hand } from '#main/signing/index'
import { findBank } from '#db/catalogues/catalogue-repo'
import type { PermitRow } from '#db/permits/permit-repo'
import { findFrozen, putFrozen, type FrozenRow } from '#db/referrals/frozen-repo'
import { findReferral, type ReferralRow } from '#db/referrals/referral-repo'
import { transact } from '#db/transact'
import { deedOfReferral, isOfHand } from './acting-hand'
import { permitFor, permitMembers, requestOf } from './describe-referral'
import { outcomeLetters } from './evaluate'
import { judge, outcomesOf, type Judged } from './judge'

/**
 * Fixes the exact bytes of each referral that is to be signed. Gates are asked again with today's day; one that fails, or
 * that no longer waits for the signature, or that an acting director's delegation does not cover, is dropped. The same bytes are offered until the referral or the day changes.
 * @throws Fault KEY_ABSENT.
 */
export const freezeReferrals = (context: Context, ids: readonly string[]): { items: FrozenReferral[]; dropped: string[] } => {
  if (!hasActiveDirectorKey(context.db, context.actor.username)) throw new Fault('KEY_ABSENT')
  return transact(context.db, () => {
    const items: FrozenReferral[] = []
    const dropped: string[] = []
    for (const id of new Set(ids)) {
      const frozen = freezeOne(context, id)
      if (frozen) items.push(frozen)
      else dropped.push(id)
    }
    return { items, dropped }
  })
}

const freezeOne = (context: Context, id: string): FrozenReferral | null => {
  const { db } = context
  const row = findReferral(db, id)
  if (row?.state !== 'awaiting_signature') return null
  const permit = permitFor(db, row.permitNo)
  const hand = handOf(context)
  if ('refusal' in hand || refusalOf(db, hand, deedOfReferral(permit))) return null
  const judged = judge(context, { id, permit, request: requestOf(row) })
  if (!judged.evaluation.passed) return null
  const before = findFrozen(db, id)
  const frozen = before && isOfHand(hand, before.bytes) && stillTrue(before, row, judged.evaluation) ? before : freezeAnew(context, row, permit, judged, before, hand)
  return {
    id, version: row.version, no: frozen.no, name: permit.name, bankTitle: findBank(db, row.bankCode)?.title ?? row.bankCode,
    amountRial: row.amountRial, bytes: frozen.bytes, digest: frozen.digest,
  }
}

const stillTrue = (before: FrozenRow, row: ReferralRow, now: Evaluation): boolean =>
  before.referralVersion === row.version && before.onDay === now.on &&
  outcomeLetters(JSON.parse(before.evaluation) as Evaluation) === outcomeLetters(now)

const freezeAnew = (context: Context, row: ReferralRow, permit: PermitRow, judged: Judged, before: FrozenRow | undefined, hand: Hand): FrozenRow => {
  const { db, office, actor } = context
  const { on } = judged.evaluation
  // A number belongs to the year it was given out in; one kept from an earlier year is void and stays in the ledger as such.
  const kept = before && toJalali(before.onDay).year === toJalali(on).year ? before.no : null
  const no = kept ?? allotNumber(db, 'R', office.unit, on)
  const bytes = canonicalText(payloadOf(context, row, permit, judged, no, hand))
  const frozen: FrozenRow = {
    referralId: row.id, referralVersion: row.version, no, onDay: on, bytes, digest: sha256(bytes), facts: judged.stored.facts,
    evaluation: judged.stored.evaluation, frozenBy: actor.username,
  }
  putFrozen(db, frozen)
  if (before && !kept) voidNumber(context, 'BankReferral', before.no, 'year_over')
  appendEntry(context, {
    kind: 'referral.evaluate', aggregate: { type: 'BankReferral', id: row.id }, baseVersion: row.version,
    payload: { permit_no: row.permitNo, no, digest: frozen.digest, ...outcomesOf(judged.evaluation) },
  })
  return frozen
}

const payloadOf = (context: Context, row: ReferralRow, permit: PermitRow, { evaluation, stored }: Judged, no: string, hand: Hand): ReferralPayload => {
  const members = permitMembers(permit)
  return {
    v: 1, k: 'referral', no, iss: context.office.unit, on: evaluation.on,
    at: context.clock.now().toISOString().replace(/\.\d+Z$/, 'Z'),
    ...handMembers(hand), name: members.name, id4: members.id4, cty: permit.countyCode, bank: row.bankCode,
    ...(row.branch === '' ? {} : { br: row.branch }),
    amt: row.amountRial, jobs: row.jobs, yr: stored.year, rs: evaluation.ruleSet, out: outcomeLetters(evaluation),
    inp: inputsDigest(row.salt, stored.facts), doc: permit.digest, face: members.face,
    ...(context.office.training ? { test: true } : {}),
  }
}

/** `inp` of the payload: binds what the gates looked at without telling it to whoever reads the letter. */
const inputsDigest = (salt: string, facts: string): string => sha256(canonicalText({ salt, inputs: JSON.parse(facts) as unknown }))
