import type { Sender } from '#contract/bank-answers'
import type { Referral, ReferralState } from '#contract/referrals'
import type { IsoDay } from '#contract/values/jalali'
import { RowStale } from '../faults'
import type { Reader, Writer } from '../handle'
import { prepared } from '../prepared'

/** What an expert asks of a bank for one holder. */
export type Request = Pick<Referral, 'bankCode' | 'branch' | 'amountRial' | 'need' | 'capacity' | 'jobs' | 'readiness'>

/** What the gates looked at and what they said, as stored text (facts are canonical JSON). */
export type Judgement = { year: number; facts: string; evaluation: string }

export type ReferralRow = Request & Judgement & {
  id: string
  version: number
  state: ReferralState
  permitNo: string
  salt: string
  preparedBy: string
  createdAt: string
  submittedBy: string | null
  returnReason: string | null
  withdrawReason: string | null
  no: string | null
  issuedOn: IsoDay | null
  bytes: string | null
  digest: string | null
  jws: string | null
  kid: string | null
  signedBy: string | null
  sender: Sender | null
  handoverNo: string | null
  handoverOn: IsoDay | null
}

const columns = `
  id, version, state, permit_no AS permitNo, year, bank_code AS bankCode, branch, amount_rial AS amountRial, need, capacity, jobs,
  readiness, facts, evaluation, salt, prepared_by AS preparedBy, created_at AS createdAt, submitted_by AS submittedBy,
  return_reason AS returnReason, withdraw_reason AS withdrawReason, no, issued_on AS issuedOn, bytes, digest, jws, kid,
  signed_by AS signedBy, sender, handover_no AS handoverNo, handover_on AS handoverOn`
/** The bank or we are done with it. */
const closed = "('withdrawn', 'paid', 'refused_by_bank', 'lapsed')"

export const findReferral = (db: Reader, id: string): ReferralRow | undefined =>
  prepared<[string], ReferralRow>(db, `SELECT ${columns} FROM referrals WHERE id = ?`).get(id)

/** Oldest first; an empty list of states means all. */
export const listReferrals = (db: Reader, states: readonly ReferralState[]): ReferralRow[] =>
  prepared<[string, string], ReferralRow>(
    db, `SELECT ${columns} FROM referrals WHERE ? = '[]' OR state IN (SELECT value FROM json_each(?)) ORDER BY id`,
  ).all(JSON.stringify(states), JSON.stringify(states))

/** Whether the permit has a referral under way: there is at most one. */
export const hasOpenReferral = (db: Reader, permitNo: string): boolean =>
  prepared<[string], number>(db, `SELECT 1 FROM referrals WHERE permit_no = ? AND state NOT IN ${closed}`).pluck().get(permitNo) === 1

/** Referrals of a permit that still wait for somebody (R11). */
export const openReferralsOf = (db: Reader, permitNo: string): ReferralRow[] =>
  prepared<[string], ReferralRow>(
    db, `SELECT ${columns} FROM referrals WHERE permit_no = ? AND state NOT IN ${closed} ORDER BY id`,
  ).all(permitNo)

export const unsentSql = `
  SELECT r.id, r.version FROM referrals r JOIN programme_years y ON y.year = r.year
  WHERE r.state IN ('awaiting_signature', 'issued') AND r.id > ? AND y.absorb_by < ? ORDER BY r.id LIMIT ?`

/** R13: referrals that never went to the bank and whose year was to be absorbed before a day, by id. */
export const unsentAfterAbsorption = (db: Reader, today: IsoDay, after: string, limit: number): { id: string; version: number }[] =>
  prepared<[string, IsoDay, number], { id: string; version: number }>(db, unsentSql).all(after, today, limit)

export type NewReferral = Request & Judgement & { id: string; permitNo: string; salt: string; preparedBy: string; createdAt: string }

export const insertReferral = (db: Writer, row: NewReferral): void => {
  db.prepare(`
    INSERT INTO referrals (id, version, state, permit_no, year, bank_code, branch, amount_rial, need, capacity, jobs, readiness,
      facts, evaluation, salt, prepared_by, created_at)
    VALUES (@id, 1, 'draft', @permitNo, @year, @bankCode, @branch, @amountRial, @need, @capacity, @jobs, @readiness,
      @facts, @evaluation, @salt, @preparedBy, @createdAt)
  `).run({ ...row })
}

/** @throws RowStale when somebody changed the referral since `version` was read. */
const changed = (changes: number, id: string): void => {
  if (changes === 0) throw new RowStale(id)
}

/** Writes the request and what the gates say of it. @throws RowStale. */
export const updateRequest = (db: Writer, id: string, version: number, next: Request & Judgement): void => {
  changed(db.prepare(`
    UPDATE referrals SET version = version + 1, year = @year, bank_code = @bankCode, branch = @branch, amount_rial = @amountRial,
      need = @need, capacity = @capacity, jobs = @jobs, readiness = @readiness, facts = @facts, evaluation = @evaluation
    WHERE id = @id AND version = @version AND state = 'draft'
  `).run({ ...next, id, version }).changes, id)
}

/** R03. @throws RowStale. */
export const markSubmitted = (db: Writer, id: string, version: number, submittedBy: string, judged: Judgement): void => {
  changed(db.prepare(`
    UPDATE referrals SET version = version + 1, state = 'awaiting_signature', submitted_by = @submittedBy, return_reason = NULL,
      year = @year, facts = @facts, evaluation = @evaluation
    WHERE id = @id AND version = @version AND state = 'draft'
  `).run({ ...judged, id, version, submittedBy }).changes, id)
}

/** R04. @throws RowStale. */
export const markReturned = (db: Writer, id: string, version: number, reason: string): void => {
  changed(db.prepare(`
    UPDATE referrals SET version = version + 1, state = 'draft', submitted_by = NULL, return_reason = ?
    WHERE id = ? AND version = ? AND state = 'awaiting_signature'
  `).run(reason, id, version).changes, id)
}

/** R11. @throws RowStale. */
export const markWithdrawn = (db: Writer, id: string, version: number, reason: string): void => {
  changed(db.prepare(`
    UPDATE referrals SET version = version + 1, state = 'withdrawn', withdraw_reason = ?
    WHERE id = ? AND version = ? AND state NOT IN ${closed}
  `).run(reason, id, version).changes, id)
}

export type Signature = Judgement & {
  no: string
  issuedOn: IsoDay
  bytes: string
  digest: string
  jws: string
  kid: string
  signedBy: string
}

/** R05. @throws RowStale. */
export const markIssued = (db: Writer, id: string, version: number, signed: Signature): void => {
  changed(prepared(db, `
    UPDATE referrals SET version = version + 1, state = 'issued', year = @year, facts = @facts, evaluation = @evaluation, no = @no,
      issued_on = @issuedOn, bytes = @bytes, digest = @digest, jws = @jws, kid = @kid, signed_by = @signedBy
    WHERE id = @id AND version = @version AND state = 'awaiting_signature'
  `).run({ ...signed, id, version }).changes, id)
}
