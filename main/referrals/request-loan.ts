import { uuidv7 } from 'uuidv7'
import type { LoanRequest } from '#contract/bank-answers'
import type { IsoDay } from '#contract/values/jalali'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { appendEntry } from '#main/ledger/index'
import { findDossier } from '#db/dossiers/dossier-repo'
import { insertEmploymentCheck, putRequest, requestOfRound, runningRound } from '#db/referrals/loan-request-repo'
import { openReferralsOf } from '#db/referrals/referral-repo'
import { transact } from '#db/transact'
import { permitFor } from './describe-referral'

/**
 * What a holder asks of a bank: the first round, or another one after a paid or refused loan (S1-A4, S1-A6, S1-A7). The running
 * round may be written again until its referral is on its way.
 * @throws Fault NOT_FOUND, PERMIT_STATE, REFERRAL_STATE {state}, REQUEST_DATE {issuedOn, today}.
 */
export const requestLoan = (context: Context, input: Omit<LoanRequest, 'round'> & { permitNo: string }): LoanRequest =>
  transact(context.db, (db) => {
    const { clock, actor } = context
    const permit = permitFor(db, input.permitNo)
    if (permit.status !== 'valid' && permit.status !== 'conditional') throw new Fault('PERMIT_STATE')
    const sent = openReferralsOf(db, permit.no).find((row) => row.state !== 'draft')
    if (sent) throw new Fault('REFERRAL_STATE', { state: sent.state })
    if (input.requestedOn < permit.issuedOn || input.requestedOn > clock.today()) throw new Fault('REQUEST_DATE', { issuedOn: permit.issuedOn, today: clock.today() })
    const round = runningRound(db, permit.no)
    const known = requestOfRound(db, permit.no, round)
    const id = known?.id ?? uuidv7()
    const { permitNo: _permitNo, ...rest } = input
    const request: LoanRequest = { ...rest, round }
    putRequest(db, id, permit.no, request, clock.now().toISOString(), actor.username)
    appendEntry(context, {
      kind: 'loan.request', aggregate: { type: 'LoanRequest', id }, baseVersion: known?.version ?? 0,
      payload: {
        permit_no: permit.no, round, requested_on: request.requestedOn, expansion: request.expansion, commitments_fulfilled: request.commitmentsFulfilled,
        commitments_evidence: request.commitmentsEvidence,
      },
    })
    return request
  })

/**
 * S1-A9b: an employment check made anew, of a company's representative; the newest one speaks at the gate.
 * @throws Fault NOT_FOUND, CHECK_DATE {today}.
 */
export const recordEmploymentCheck = (
  context: Context, input: { permitNo: string; governmentEmployee: boolean; on: IsoDay; source: string },
): { governmentEmployee: boolean; on: IsoDay } =>
  transact(context.db, (db) => {
    const { clock, actor } = context
    const dossier = findDossier(db, permitFor(db, input.permitNo).dossierId)
    if (!dossier) throw new Fault('NOT_FOUND')
    if (input.on > clock.today()) throw new Fault('CHECK_DATE', { today: clock.today() })
    const id = uuidv7()
    insertEmploymentCheck(db, id, dossier.person.nationalId, { government: input.governmentEmployee, on: input.on, source: input.source }, clock.now().toISOString(), actor.username)
    appendEntry(context, {
      kind: 'employment.check', aggregate: { type: 'EmploymentCheck', id }, baseVersion: 0,
      payload: { national_id: dossier.person.nationalId, government_employee: input.governmentEmployee, on: input.on, source: input.source },
    })
    return { governmentEmployee: input.governmentEmployee, on: input.on }
  })
