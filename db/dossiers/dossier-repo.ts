import type { DossierState, Person, PlanInput } from '#contract/dossiers'
import { RowStale } from '../faults'
import type { Reader, Writer } from '../handle'
import { prepared } from '../prepared'
import { dossierColumns, toDossier, type DossierRow, type StoredDossier } from './dossier-row'

export type { DossierRow } from './dossier-row'
export { latestOpinion, latestReview, listOpinions, listReviews } from './decision-repo'

const from = 'FROM dossiers d JOIN persons p ON p.national_id = d.national_id'

export const findDossier = (db: Reader, id: string): DossierRow | undefined => {
  const stored = prepared<[string], StoredDossier>(db, `SELECT ${dossierColumns} ${from} WHERE d.id = ?`).get(id)
  return stored && toDossier(stored)
}

export const findByTrackingCode = (db: Reader, code: string): DossierRow | undefined => {
  const stored = prepared<[string], StoredDossier>(db, `SELECT ${dossierColumns} ${from} WHERE d.tracking_code = ?`).get(code)
  return stored && toDossier(stored)
}

/** Oldest first: the order in which people came. */
export const dossiersInState = (db: Reader, state: DossierState): DossierRow[] =>
  db.prepare<[string], StoredDossier>(`SELECT ${dossierColumns} ${from} WHERE d.state = ? ORDER BY d.id`).all(state).map(toDossier)

export const dossiersOfPerson = (db: Reader, nationalId: string): DossierRow[] =>
  db.prepare<[string], StoredDossier>(`SELECT ${dossierColumns} ${from} WHERE d.national_id = ? ORDER BY d.id DESC`).all(nationalId).map(toDossier)

export type NewDossier = { id: string; trackingCode: string; person: Person; createdAt: string; createdBy: string }

/** A draft with its first page (T01). The person's identity row must exist. */
export const insertDossier = (db: Writer, row: NewDossier): void => {
  prepared(db, `
    INSERT INTO dossiers (
      id, version, tracking_code, state, path, activity_type, channel, national_id, military_status, mobile, county_code,
      address, postal_code, government_employee, created_at, created_by)
    VALUES (@id, 1, @trackingCode, 'draft', 'normal', 'independent', 'counter', @nationalId, @militaryStatus, @mobile,
      @countyCode, @address, @postalCode, @governmentEmployee, @createdAt, @createdBy)
  `).run({ ...contactOf(row.person), id: row.id, trackingCode: row.trackingCode, createdAt: row.createdAt, createdBy: row.createdBy })
}

const contactOf = (person: Person) => ({
  nationalId: person.nationalId, militaryStatus: person.militaryStatus, mobile: person.mobile, countyCode: person.countyCode,
  address: person.address, postalCode: person.postalCode, governmentEmployee: person.governmentEmployee ? 1 : 0,
})

/** @throws RowStale when somebody changed the dossier since `version` was read. @returns the new version. */
const bumped = (changes: number, id: string, version: number): number => {
  if (changes === 0) throw new RowStale(id)
  return version + 1
}

/** Writes page one of a draft again. @throws RowStale. @returns the new version. */
export const updateApplicant = (db: Writer, id: string, version: number, person: Person): number => {
  const { changes } = db.prepare(`
    UPDATE dossiers SET version = version + 1, national_id = @nationalId, military_status = @militaryStatus, mobile = @mobile,
      county_code = @countyCode, address = @address, postal_code = @postalCode, government_employee = @governmentEmployee
    WHERE id = @id AND version = @version
  `).run({ ...contactOf(person), id, version })
  return bumped(changes, id, version)
}

/** Writes page two. @throws RowStale. @returns the new version. */
export const updatePlan = (db: Writer, id: string, version: number, plan: PlanInput, path: DossierRow['path']): number => {
  const { changes } = prepared(db, `
    UPDATE dossiers SET version = version + 1, field_code = @fieldCode, plan_title = @planTitle, skill_evidence = @skillEvidence,
      loan_wanted = @loanWanted, loan_amount = @loanAmount, sheba = @sheba, documents = @documents, path = @path
    WHERE id = @id AND version = @version
  `).run({
    id, version, path, fieldCode: plan.fieldCode, planTitle: plan.planTitle, skillEvidence: plan.skillEvidence,
    loanWanted: plan.loanWanted ? 1 : 0, loanAmount: plan.loanAmountRial, sheba: plan.sheba, documents: plan.documents.join('|'),
  })
  return bumped(changes, id, version)
}

/** T04: fixes agency, filing day and declaration. @throws RowStale. @returns the new version. */
export const markFiled = (
  db: Writer, id: string, version: number, filing: { agencyCode: string; filedOn: string; declarationVersion: number },
): number => {
  const { changes } = prepared(db, `
    UPDATE dossiers SET version = version + 1, state = 'filed', agency_code = @agencyCode, filed_on = @filedOn,
      declaration_version = @declarationVersion
    WHERE id = @id AND version = @version
  `).run({ ...filing, id, version })
  return bumped(changes, id, version)
}

/**
 * Moves a dossier; left-out members keep their value, a null empties them.
 * @throws RowStale when somebody changed the dossier since `expectedVersion` was read.
 * @returns the new version.
 */
export const setDossierState = (
  db: Writer, id: string, expectedVersion: number,
  change: { state: DossierState; permitNo?: string | null; returnReason?: string | null },
): number => {
  const sets = ['version = version + 1', 'state = @state']
  if (change.permitNo !== undefined) sets.push('permit_no = @permitNo')
  if (change.returnReason !== undefined) sets.push('return_reason = @returnReason')
  const { changes } = prepared(db, `UPDATE dossiers SET ${sets.join(', ')} WHERE id = @id AND version = @version`)
    .run({ permitNo: null, returnReason: null, ...change, id, version: expectedVersion })
  return bumped(changes, id, expectedVersion)
}

/** @returns how many receipts have now been printed. A print is no change of the dossier: the version stays. */
export const countReceipt = (db: Writer, id: string): number =>
  db.prepare<[string], number>('UPDATE dossiers SET receipt_copies = receipt_copies + 1 WHERE id = ? RETURNING receipt_copies').pluck().get(id) ?? 0

/** Tracking code of the open dossier of this person in this field, if there is one. */
export const openDossierCode = (db: Reader, nationalId: string, fieldCode: string, exceptId = ''): string | undefined =>
  prepared<[string, string, string], string>(db, `
    SELECT tracking_code FROM dossiers
    WHERE national_id = ? AND field_code = ? AND state NOT IN ('issued', 'refused') AND id <> ?
  `).pluck().get(nationalId, fieldCode, exceptId)

/** The plus keeps the planner off the index of fields: a field has thousands of dossiers, a person a few. */
export const sameSubmissionSql = 'SELECT tracking_code FROM dossiers WHERE national_id = ? AND +field_code = ? AND filed_on = ?'

/** Tracking code of the very same submission: person, field and filing day, whatever became of it since. */
export const sameSubmissionCode = (db: Reader, nationalId: string, fieldCode: string, filedOn: string): string | undefined =>
  prepared<[string, string, string], string>(db, sameSubmissionSql).pluck().get(nationalId, fieldCode, filedOn)
