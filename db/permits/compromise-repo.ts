import type { Reader, Writer } from '../handle'
import { prepared } from '../prepared'
import type { SuspectPermit } from '#contract/compromise'

export type SignedByKey = Omit<SuspectPermit, 'proof' | 'suspends' | 'again'>

/** Every permit of a key with its place in the ledger, oldest first. */
export const permitsSignedBy = (db: Reader, kid: string): SignedByKey[] =>
  prepared<[string], SignedByKey>(db, `
    SELECT p.no, p.dossier_id AS dossierId, p.kind, p.name, p.field_title AS fieldTitle, p.status, p.issued_on AS issuedOn, e.at AS signedAt, e.seq
    FROM permits p JOIN ledger_entries e ON e.aggregate_type = 'Permit' AND e.aggregate_id = p.no AND e.kind IN ('permit.sign', 'permit.confirm')
    WHERE p.kid = ? ORDER BY p.seq
  `).all(kid)

export const insertCompromised = (db: Writer, row: { permitNo: string; kid: string; dossierId: string | null; by: string; at: string }): void => {
  prepared(db, 'INSERT INTO compromised_permits (permit_no, kid, dossier_id, by_user, at) VALUES (?, ?, ?, ?, ?)').run(row.permitNo, row.kid, row.dossierId, row.by, row.at)
}

/** Whether a permit was suspended because of its key: only then may a suspended one be followed. */
export const isCompromised = (db: Reader, permitNo: string): boolean =>
  prepared<[string], unknown>(db, 'SELECT 1 FROM compromised_permits WHERE permit_no = ?').get(permitNo) !== undefined

export type Again = { permitNo: string; dossierId: string; state: string; no: string | null }

/** The dossiers that sign a key's permits again, and how far they are. */
export const signedAgain = (db: Reader, kid: string): Again[] =>
  prepared<[string], Again>(db, `
    SELECT c.permit_no AS permitNo, d.id AS dossierId, d.state, d.permit_no AS no
    FROM compromised_permits c JOIN dossiers d ON d.id = c.dossier_id WHERE c.kid = ?
  `).all(kid)

/** How many of a key's permits were suspended together. */
export const countCompromised = (db: Reader, kid: string): number =>
  prepared<[string], { n: number }>(db, 'SELECT count(*) AS n FROM compromised_permits WHERE kid = ?').get(kid)?.n ?? 0
