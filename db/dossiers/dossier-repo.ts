import type { Answers, LegalEntity } from '#contract/applicants'
import type { Proposal } from '#contract/casework'
import type { ActivityType, CaseType, DossierState, Person, PlanInput } from '#contract/dossiers'
import type { IsoDay } from '#contract/values/jalali'
import { RowStale } from '../faults'
import type { Reader, Writer } from '../handle'
import { prepared } from '../prepared'
import { dossierColumns, dossierTables, toDossier, type DossierRow, type StoredDossier } from './dossier-row'

export type { DossierRow } from './dossier-row'
export { latestOpinion, latestReview, listOpinions, listReviews } from './decision-repo'

/** One text for all calls: a statement is found by it, thousands of times in a list that is signed. */
const dossierById = `SELECT ${dossierColumns} ${dossierTables} WHERE d.id = ?`

export const findDossier = (db: Reader, id: string): DossierRow | undefined => {
  const stored = prepared<[string], StoredDossier>(db, dossierById).get(id)
  return stored && toDossier(stored)
}

export const findByTrackingCode = (db: Reader, code: string): DossierRow | undefined => {
  const stored = prepared<[string], StoredDossier>(db, `SELECT ${dossierColumns} ${dossierTables} WHERE d.tracking_code = ?`).get(code)
  return stored && toDossier(stored)
}

/** By our code or the centre's. */
export const findByAnyCode = (db: Reader, code: string): DossierRow | undefined => {
  const stored = prepared<[string, string], StoredDossier>(db, `SELECT ${dossierColumns} ${dossierTables} WHERE d.tracking_code = ? OR d.central_code = ?`).get(code, code)
  return stored && toDossier(stored)
}

/** Oldest first: the order in which people came. */
export const dossiersInState = (db: Reader, state: DossierState): DossierRow[] =>
  db.prepare<[string], StoredDossier>(`SELECT ${dossierColumns} ${dossierTables} WHERE d.state = ? ORDER BY d.id`).all(state).map(toDossier)

export const dossiersOfPerson = (db: Reader, nationalId: string): DossierRow[] =>
  db.prepare<[string], StoredDossier>(`SELECT ${dossierColumns} ${dossierTables} WHERE d.national_id = ? ORDER BY d.id DESC`).all(nationalId).map(toDossier)

/** Every dossier of a holder, newest first: of a company those it asked for itself. */
export const dossiersOfHolder = (db: Reader, holderId: string): DossierRow[] =>
  holderId.length === 11
    ? db.prepare<[string], StoredDossier>(`SELECT ${dossierColumns} ${dossierTables} WHERE d.legal_id = ? ORDER BY d.id DESC`).all(holderId).map(toDossier)
    : dossiersOfPerson(db, holderId).filter((row) => row.holderId === holderId)

export type NewDossier = {
  id: string
  trackingCode: string
  person: Person
  createdAt: string
  createdBy: string
  /** Civil day of its birth. */
  openedOn?: IsoDay
  activityType?: ActivityType
  caseType?: CaseType
  channel?: 'online' | 'counter'
  entity?: LegalEntity | null
  answers?: Answers | null
  predecessorNo?: string | null
}

/** A draft with its first page (T01). The person's identity row, and a company's, must exist. */
export const insertDossier = (db: Writer, row: NewDossier): void => {
  prepared(db, `
    INSERT INTO dossiers (
      id, version, tracking_code, state, state_since, path, activity_type, case_type, channel, holder_id, national_id, legal_id,
      representative_post, answers, military_status, mobile, county_code, address, postal_code, government_employee, predecessor_no,
      created_at, created_by)
    VALUES (@id, 1, @trackingCode, 'draft', @openedOn, 'normal', @activityType, @caseType, @channel, @holderId, @nationalId, @legalId,
      @representativePost, @answers, @militaryStatus, @mobile, @countyCode, @address, @postalCode, @governmentEmployee, @predecessorNo,
      @createdAt, @createdBy)
  `).run({
    ...contactOf(row.person), ...entityOf(row.person, row.entity ?? null), id: row.id, trackingCode: row.trackingCode,
    openedOn: row.openedOn ?? row.createdAt.slice(0, 10), activityType: row.activityType ?? 'independent', caseType: row.caseType ?? 'new',
    channel: row.channel ?? 'counter', answers: JSON.stringify(row.answers ?? {}), predecessorNo: row.predecessorNo ?? null,
    createdAt: row.createdAt, createdBy: row.createdBy,
  })
}

