import type { AidCase, AidStanding, AidVerdict } from '#contract/livelihood'
import type { Reader, Writer } from '../handle'
import { prepared } from '../prepared'

type Objection = NonNullable<AidCase['objection']>

export type AidCaseRow = {
  nationalId: string
  /** The centre's id of the case. */
  caseId: string
  version: number
  standing: AidStanding
  eligible: AidVerdict
  body: string | null
  introducedOn: string | null
  resultToldOn: string | null
  objectionNo: string | null
  objectionOn: string | null
  objectionState: Objection['state'] | null
  diedOn: string | null
  mobile: string | null
  asOf: string
}

const columns = `
  national_id AS nationalId, case_id AS caseId, version, standing, eligible, body, introduced_on AS introducedOn, result_told_on AS resultToldOn,
  objection_no AS objectionNo, objection_on AS objectionOn, objection_state AS objectionState, died_on AS diedOn, mobile, as_of AS asOf`

export const findAidCase = (db: Reader, nationalId: string): AidCaseRow | undefined =>
  prepared<[string], AidCaseRow>(db, `SELECT ${columns} FROM aid_cases WHERE national_id = ?`).get(nationalId)

export const findAidCaseById = (db: Reader, caseId: string): AidCaseRow | undefined =>
  prepared<[string], AidCaseRow>(db, `SELECT ${columns} FROM aid_cases WHERE case_id = ?`).get(caseId)

/** Writes what the centre said; only the change feed calls this (S2-08). */
export const putAidCase = (db: Writer, row: AidCaseRow): void => {
  prepared(db, `
    INSERT OR REPLACE INTO aid_cases (national_id, case_id, version, standing, eligible, body, introduced_on, result_told_on, objection_no, objection_on,
      objection_state, died_on, mobile, as_of)
    VALUES (@nationalId, @caseId, @version, @standing, @eligible, @body, @introducedOn, @resultToldOn, @objectionNo, @objectionOn,
      @objectionState, @diedOn, @mobile, @asOf)
  `).run(row)
}

/** Takes away what the centre took back. */
export const dropAidCase = (db: Writer, nationalId: string): void => {
  prepared<[string]>(db, 'DELETE FROM aid_cases WHERE national_id = ?').run(nationalId)
}
