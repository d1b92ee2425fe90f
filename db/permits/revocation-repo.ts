import type { RevocationCase } from '#contract/permit-life'
import { RowStale } from '../faults'
import type { Reader, Writer } from '../handle'
import { prepared } from '../prepared'

/** `statement`: compact JWS of the Director's statement; only of an accepted case. */
export type CaseRow = Omit<RevocationCase, 'name' | 'fieldTitle' | 'status'> & { statement: string | null }

const columns = `
  id, version, permit_no AS permitNo, act, reason_code AS reasonCode, reason, proposed_by AS proposedBy, proposed_at AS proposedAt, decision,
  decided_by AS decidedBy, decided_at AS decidedAt, decided_reason AS decidedReason, statement`

export const findCase = (db: Reader, id: string): CaseRow | undefined =>
  prepared<[string], CaseRow>(db, `SELECT ${columns} FROM revocation_cases WHERE id = ?`).get(id)

/** A permit has at most one that waits. */
export const openCaseOf = (db: Reader, permitNo: string): CaseRow | undefined =>
  prepared<[string], CaseRow>(db, `SELECT ${columns} FROM revocation_cases WHERE permit_no = ? AND decision IS NULL`).get(permitNo)

/** Open ones oldest first; all of them newest first, at most 500. */
export const listCases = (db: Reader, open: boolean): CaseRow[] =>
  open
    ? prepared<[], CaseRow>(db, `SELECT ${columns} FROM revocation_cases WHERE decision IS NULL ORDER BY id`).all()
    : prepared<[], CaseRow>(db, `SELECT ${columns} FROM revocation_cases ORDER BY id DESC LIMIT 500`).all()

export type NewCase = Pick<CaseRow, 'id' | 'permitNo' | 'act' | 'reasonCode' | 'reason' | 'proposedBy' | 'proposedAt'>

export const insertCase = (db: Writer, row: NewCase): void => {
  prepared(db, `
    INSERT INTO revocation_cases (id, version, permit_no, act, reason_code, reason, proposed_by, proposed_at)
    VALUES (@id, 1, @permitNo, @act, @reasonCode, @reason, @proposedBy, @proposedAt)
  `).run(row)
}

export type Decision = { decision: 'accepted' | 'dismissed'; decidedBy: string; decidedAt: string; decidedReason: string | null; statement: string | null }

/** @throws RowStale when somebody decided it meanwhile. */
export const decideCase = (db: Writer, id: string, version: number, decided: Decision): void => {
  const { changes } = prepared(db, `
    UPDATE revocation_cases SET version = version + 1, decision = @decision, decided_by = @decidedBy, decided_at = @decidedAt,
      decided_reason = @decidedReason, statement = @statement
    WHERE id = @id AND version = @version AND decision IS NULL
  `).run({ ...decided, id, version })
  if (changes === 0) throw new RowStale(id)
}
