import type { LoanRequest } from '#contract/bank-answers'
import type { IsoDay } from '#contract/values/jalali'
import type { Reader, Writer } from '../handle'
import { prepared } from '../prepared'

type Stored = Omit<LoanRequest, 'expansion' | 'commitmentsFulfilled'> & { id: string; version: number; expansion: number; commitmentsFulfilled: number }
export type RequestRow = LoanRequest & { id: string; version: number }

/** The round that runs: one more than the bank has paid or refused of this permit. */
export const runningRound = (db: Reader, permitNo: string): number =>
  1 + (prepared<[string], number>(db, "SELECT count(*) FROM referrals WHERE permit_no = ? AND state IN ('paid', 'refused_by_bank')").pluck().get(permitNo) ?? 0)

export const requestOfRound = (db: Reader, permitNo: string, round: number): RequestRow | undefined => {
  const stored = prepared<[string, number], Stored>(db, `
    SELECT id, version, round, requested_on AS requestedOn, expansion, commitments_fulfilled AS commitmentsFulfilled,
      commitments_evidence AS commitmentsEvidence
    FROM loan_requests WHERE permit_no = ? AND round = ?
  `).get(permitNo, round)
  return stored && { ...stored, expansion: stored.expansion === 1, commitmentsFulfilled: stored.commitmentsFulfilled === 1 }
}

/**
 * What a permit's holder asks now: what was recorded for the running round, else the wish in the dossier, which stands from the
 * permit's own day until a loan is paid. Null: nothing is asked.
 */
export const currentRequest = (db: Reader, permit: { no: string; issuedOn: IsoDay; loanWanted: boolean }): LoanRequest | null => {
  const round = runningRound(db, permit.no)
  const recorded = requestOfRound(db, permit.no, round)
  if (recorded) {
    const { id: _id, version: _version, ...request } = recorded
    return request
  }
  const paid = prepared<[string], number>(db, "SELECT 1 FROM referrals WHERE permit_no = ? AND state = 'paid' LIMIT 1").pluck().get(permit.no) === 1
  if (paid || !permit.loanWanted) return null
  return { round, requestedOn: permit.issuedOn, expansion: false, commitmentsFulfilled: false, commitmentsEvidence: '' }
}

/** Writes the running round, again if it was there. @returns the version before. */
export const putRequest = (db: Writer, id: string, permitNo: string, request: LoanRequest, at: string, by: string): void => {
  prepared(db, `
    INSERT INTO loan_requests (id, version, permit_no, round, requested_on, expansion, commitments_fulfilled, commitments_evidence, at, by_user)
    VALUES (@id, 1, @permitNo, @round, @requestedOn, @expansion, @commitmentsFulfilled, @commitmentsEvidence, @at, @by)
    ON CONFLICT (permit_no, round) DO UPDATE SET version = version + 1, requested_on = excluded.requested_on, expansion = excluded.expansion,
      commitments_fulfilled = excluded.commitments_fulfilled, commitments_evidence = excluded.commitments_evidence, at = excluded.at, by_user = excluded.by_user
  `).run({
    id, permitNo, round: request.round, requestedOn: request.requestedOn, expansion: request.expansion ? 1 : 0,
    commitmentsFulfilled: request.commitmentsFulfilled ? 1 : 0, commitmentsEvidence: request.commitmentsEvidence, at, by,
  })
}

export type EmploymentCheck = { government: boolean; on: IsoDay; source: string }

/** S1-A9b: the newest check of a person. */
export const latestEmploymentCheck = (db: Reader, nationalId: string): EmploymentCheck | undefined => {
  const stored = prepared<[string], Omit<EmploymentCheck, 'government'> & { government: number }>(db, `
    SELECT government, checked_on AS "on", source FROM employment_checks WHERE national_id = ? ORDER BY checked_on DESC, id DESC LIMIT 1
  `).get(nationalId)
  return stored && { ...stored, government: stored.government === 1 }
}

export const insertEmploymentCheck = (db: Writer, id: string, nationalId: string, check: EmploymentCheck, at: string, by: string): void => {
  prepared(db, 'INSERT INTO employment_checks VALUES (@id, @nationalId, @government, @on, @source, @at, @by)')
    .run({ id, nationalId, government: check.government ? 1 : 0, on: check.on, source: check.source, at, by })
}
