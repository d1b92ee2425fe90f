import type { Answers, LegalEntity, PlanDetails } from '#contract/applicants'
import type { Opinion, Person, PlanInput } from '#contract/dossiers'
import type { FieldFault } from '#contract/values/reasons'
import type { Plain } from '#main/ledger/index'

/** Members of a ledger payload from which the registry rebuilds page one. */
export const personPayload = (person: Person) => ({
  national_id: person.nationalId, first_name: person.firstName, last_name: person.lastName, father_name: person.fatherName,
  birth_date: person.birthDate, gender: person.gender, military_status: person.militaryStatus, mobile: person.mobile,
  county_code: person.countyCode, address: person.address, postal_code: person.postalCode, government_employee: person.governmentEmployee,
})

/** A supporter that is a company (S0-16). */
export const entityPayload = (entity: LegalEntity) => ({
  legal_id: entity.legalId, name: entity.name, registration_no: entity.registrationNo, registered_on: entity.registeredOn, kind: entity.kind,
  representative_post: entity.representativePost,
})

/** Only what was answered (S4-02). */
export const answersPayload = (answers: Answers): Record<string, string | number | boolean> =>
  Object.fromEntries(Object.entries(answers).flatMap(([question, answer]) => (answer === null ? [] : [[snake(question), answer]])))

/** What the questionnaire found against the applicant (S4-02); nothing when it found nothing. */
export const warningsPayload = (warnings: readonly FieldFault[] = []): { warnings?: string[] } =>
  (warnings.length > 0 ? { warnings: warnings.map(({ reason }) => reason) } : {})

/** The members that a correction changed, with the values they had. */
export const changedPayload = (before: Readonly<Record<string, Plain>>, now: Readonly<Record<string, Plain>>): Record<string, Plain> =>
  Object.fromEntries(Object.entries(before).filter(([key, value]) => now[key] !== value))

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

const detailsPayload = (details: PlanDetails) => ({
  description: details.description, workers_family: details.workersFamily, workers_other: details.workersOther, equipment: details.equipment,
  capital_rial: details.capitalRial, own_share_rial: details.ownShareRial, place_kind: details.placeKind, market_note: details.marketNote,
})

/** Page two. */
export const planPayload = (plan: PlanInput) => ({
  field_code: plan.fieldCode, plan_title: plan.planTitle, skill_evidence: plan.skillEvidence, loan_wanted: plan.loanWanted,
  loan_amount_rial: plan.loanAmountRial, sheba: plan.sheba, documents: plan.documents,
  ...(plan.details ? { details: detailsPayload(plan.details) } : {}),
})

export const opinionPayload = (opinion: Opinion) => ({
  round: opinion.round, agency_code: opinion.agencyCode, purpose: opinion.purpose, actor: opinion.actor, decision: opinion.decision, personal_competence: opinion.personalCompetence,
  technical_competence: opinion.technicalCompetence, conditions_met: opinion.conditionsMet, decided_on: opinion.decidedOn,
  signer_name: opinion.signerName, signer_post: opinion.signerPost, is_top_official: opinion.isTopOfficial, source: opinion.source,
  letter_no: opinion.letterNo, letter_on: opinion.letterOn, note: opinion.note,
})