const contactOf = (person: Person) => ({
  nationalId: person.nationalId, militaryStatus: person.militaryStatus, mobile: person.mobile, countyCode: person.countyCode,
  address: person.address, postalCode: person.postalCode, governmentEmployee: person.governmentEmployee ? 1 : 0,
})

const entityOf = (person: Person, entity: LegalEntity | null) => ({
  holderId: entity?.legalId ?? person.nationalId, legalId: entity?.legalId ?? null, representativePost: entity?.representativePost ?? null,
})

/** Adds a company or writes it again. `searchText` is what its name is found by. */
export const saveEntity = (db: Writer, entity: LegalEntity, searchText: string): void => {
  prepared(db, `
    INSERT INTO legal_entities (legal_id, name, registration_no, registered_on, kind, search_text)
    VALUES (@legalId, @name, @registrationNo, @registeredOn, @kind, @searchText)
    ON CONFLICT (legal_id) DO UPDATE SET name = excluded.name, registration_no = excluded.registration_no,
      registered_on = excluded.registered_on, kind = excluded.kind, search_text = excluded.search_text
  `).run({
    legalId: entity.legalId, name: entity.name, registrationNo: entity.registrationNo, registeredOn: entity.registeredOn,
    kind: entity.kind, searchText,
  })
}

/** @throws RowStale when somebody changed the dossier since `version` was read. @returns the new version. */
const bumped = (changes: number, id: string, version: number): number => {
  if (changes === 0) throw new RowStale(id)
  return version + 1
}

export type Applicant = { person: Person; activityType: ActivityType; entity: LegalEntity | null; answers: Answers }

/** Writes page one again. @throws RowStale. @returns the new version. */
export const updateApplicant = (db: Writer, id: string, version: number, applicant: Applicant): number => {
  const { changes } = db.prepare(`
    UPDATE dossiers SET version = version + 1, activity_type = @activityType, holder_id = @holderId, national_id = @nationalId,
      legal_id = @legalId, representative_post = @representativePost, answers = @answers, military_status = @militaryStatus,
      mobile = @mobile, county_code = @countyCode, address = @address, postal_code = @postalCode, government_employee = @governmentEmployee
    WHERE id = @id AND version = @version
  `).run({
    ...contactOf(applicant.person), ...entityOf(applicant.person, applicant.entity), activityType: applicant.activityType,
    answers: JSON.stringify(applicant.answers), id, version,
  })
  return bumped(changes, id, version)
}

/** Writes page two. @throws RowStale. @returns the new version. */
export const updatePlan = (db: Writer, id: string, version: number, plan: PlanInput, path: DossierRow['path']): number => {
  const { changes } = prepared(db, `
    UPDATE dossiers SET version = version + 1, field_code = @fieldCode, plan_title = @planTitle, skill_evidence = @skillEvidence,
      loan_wanted = @loanWanted, loan_amount = @loanAmount, sheba = @sheba, documents = @documents, plan_details = @details, path = @path
    WHERE id = @id AND version = @version
  `).run({
    id, version, path, fieldCode: plan.fieldCode, planTitle: plan.planTitle, skillEvidence: plan.skillEvidence,
    loanWanted: plan.loanWanted ? 1 : 0, loanAmount: plan.loanAmountRial, sheba: plan.sheba, documents: plan.documents.join('|'),
    details: plan.details === null ? null : JSON.stringify(plan.details),
  })
  return bumped(changes, id, version)
}

/** T04: fixes agency, filing day, the last of the fourteen days and declaration. @throws RowStale. @returns the new version. */
export const markFiled = (
  db: Writer, id: string, version: number, filing: { agencyCode: string; filedOn: string; dueOn?: string; declarationVersion: number },
): number => {
  const { changes } = prepared(db, `
    UPDATE dossiers SET version = version + 1, state = 'filed', state_since = @filedOn, agency_code = @agencyCode, filed_on = @filedOn,
      due_on = coalesce(@dueOn, date(@filedOn, '+14 days')), declaration_version = @declarationVersion
    WHERE id = @id AND version = @version
  `).run({ dueOn: null, ...filing, id, version })
  return bumped(changes, id, version)
}

