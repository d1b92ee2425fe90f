import type { Opinion, Person, PlanInput } from '#contract/dossiers'

/** Members of a ledger payload from which the registry rebuilds page one. */
export const personPayload = (person: Person) => ({
  national_id: person.nationalId, first_name: person.firstName, last_name: person.lastName, father_name: person.fatherName,
  birth_date: person.birthDate, gender: person.gender, military_status: person.militaryStatus, mobile: person.mobile,
  county_code: person.countyCode, address: person.address, postal_code: person.postalCode, government_employee: person.governmentEmployee,
})

/** Page two. */
export const planPayload = (plan: PlanInput) => ({
  field_code: plan.fieldCode, plan_title: plan.planTitle, skill_evidence: plan.skillEvidence, loan_wanted: plan.loanWanted,
  loan_amount_rial: plan.loanAmountRial, sheba: plan.sheba, documents: plan.documents,
})

export const opinionPayload = (opinion: Opinion) => ({
  round: opinion.round, agency_code: opinion.agencyCode, decision: opinion.decision, personal_competence: opinion.personalCompetence,
  technical_competence: opinion.technicalCompetence, conditions_met: opinion.conditionsMet, decided_on: opinion.decidedOn,
  signer_name: opinion.signerName, signer_post: opinion.signerPost, is_top_official: opinion.isTopOfficial, source: opinion.source,
  letter_no: opinion.letterNo, letter_on: opinion.letterOn, note: opinion.note,
})
