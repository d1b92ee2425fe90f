import type { AidCaseBody } from '#contract/wire/aid-case'
import { createLoanOffice, type LoanOffice } from '#db/testing/loan-office'
import { applyAidCase } from '../apply-aid-case'

/** A household head with a right check digit; invented. */
export const head = '1234567891'
export const otherHead = '1741960013'

export const resultOf = (over: Partial<AidCaseBody> = {}): AidCaseBody => ({
  national_id: head, standing: 'applicant', eligible: 'yes', body: 'سازمان بهزیستی', introduced_on: '2026-10-01', result_told_on: '2026-10-11', objection: null,
  died_on: null, mobile: '09161234567', as_of: '2026-10-20T06:00:00.000Z', ...over,
})

export type AidOffice = LoanOffice & {
  /** The centre tells this; as a sync would apply it. */
  centreTells(over?: Partial<AidCaseBody>, id?: string, op?: 'upsert' | 'tombstone'): void
  /** Every row of these tables, as they lie. */
  rowsOf(table: 'aid_cases' | 'aid_guidance' | 'aid_visits' | 'messages'): unknown[]
  payloadsOf(kind: string): Record<string, unknown>[]
}

/** A real office file in which nothing about aid is known yet. */
export const createAidOffice = (instant?: string): AidOffice => {
  const office = createLoanOffice(instant)
  const { db } = office
  return {
    ...office,
    centreTells: (over = {}, id = 'aid-1', op = 'upsert') => {
      applyAidCase({ ...office.as('it'), actor: { username: 'registry', displayName: '', role: 'system' } }, { op, id }, resultOf(over))
    },
    rowsOf: (table) => db.prepare(`SELECT * FROM ${table}`).all(),
    payloadsOf: (kind) => db.prepare<[string], string>('SELECT payload FROM ledger_entries WHERE kind = ? ORDER BY seq').pluck().all(kind)
      .map((payload) => JSON.parse(payload) as Record<string, unknown>),
  }
}
