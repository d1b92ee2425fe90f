import type { z } from 'zod'
import { answersInput, legalEntityInput, personInput, planInput, type Answers, type LegalEntity, type PersonInput, type PlanInput } from '#contract/applicants'
import { fieldFaults } from '#contract/values/field-faults'
import { jalaliText } from '#contract/values/jalali'
import type { FieldFault } from '#contract/values/reasons'
import type { OnlineDossierBody } from '#contract/wire/online-dossier'
import { Fault } from '#main/app/fault'

export type OnlineForm = { person: PersonInput; entity: LegalEntity | null; answers: Answers; plan: PlanInput }

/**
 * What the centre sent, as a clerk would have typed it, through the same parsers (S0-15).
 * @throws Fault INTAKE_REFUSED with every field that does not parse.
 */
export const readOnline = (body: OnlineDossierBody): OnlineForm => {
  const faults: FieldFault[] = []
  const parsed = <T extends z.ZodType>(prefix: string, schema: T, typed: unknown): z.output<T> | null => {
    const result = schema.safeParse(typed)
    if (result.success) return result.data
    faults.push(...fieldFaults(result.error).map(({ field, reason }) => ({ field: `${prefix}.${field}`, reason })))
    return null
  }
  const person = parsed('person', personInput, typedPerson(body))
  const entity = body.entity ? parsed('entity', legalEntityInput, typedEntity(body.entity)) : null
  const answers = parsed('answers', answersInput, typedAnswers(body.answers))
  const plan = parsed('plan', planInput, typedPlan(body.plan))
  if (faults.length > 0 || !person || !answers || !plan) throw new Fault('INTAKE_REFUSED', {}, faults)
  return { person, entity, answers, plan }
}

const typedPerson = ({ activity_type, person: p }: OnlineDossierBody): z.input<typeof personInput> => ({
  activityType: activity_type, nationalId: p.national_id, firstName: p.first_name, lastName: p.last_name, fatherName: p.father_name,
  birthDate: jalaliText(p.birth_date), gender: p.gender, militaryStatus: p.military_status ?? null, mobile: p.mobile, countyCode: p.county_code,
  address: p.address, postalCode: p.postal_code, governmentEmployee: p.government_employee,
})

const typedEntity = (e: NonNullable<OnlineDossierBody['entity']>): z.input<typeof legalEntityInput> => ({
  legalId: e.legal_id, name: e.name, registrationNo: e.registration_no, registeredOn: jalaliText(e.registered_on), kind: e.kind,
  representativePost: e.representative_post,
})

const typedAnswers = (a: OnlineDossierBody['answers']): z.input<typeof answersInput> => ({
  iranian: a.iranian ?? null, residesAtPlace: a.resides_at_place ?? null, relatedYears: a.related_years ?? null, ownSharePercent: a.own_share_percent ?? null,
  cleanRecord: a.clean_record ?? null, hasSkill: a.has_skill ?? null, coveredCommitted: a.covered_committed ?? null,
  supportingBody: a.supporting_body ?? null, wishForSupporter: a.wish_for_supporter ?? null,
})

const typedPlan = (p: OnlineDossierBody['plan']): z.input<typeof planInput> => ({
  fieldCode: p.field_code, planTitle: p.plan_title, skillEvidence: p.skill_evidence, loanWanted: p.loan_wanted, loanAmountRial: p.loan_amount_rial ?? null,
  sheba: p.sheba ?? null, documents: p.documents,
  details: p.details ? {
    description: p.details.description, workersFamily: p.details.workers_family ?? null, workersOther: p.details.workers_other ?? null,
    equipment: p.details.equipment, capitalRial: p.details.capital_rial ?? null, ownShareRial: p.details.own_share_rial ?? null,
    placeKind: p.details.place_kind ?? null, marketNote: p.details.market_note,
  } : null,
})
