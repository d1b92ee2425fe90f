import { activityTypes } from '#contract/applicants'
import type { Evaluation, Referral } from '#contract/referrals'
import type { PermitPayload } from '#contract/permits'
import { daysBetween } from '#contract/values/jalali'
import { Fault } from '#main/app/fault'
import type { Clock } from '#main/app/ports'
import { settingsOf } from '#main/catalogues/index'
import { findBank, findCounty } from '#db/catalogues/catalogue-repo'
import type { Reader } from '#db/handle'
import { findPermit, type PermitRow } from '#db/permits/permit-repo'
import { findYear } from '#db/quotas/quota-repo'
import { earlierLoanOf, outcomesOfReferral } from '#db/referrals/bank-repo'
import { currentRequest } from '#db/referrals/loan-request-repo'
import { findReferral, type ReferralRow, type Request } from '#db/referrals/referral-repo'
import { findStaff } from '#db/staff/staff-repo'

/** R13: from where a referral may lapse. */
export const lapseStates = ['awaiting_signature', 'issued', 'at_bank', 'more_needed'] as const satisfies readonly ReferralRow['state'][]

/** D07, R13: the office wishes it so and the year's absorption day has passed; that day itself still counts. */
export const isPastAbsorption = ({ db, clock }: { db: Reader; clock: Clock }, year: number): boolean => {
  const absorbBy = findYear(db, year)?.absorbBy ?? null
  return absorbBy !== null && clock.today() > absorbBy && settingsOf(db).lapseAfterAbsorb
}

/** The signed members of a permit; its own bytes are what the gates and the referral rest on. */
export const permitMembers = (permit: PermitRow): PermitPayload => JSON.parse(permit.bytes) as PermitPayload

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

/** What is asked now; after a paid loan nothing yet, so the next round begins empty, today. */
const runningRequest = ({ db, clock }: { db: Reader; clock: Clock }, permit: PermitRow, row: ReferralRow): Referral['request'] => {
  const closed = row.state === 'paid' || row.state === 'refused_by_bank'
  const earlierRef = earlierLoanOf(db, permit.nationalId, permit.no, closed ? null : row.id)?.ref ?? null
  const { requestedOn = clock.today(), expansion = false, commitmentsFulfilled = false, commitmentsEvidence = '' } = currentRequest(db, permit) ?? {}
  return { requestedOn, expansion, commitmentsFulfilled, commitmentsEvidence, earlierRef }
}

/** A stored referral as screens see it. */
export const describeReferral = ({ db, clock }: { db: Reader; clock: Clock }, row: ReferralRow): Referral => {
  const permit = permitFor(db, row.permitNo)
  return {
    ...requestOf(row),
    id: row.id, version: row.version, no: row.no, state: row.state, permitNo: row.permitNo, name: permit.name,
    fieldTitle: permit.fieldTitle, countyTitle: findCounty(db, permit.countyCode)?.title ?? permit.countyCode,
    bankTitle: findBank(db, row.bankCode)?.title ?? row.bankCode, year: row.year, evaluation: evaluationOf(row),
    activityType: activityTypes.find((type) => type === permitMembers(permit).act) ?? 'cooperative',
    handover: row.sender === null || row.handoverNo === null || row.handoverOn === null ? null
      : { sender: row.sender, letterNo: row.handoverNo, letterOn: row.handoverOn },
    outcomes: outcomesOfReferral(db, row.id),
    request: runningRequest({ db, clock }, permit, row),
    submittedBy: row.submittedBy, submittedByName: row.submittedBy === null ? null : (findStaff(db, row.submittedBy)?.displayName ?? row.submittedBy), issuedOn: row.issuedOn, returnReason: row.returnReason, jws: row.jws,
    // S1-A2: from permit to referral, or to today while it waits.
    ageDays: daysBetween(permit.issuedOn, row.issuedOn ?? clock.today()),
    mayLapse: lapseStates.some((state) => state === row.state) && isPastAbsorption({ db, clock }, row.year),
  }
}

/** @throws Fault NOT_FOUND. */
export const readReferral = (context: { db: Reader; clock: Clock }, id: string): Referral => {
  const row = findReferral(context.db, id)
  if (!row) throw new Fault('NOT_FOUND')
  return describeReferral(context, row)
}
