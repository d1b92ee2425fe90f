import type { Award } from '#contract/incentives'
import type { IsoDay } from '#contract/values/jalali'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { appendEntry } from '#main/ledger/index'
import { saveAwardStep, type AwardRow } from '#db/incentives/award-repo'
import { transact } from '#db/transact'
import { awardById } from './describe-award'
import { awardIn, type Target } from './sign-award'

type Recorded = Target & { level: 'deputy' | 'minister'; signerName: string; letterNo: string; signedOn: IsoDay }

/** Days of signatures follow one another and none lies ahead. @throws Fault AWARD_DATE. */
const refuseDay = ({ clock }: Context, row: AwardRow, day: IsoDay): void => {
  const before = [row.director?.signedAt.slice(0, 10), row.deputy?.signedOn, row.minister?.signedOn].filter((one) => one !== undefined).sort().at(-1)
  if (day > clock.today() || (before !== undefined && day < before)) throw new Fault('AWARD_DATE')
}

/**
 * S1-D2: the deputy's, then the minister's signature, given on the paper and recorded by its letter.
 * @throws Fault NOT_FOUND, AWARD_STATE, AWARD_DATE; RowStale.
 */
export const recordSignature = (context: Context, { level, signerName, letterNo, signedOn, ...target }: Recorded): Award =>
  transact(context.db, (db) => {
    const row = awardIn(db, target, level === 'deputy' ? 'signed_director' : 'signed_deputy')
    refuseDay(context, row, signedOn)
    const signature = { signerName, letterNo, signedOn, recordedBy: context.actor.username }
    saveAwardStep(db, level === 'deputy' ? { ...row, state: 'signed_deputy', deputy: signature } : { ...row, state: 'signed_minister', minister: signature })
    appendEntry(context, {
      kind: 'award.record', aggregate: { type: 'Award', id: row.id }, baseVersion: row.version,
      payload: { no: row.no, level, signer_name: signerName, letter_no: letterNo, signed_on: signedOn },
    })
    return awardById(db, row.id)
  })

/** The letter is in its holder's hands. @throws Fault NOT_FOUND, AWARD_STATE, AWARD_DATE; RowStale. */
export const giveAward = (context: Context, { givenOn, ...target }: Target & { givenOn: IsoDay }): Award =>
  transact(context.db, (db) => {
    const row = awardIn(db, target, 'signed_minister')
    refuseDay(context, row, givenOn)
    saveAwardStep(db, { ...row, state: 'given', givenOn })
    appendEntry(context, { kind: 'award.give', aggregate: { type: 'Award', id: row.id }, baseVersion: row.version, payload: { no: row.no, given_on: givenOn } })
    return awardById(db, row.id)
  })