/** What a move may write beside the state; left-out members keep their value, a null empties them. */
export type StateChange = {
  state: DossierState
  stateSince?: IsoDay
  permitNo?: string | null
  returnReason?: string | null
  returnTo?: DossierState | null
  asked?: string | null
  round?: number
  dueOn?: IsoDay | null
  agencyDueOn?: IsoDay | null
  proposal?: Proposal | null
  handoverReference?: string | null
  /** A correction of a permit is filed as it is opened (T30). */
  filedOn?: IsoDay
  agencyCode?: string
}

const stateColumns: Readonly<Record<Exclude<keyof StateChange, 'state'>, string>> = {
  stateSince: 'state_since', permitNo: 'permit_no', returnReason: 'return_reason', returnTo: 'return_to', asked: 'asked', round: 'round',
  dueOn: 'due_on', agencyDueOn: 'agency_due_on', proposal: 'proposal', handoverReference: 'handover_reference', filedOn: 'filed_on',
  agencyCode: 'agency_code',
}

const stateTexts = new Map<string, string>()

/** The same columns are the same text, so that their statement is found again. */
const stateSql = (columns: readonly string[]): string => {
  const name = columns.join()
  let sql = stateTexts.get(name)
  if (sql === undefined) {
    const sets = ['version = version + 1', 'state = @state', ...columns.map((key) => `${stateColumns[key as keyof typeof stateColumns]} = @${key}`)]
    stateTexts.set(name, (sql = `UPDATE dossiers SET ${sets.join(', ')} WHERE id = @id AND version = @version`))
  }
  return sql
}

/**
 * Moves a dossier. Rules, ledger and message are `moveDossier`'s (main/dossiers), which is what slices call.
 * @throws RowStale when somebody changed the dossier since `expectedVersion` was read.
 * @returns the new version.
 */
export const setDossierState = (db: Writer, id: string, expectedVersion: number, change: StateChange): number => {
  const { state, ...more } = change
  const given = Object.entries(more).filter(([, value]) => value !== undefined)
  const { changes } = prepared(db, stateSql(given.map(([key]) => key)))
    .run({ ...Object.fromEntries(given), state, id, version: expectedVersion })
  return bumped(changes, id, expectedVersion)
}

/** @throws RowStale. @returns the new version. */
export const setCentralCode = (db: Writer, id: string, version: number, code: string): number =>
  bumped(prepared(db, 'UPDATE dossiers SET version = version + 1, central_code = ? WHERE id = ? AND version = ?').run(code, id, version).changes, id, version)

/** States in which a request is over; the rest are open. */
const ended = "('issued', 'refused', 'withdrawn', 'lapsed', 'handed_over', 'closed_by_death')"

/** @returns how many receipts have now been printed. A print is no change of the dossier: the version stays. */
export const countReceipt = (db: Writer, id: string): number =>
  db.prepare<[string], number>('UPDATE dossiers SET receipt_copies = receipt_copies + 1 WHERE id = ? RETURNING receipt_copies').pluck().get(id) ?? 0

/** Tracking code of the open dossier of this holder in this field, if there is one. */
export const openDossierCode = (db: Reader, holderId: string, fieldCode: string, exceptId = ''): string | undefined =>
  prepared<[string, string, string], string>(db, `
    SELECT tracking_code FROM dossiers
    WHERE holder_id = ? AND field_code = ? AND state NOT IN ${ended} AND id <> ?
  `).pluck().get(holderId, fieldCode, exceptId)

/** The plus keeps the planner off the indices of fields and days: those have thousands of dossiers, a person a few. */
export const sameSubmissionSql = 'SELECT tracking_code FROM dossiers WHERE national_id = ? AND +field_code = ? AND +filed_on = ?'

/** Tracking code of the very same submission: person, field and filing day, whatever became of it since. */
export const sameSubmissionCode = (db: Reader, nationalId: string, fieldCode: string, filedOn: string): string | undefined =>
  prepared<[string, string, string], string>(db, sameSubmissionSql).pluck().get(nationalId, fieldCode, filedOn)
