import type { PermitStatus } from '#contract/permits'
import type { IsoDay } from '#contract/values/jalali'
import type { Reader, Writer } from '../handle'
import { prepared } from '../prepared'

/** What is printed beside the signed members and bound by their `face` digest. */
export type FaceRecord = { address: string; postalCode: string; fatherName: string; nationalId: string; salt: string; representative?: string }

export type PermitRow = {
  no: string
  kind: 'permit' | 'confirmation'
  dossierId: string
  status: PermitStatus
  /** The unit that issued it: the head office for permits, the county for confirmations. */
  unit: string
  countyCode: string
  fieldCode: string
  /** As signed, whatever the catalogue says later. */
  fieldTitle: string
  path: 'normal' | 'development' | 'registration_based'
  name: string
  /** The holder's: a national ID, or the legal ID of a company. */
  nationalId: string
  issuedOn: IsoDay
  till: IsoDay | null
  skillDue: IsoDay | null
  visitDue: IsoDay | null
  loanFrom: IsoDay | null
  bytes: string
  digest: string
  jws: string
  kid: string
  /** Username of the Director, or `seal`. */
  signedBy: string
  face: FaceRecord
  loanWanted: boolean
  /** The permit that this one renews or corrects. */
  predecessorNo: string | null
  /** The one that took its place. */
  successorNo: string | null
  /** Digest of the manifest it was signed with; null for a confirmation, and for what is older than manifests. */
  bat: string | null
}
type Stored = Omit<PermitRow, 'face' | 'loanWanted'> & { face: string; loanWanted: number }

const columns = `
  no, kind, dossier_id AS dossierId, status, unit, county_code AS countyCode, field_code AS fieldCode, field_title AS fieldTitle,
  path, name, national_id AS nationalId, issued_on AS issuedOn, till, skill_due AS skillDue, visit_due AS visitDue,
  loan_from AS loanFrom, bytes, digest, jws, kid, signed_by AS signedBy, face, loan_wanted AS loanWanted,
  predecessor_no AS predecessorNo, successor_no AS successorNo, bat`

const toPermit = (s: Stored): PermitRow => ({ ...s, face: JSON.parse(s.face) as FaceRecord, loanWanted: s.loanWanted === 1 })

// One text for all calls: a statement is found by it.
const byNumber = `SELECT ${columns} FROM permits WHERE no = ?`
const activeByField = `SELECT ${columns} FROM permits WHERE national_id = ? AND field_code = ? AND status IN ('valid', 'conditional', 'suspended')`

export const findPermit = (db: Reader, no: string): PermitRow | undefined => {
  const stored = prepared<[string], Stored>(db, byNumber).get(no)
  return stored && toPermit(stored)
}

export const permitOfDossier = (db: Reader, dossierId: string): PermitRow | undefined => {
  const stored = db.prepare<[string], Stored>(`SELECT ${columns} FROM permits WHERE dossier_id = ?`).get(dossierId)
  return stored && toPermit(stored)
}

/** The one permit of a holder in a field that is in force or only suspended (S0-07). */
export const activePermitOf = (db: Reader, nationalId: string, fieldCode: string): PermitRow | undefined => {
  const stored = prepared<[string, string], Stored>(db, activeByField).get(nationalId, fieldCode)
  return stored && toPermit(stored)
}

/** Every permit of a holder, in force or not, oldest first. */
export const permitsOfHolder = (db: Reader, holderId: string): PermitRow[] =>
  prepared<[string], Stored>(db, `SELECT ${columns} FROM permits WHERE national_id = ? ORDER BY seq`).all(holderId).map(toPermit)

/** Holders who asked for a loan, the one who has waited longest first (S1-A2). */
export const permitsWantingLoan = (db: Reader): PermitRow[] =>
  db.prepare<[], Stored>(`SELECT ${columns} FROM permits
    WHERE no IN (SELECT no FROM permits WHERE loan_wanted = 1 UNION SELECT permit_no FROM loan_requests) ORDER BY issued_on, seq`).all().map(toPermit)

/** A permit is signed in force: what follows it comes later. */
export type NewPermit = Omit<PermitRow, 'successorNo' | 'predecessorNo' | 'bat'> & Partial<Pick<PermitRow, 'predecessorNo' | 'bat'>>

/** Adds a signed permit; the table itself begins its history. `searchText` is what it is found by in the register. */
export const insertPermit = (db: Writer, row: NewPermit, searchText: string): void => {
  prepared(db, `
    INSERT INTO permits (
      no, kind, dossier_id, status, unit, county_code, field_code, field_title, path, name, search_text, national_id, issued_on,
      till, skill_due, visit_due, loan_from, bytes, digest, jws, kid, signed_by, face, loan_wanted,
      predecessor_no, bat)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  `).run(
    row.no, row.kind, row.dossierId, row.status, row.unit, row.countyCode, row.fieldCode, row.fieldTitle, row.path, row.name,
    searchText, row.nationalId, row.issuedOn, row.till, row.skillDue, row.visitDue, row.loanFrom, row.bytes, row.digest, row.jws,
    row.kid, row.signedBy, JSON.stringify(row.face), row.loanWanted ? 1 : 0, row.predecessorNo ?? null, row.bat ?? null,
  )
}

export type RegisterLine = Pick<
  PermitRow, 'no' | 'kind' | 'status' | 'name' | 'fieldTitle' | 'countyCode' | 'issuedOn' | 'dossierId' | 'loanWanted'
> & { seq: number }
type StoredLine = Omit<RegisterLine, 'loanWanted'> & { loanWanted: number }

/** What the register is asked for: a folded part of a name, number or holder's ID ('' for all), and statuses (none for all). */
export type RegisterQuestion = { key: string; statuses: readonly PermitStatus[] }

const asked = `(@key = '' OR instr(search_text, @key) > 0) AND (@statuses = '[]' OR status IN (SELECT value FROM json_each(@statuses)))`

/** Newest first below `before`. */
export const listRegister = (db: Reader, { key, statuses }: RegisterQuestion, before: number | null, limit: number): RegisterLine[] =>
  db.prepare<[object], StoredLine>(`
    SELECT seq, no, kind, status, name, field_title AS fieldTitle, county_code AS countyCode, issued_on AS issuedOn,
      dossier_id AS dossierId, loan_wanted AS loanWanted
    FROM permits WHERE seq < @before AND ${asked} ORDER BY seq DESC LIMIT @limit
  `).all({ key, statuses: JSON.stringify(statuses), before: before ?? Number.MAX_SAFE_INTEGER, limit }).map((line) => ({ ...line, loanWanted: line.loanWanted === 1 }))

export const countRegister = (db: Reader, { key, statuses }: RegisterQuestion): number =>
  db.prepare<[object], number>(`SELECT count(*) FROM permits WHERE ${asked}`).pluck().get({ key, statuses: JSON.stringify(statuses) }) ?? 0
