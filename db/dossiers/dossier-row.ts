import type { DossierState, Person, PlanInput } from '#contract/dossiers'
import type { IsoDay } from '#contract/values/jalali'

export type DossierRow = {
  id: string
  version: number
  trackingCode: string
  centralCode: string | null
  state: DossierState
  path: 'normal' | 'registration_based'
  person: Person
  plan: PlanInput | null
  countyCode: string
  fieldCode: string | null
  /** Derived from the field on filing (S0-04) and fixed from then on. */
  agencyCode: string | null
  filedOn: IsoDay | null
  returnReason: string | null
  permitNo: string | null
  receiptCopies: number
  createdAt: string
  createdBy: string
}

/** A dossier as it lies in its table, joined with its person. */
export type StoredDossier = Omit<DossierRow, 'person' | 'plan'> & {
  nationalId: string
  firstName: string
  lastName: string
  fatherName: string
  birthDate: string
  gender: Person['gender']
  militaryStatus: Person['militaryStatus']
  mobile: string
  address: string
  postalCode: string
  governmentEmployee: number
  planTitle: string | null
  skillEvidence: PlanInput['skillEvidence'] | null
  loanWanted: number | null
  loanAmount: number | null
  sheba: string | null
  documents: string | null
}

export const dossierColumns = `
  d.id, d.version, d.tracking_code AS trackingCode, d.central_code AS centralCode, d.state, d.path,
  d.national_id AS nationalId, p.first_name AS firstName, p.last_name AS lastName, p.father_name AS fatherName,
  p.birth_date AS birthDate, p.gender, d.military_status AS militaryStatus, d.mobile, d.county_code AS countyCode,
  d.address, d.postal_code AS postalCode, d.government_employee AS governmentEmployee,
  d.field_code AS fieldCode, d.plan_title AS planTitle, d.skill_evidence AS skillEvidence, d.loan_wanted AS loanWanted,
  d.loan_amount AS loanAmount, d.sheba, d.documents, d.agency_code AS agencyCode, d.filed_on AS filedOn,
  d.return_reason AS returnReason, d.permit_no AS permitNo, d.receipt_copies AS receiptCopies,
  d.created_at AS createdAt, d.created_by AS createdBy`

export const toDossier = (s: StoredDossier): DossierRow => ({
  id: s.id, version: s.version, trackingCode: s.trackingCode, centralCode: s.centralCode, state: s.state, path: s.path,
  person: {
    nationalId: s.nationalId, firstName: s.firstName, lastName: s.lastName, fatherName: s.fatherName, birthDate: s.birthDate,
    gender: s.gender, militaryStatus: s.militaryStatus, mobile: s.mobile, countyCode: s.countyCode, address: s.address,
    postalCode: s.postalCode, governmentEmployee: s.governmentEmployee === 1,
  },
  plan: toPlan(s),
  countyCode: s.countyCode, fieldCode: s.fieldCode, agencyCode: s.agencyCode, filedOn: s.filedOn, returnReason: s.returnReason,
  permitNo: s.permitNo, receiptCopies: s.receiptCopies, createdAt: s.createdAt, createdBy: s.createdBy,
})

const toPlan = (s: StoredDossier): PlanInput | null =>
  s.fieldCode === null || s.planTitle === null || s.skillEvidence === null ? null : {
    fieldCode: s.fieldCode, planTitle: s.planTitle, skillEvidence: s.skillEvidence, loanWanted: s.loanWanted === 1,
    loanAmountRial: s.loanAmount, sheba: s.sheba, documents: toKinds(s.documents ?? ''),
  }

/** The table holds only kinds that the contract let in. */
const toKinds = (text: string): PlanInput['documents'] => (text === '' ? [] : (text.split('|') as PlanInput['documents']))
