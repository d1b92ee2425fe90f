import type { ScanKind } from '#contract/documents'
import type { PermitStatus } from '#contract/permit-life'
import type { Reader } from '../handle'
import { prepared } from '../prepared'

/** A dossier that has something in common with another, whose it is, and the permit it became, if any. */
export type AlikeRow = { id: string; holderId: string; nationalId: string; permitNo: string | null; status: PermitStatus | null }

const shared = (column: string): string => `
  SELECT o.id, o.holder_id AS holderId, o.national_id AS nationalId, p.no AS permitNo, p.status FROM dossiers o LEFT JOIN permits p ON p.no = o.permit_no
  WHERE o.${column} = ? AND o.state <> 'draft' ORDER BY o.id DESC LIMIT ?`

/** The likenesses between different persons, each by its own index; kept apart so that a test can ask the planner. */
export const alikeSql = { mobile: shared('mobile'), sheba: shared('sheba'), postalCode: shared('postal_code') } as const
export type Alike = keyof typeof alikeSql

/** Dossiers with this mobile, account or postal code, whoever's, newest first. */
export const alikeOf = (db: Reader, by: Alike, value: string, most: number): AlikeRow[] =>
  prepared<[string, number], AlikeRow>(db, alikeSql[by]).all(value, most)

export const samePersonSql = `SELECT id FROM dossiers WHERE national_id = ? AND id <> ? AND state <> 'draft' AND permit_no IS NOT ? ORDER BY id DESC LIMIT ?`

/** Other dossiers of this person, newest first; not the one whose permit this renews or corrects. */
export const samePerson = (db: Reader, nationalId: string, exceptId: string, predecessorNo: string | null, most: number): string[] =>
  prepared<[string, string, string | null, number], string>(db, samePersonSql).pluck().all(nationalId, exceptId, predecessorNo ?? '', most)

export type BornRow = { id: string; nationalId: string; name: string }

export const sameBirthSql = `
  SELECT d.id, p.national_id AS nationalId, p.first_name || ' ' || p.last_name AS name FROM persons p JOIN dossiers d ON d.national_id = p.national_id
  WHERE p.birth_date = ? AND d.state <> 'draft' LIMIT ?`

/** Dossiers of people born on a day, with their names. */
export const sameBirth = (db: Reader, birthDate: string, most: number): BornRow[] =>
  prepared<[string, number], BornRow>(db, sameBirthSql).all(birthDate, most)

/** Numbers of this holder's permits that are suspended or revoked, newest first. */
export const stoppedOfHolder = (db: Reader, holderId: string): string[] =>
  prepared<[string], string>(db, "SELECT no FROM permits WHERE national_id = ? AND status IN ('suspended', 'revoked') ORDER BY seq DESC").pluck().all(holderId)

export const sameFileSql = `
  SELECT DISTINCT x.dossier_id FROM documents mine CROSS JOIN documents x ON x.sha256 = mine.sha256 JOIN dossiers o ON o.id = x.dossier_id
  WHERE mine.dossier_id = ? AND mine.sha256 IS NOT NULL AND mine.removed_at IS NULL AND x.removed_at IS NULL AND o.national_id <> ? LIMIT ?`

/** Other people's dossiers that hold a file of this one. */
export const sameFile = (db: Reader, dossierId: string, nationalId: string, most: number): string[] =>
  prepared<[string, string, number], string>(db, sameFileSql).pluck().all(dossierId, nationalId, most)

/** The inner limit keeps a field of a hundred thousand dossiers, few of them with a loan, from being read whole. */
export const loansOfFieldSql = `
  SELECT id, amount FROM (SELECT id, loan_amount AS amount, state FROM dossiers WHERE field_code = ? ORDER BY id DESC LIMIT 600)
  WHERE amount > 0 AND state <> 'draft' LIMIT 200`

/** What was asked for in a field lately, newest first. */
export const loansOfField = (db: Reader, fieldCode: string): { id: string; amount: number }[] =>
  prepared<[string], { id: string; amount: number }>(db, loansOfFieldSql).all(fieldCode)

const reachedExpertSql = `
  SELECT at FROM ledger_entries WHERE aggregate_type = 'Dossier' AND aggregate_id = ? AND at <= ?
    AND kind IN ('opinion.record', 'review.return', 'dossier.resubmit', 'empowerment.finish', 'dossier.object', 'dossier.open')
  ORDER BY seq DESC LIMIT 1`

/** When a dossier last came before the expert, by the ledger. */
export const reachedExpertAt = (db: Reader, dossierId: string, before: string): string | undefined =>
  prepared<[string, string], string>(db, reachedExpertSql).pluck().get(dossierId, before)

export const reviewsAroundSql = 'SELECT DISTINCT dossier_id FROM expert_reviews WHERE expert = ? AND at BETWEEN ? AND ? LIMIT ?'

/** Dossiers that an expert proposed within a span of time, so many at most. */
export const reviewsAround = (db: Reader, expert: string, from: string, to: string, most: number): string[] =>
  prepared<[string, string, string, number], string>(db, reviewsAroundSql).pluck().all(expert, from, to, most)

/** Scans that an expert rejected and nobody replaced. */
export const rejectedScans = (db: Reader, dossierId: string): { kind: ScanKind; title: string }[] =>
  prepared<[string], { kind: ScanKind; title: string }>(db, `
    SELECT kind, title FROM documents WHERE dossier_id = ? AND state = 'rejected' AND replaced_by IS NULL AND removed_at IS NULL ORDER BY id
  `).all(dossierId)
