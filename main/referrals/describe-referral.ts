import type { Evaluation, Referral } from '#contract/referrals'
import { daysBetween } from '#contract/values/jalali'
import { Fault } from '#main/app/fault'
import type { Clock } from '#main/app/ports'
import { findBank, findCounty } from '#db/catalogues/catalogue-repo'
import type { Reader } from '#db/handle'
import { findPermit, type PermitRow } from '#db/permits/permit-repo'
import { findReferral, type ReferralRow, type Request } from '#db/referrals/referral-repo'

/** @throws Fault NOT_FOUND. */
export const permitFor = (db: Reader, no: string): PermitRow => {
  const permit = findPermit(db, no)
  if (!permit) throw new Fault('NOT_FOUND')
  return permit
}

/**
 * A referral that is in one of these states and still the one the caller read.
 * @throws Fault NOT_FOUND, VERSION_STALE, REFERRAL_STATE {state}.
 */
export const referralIn = (db: Reader, target: { id: string; version: number }, states: readonly ReferralRow['state'][]): ReferralRow => {
  const row = findReferral(db, target.id)
  if (!row) throw new Fault('NOT_FOUND')
  if (row.version !== target.version) throw new Fault('VERSION_STALE')
  if (!states.includes(row.state)) throw new Fault('REFERRAL_STATE', { state: row.state })
  return row
}

const evaluationOf = (row: { evaluation: string }): Evaluation => JSON.parse(row.evaluation) as Evaluation

export const requestOf = (row: Request): Request => ({
  bankCode: row.bankCode, branch: row.branch, amountRial: row.amountRial, need: row.need, capacity: row.capacity, jobs: row.jobs,
  readiness: row.readiness,
})

/** A stored referral as screens see it. */
export const describeReferral = ({ db, clock }: { db: Reader; clock: Clock }, row: ReferralRow): Referral => {
  const permit = permitFor(db, row.permitNo)
  return {
    ...requestOf(row),
    id: row.id, version: row.version, no: row.no, state: row.state, permitNo: row.permitNo, name: permit.name,
    fieldTitle: permit.fieldTitle, countyTitle: findCounty(db, permit.countyCode)?.title ?? permit.countyCode,
    bankTitle: findBank(db, row.bankCode)?.title ?? row.bankCode, year: row.year, evaluation: evaluationOf(row),
    submittedBy: row.submittedBy, issuedOn: row.issuedOn, returnReason: row.returnReason, jws: row.jws,
    // S1-A2: from permit to referral, or to today while it waits.
    ageDays: daysBetween(permit.issuedOn, row.issuedOn ?? clock.today()),
  }
}

/** @throws Fault NOT_FOUND. */
export const readReferral = (context: { db: Reader; clock: Clock }, id: string): Referral => {
  const row = findReferral(context.db, id)
  if (!row) throw new Fault('NOT_FOUND')
  return describeReferral(context, row)
}
