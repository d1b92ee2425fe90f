import type { Answers, LegalEntity, Person, PlanDetails, PlanInput } from '#contract/applicants'
import type { Proposal } from '#contract/casework'
import type { ActivityType, CaseType, DossierPath, DossierState } from '#contract/dossiers'
import type { IsoDay } from '#contract/values/jalali'

export type DossierRow = {
  id: string
  version: number
  trackingCode: string
  centralCode: string | null
  state: DossierState
  /** Civil day since which it stands there. */
  stateSince: IsoDay
  path: DossierPath
  activityType: ActivityType
  caseType: CaseType
  channel: 'online' | 'counter'
  /** Whom the request is for: a national ID, or the legal ID of a company. */
  holderId: string
  person: Person
  entity: LegalEntity | null
  answers: Answers
  plan: PlanInput | null
  countyCode: string
  fieldCode: string | null
  /** Derived from the field on filing (S0-04) and fixed from then on. */
  agencyCode: string | null
  /** The agency's own last day (S4-06), while the dossier lies there. */
  agencyDueOn: IsoDay | null
  filedOn: IsoDay | null
  /** Last of the fourteen days (S0-10); null while paused, decided or not filed. */
  dueOn: IsoDay | null
  proposal: Proposal | null
  /** Where a dossier that awaits correction goes back to. */
  returnTo: DossierState | null
  returnReason: string | null
  /** JSON of Asked, while something is asked. */
  asked: string | null
  /** Grows with every return to the applicant. */
  round: number
  predecessorNo: string | null
  handoverReference: string | null
  permitNo: string | null
  receiptCopies: number
  createdAt: string
  createdBy: string
}

/** A dossier as it lies in its table, joined with its person and company. */
export type StoredDossier = Omit<DossierRow, 'person' | 'plan' | 'entity' | 'answers'> & {
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
  legalId: string | null
  entityName: string | null
  registrationNo: string | null
  registeredOn: string | null
  entityKind: LegalEntity['kind'] | null
  representativePost: string | null
  answers: string
  planTitle: string | null
  planDetails: string | null
  skillEvidence: PlanInput['skillEvidence'] | null
  loanWanted: number | null
  loanAmount: number | null
  sheba: string | null
  documents: string | null
}

export const dossierColumns = `
  d.id, d.version, d.tracking_code AS trackingCode, d.central_code AS centralCode, d.state, d.state_since AS stateSince, d.path,
  d.activity_type AS activityType, d.case_type AS caseType, d.channel, d.holder_id AS holderId,
  d.national_id AS nationalId, p.first_name AS firstName, p.last_name AS lastName, p.father_name AS fatherName,
  p.birth_date AS birthDate, p.gender, d.military_status AS militaryStatus, d.mobile, d.county_code AS countyCode,
  d.address, d.postal_code AS postalCode, d.government_employee AS governmentEmployee,
  d.legal_id AS legalId, e.name AS entityName, e.registration_no AS registrationNo, e.registered_on AS registeredOn,
  e.kind AS entityKind, d.representative_post AS representativePost, d.answers,
  d.field_code AS fieldCode, d.plan_title AS planTitle, d.plan_details AS planDetails, d.skill_evidence AS skillEvidence,
  d.loan_wanted AS loanWanted, d.loan_amount AS loanAmount, d.sheba, d.documents, d.agency_code AS agencyCode,
  d.agency_due_on AS agencyDueOn, d.filed_on AS filedOn, d.due_on AS dueOn, d.proposal, d.return_to AS returnTo,
  d.return_reason AS returnReason, d.asked, d.round, d.predecessor_no AS predecessorNo, d.handover_reference AS handoverReference,
  d.permit_no AS permitNo, d.receipt_copies AS receiptCopies, d.created_at AS createdAt, d.created_by AS createdBy`

/** Where a dossier's columns come from. */
export const dossierTables = `FROM dossiers d JOIN persons p ON p.national_id = d.national_id
  LEFT JOIN legal_entities e ON e.legal_id = d.legal_id`

export const toDossier = (s: StoredDossier): DossierRow => ({
  id: s.id, version: s.version, trackingCode: s.trackingCode, centralCode: s.centralCode, state: s.state, stateSince: s.stateSince,
  path: s.path, activityType: s.activityType, caseType: s.caseType, channel: s.channel, holderId: s.holderId,
  person: {
    nationalId: s.nationalId, firstName: s.firstName, lastName: s.lastName, fatherName: s.fatherName, birthDate: s.birthDate,
    gender: s.gender, militaryStatus: s.militaryStatus, mobile: s.mobile, countyCode: s.countyCode, address: s.address,
    postalCode: s.postalCode, governmentEmployee: s.governmentEmployee === 1,
  },
  entity: toEntity(s),
  // Written by us from the parsed answers; a question added later is simply not answered.
  answers: { ...unanswered, ...(JSON.parse(s.answers) as Partial<Answers>) },
  plan: toPlan(s),
  countyCode: s.countyCode, fieldCode: s.fieldCode, agencyCode: s.agencyCode, agencyDueOn: s.agencyDueOn, filedOn: s.filedOn,
  dueOn: s.dueOn, proposal: s.proposal, returnTo: s.returnTo, returnReason: s.returnReason, asked: s.asked, round: s.round,
  predecessorNo: s.predecessorNo, handoverReference: s.handoverReference, permitNo: s.permitNo, receiptCopies: s.receiptCopies,
  createdAt: s.createdAt, createdBy: s.createdBy,
})

const unanswered: Answers = {
  iranian: null, residesAtPlace: null, relatedYears: null, ownSharePercent: null, cleanRecord: null, hasSkill: null,
  coveredCommitted: null, supportingBody: null, wishForSupporter: null,
}

const toEntity = (s: StoredDossier): LegalEntity | null =>
  s.legalId === null || s.entityName === null || s.registrationNo === null || s.registeredOn === null || s.entityKind === null ? null : {
    legalId: s.legalId, name: s.entityName, registrationNo: s.registrationNo, registeredOn: s.registeredOn, kind: s.entityKind,
    representativePost: s.representativePost ?? '',
  }

const toPlan = (s: StoredDossier): PlanInput | null =>
  s.fieldCode === null || s.planTitle === null || s.skillEvidence === null ? null : {
    fieldCode: s.fieldCode, planTitle: s.planTitle, skillEvidence: s.skillEvidence, loanWanted: s.loanWanted === 1,
    loanAmountRial: s.loanAmount, sheba: s.sheba, documents: toKinds(s.documents ?? ''),
    details: s.planDetails === null ? null : (JSON.parse(s.planDetails) as PlanDetails),
  }

/** The table holds only kinds that the contract let in. */
const toKinds = (text: string): PlanInput['documents'] => (text === '' ? [] : (text.split('|') as PlanInput['documents']))
