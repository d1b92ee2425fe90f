import type { z } from 'zod'
import { personInput, planInput, type ActivityType, type DocumentKind, type Person, type PlanInput, type SkillEvidence } from '#contract/dossiers'
import { fieldFaults } from '#contract/values/field-faults'
import { jalaliText } from '#contract/values/jalali'
import type { FieldFault } from '#contract/values/reasons'

/** What is typed, as it is typed. The contract's own schema turns it into what is stored. */
export type PersonForm = {
  activityType: ActivityType
  nationalId: string
  firstName: string
  lastName: string
  fatherName: string
  birthDate: string
  gender: 'female' | 'male' | ''
  militaryStatus: 'completed' | 'exempt' | ''
  mobile: string
  countyCode: string
  address: string
  postalCode: string
  governmentEmployee: 'yes' | 'no'
}
export type PlanForm = {
  fieldCode: string
  planTitle: string
  skillEvidence: SkillEvidence | ''
  loanWanted: 'yes' | 'no'
  loanAmountRial: string
  sheba: string
  documents: DocumentKind[]
  description: string
  workersFamily: string
  workersOther: string
  equipment: string
  capitalRial: string
  ownShareRial: string
  placeKind: 'deed' | 'contract' | ''
  marketNote: string
}

export const emptyPerson = (): PersonForm => ({
  activityType: 'independent', nationalId: '', firstName: '', lastName: '', fatherName: '', birthDate: '', gender: '',
  militaryStatus: '', mobile: '', countyCode: '', address: '', postalCode: '', governmentEmployee: 'no',
})
export const emptyPlan = (): PlanForm => ({
  fieldCode: '', planTitle: '', skillEvidence: '', loanWanted: 'no', loanAmountRial: '', sheba: '', documents: [],
  description: '', workersFamily: '', workersOther: '', equipment: '', capitalRial: '', ownShareRial: '', placeKind: '', marketNote: '',
})

export type Checked<T> = { ok: true; input: T } | { ok: false; faults: FieldFault[] }

/** The typed form as the operation's input, or the fields to mend: the same rules as the core's, at once. */
const checked = <S extends z.ZodType>(schema: S, typed: unknown): Checked<z.input<S>> => {
  const parsed = schema.safeParse(typed, { reportInput: true })
  // Sound because the schema has just accepted this very value.
  return parsed.success ? { ok: true, input: typed as z.input<S> } : { ok: false, faults: fieldFaults(parsed.error) }
}

export const checkPerson = (form: PersonForm): Checked<z.input<typeof personInput>> => {
  const answer = checked(personInput, {
    ...form,
    militaryStatus: form.gender === 'male' ? form.militaryStatus : '',
    governmentEmployee: form.governmentEmployee === 'yes',
  })
  const missing = form.gender === 'male' && form.militaryStatus === ''
  if (!missing) return answer
  const fault: FieldFault = { field: 'militaryStatus', reason: 'MILITARY_STATUS_REQUIRED' }
  return { ok: false, faults: answer.ok ? [fault] : [...answer.faults, fault] }
}

export const checkPlan = (form: PlanForm): Checked<z.input<typeof planInput>> => {
  const wanted = form.loanWanted === 'yes'
  const { description, workersFamily, workersOther, equipment, capitalRial, ownShareRial, placeKind, marketNote, ...page } = form
  const answer = checked(planInput, {
    ...page, loanWanted: wanted, loanAmountRial: wanted ? form.loanAmountRial : '', sheba: wanted ? form.sheba : '',
    details: { description, workersFamily, workersOther, equipment, capitalRial, ownShareRial, placeKind, marketNote },
  })
  if (!wanted || form.loanAmountRial !== '') return answer
  const fault: FieldFault = { field: 'loanAmountRial', reason: 'LOAN_AMOUNT_REQUIRED' }
  return { ok: false, faults: answer.ok ? [fault] : [...answer.faults, fault] }
}

/** A known person as the form shows one. */
export const personFormOf = (person: Person, activityType: ActivityType = 'independent'): PersonForm => ({
  activityType,
  nationalId: person.nationalId,
  firstName: person.firstName,
  lastName: person.lastName,
  fatherName: person.fatherName,
  birthDate: jalaliText(person.birthDate),
  gender: person.gender,
  militaryStatus: person.militaryStatus ?? '',
  mobile: person.mobile,
  countyCode: person.countyCode,
  address: person.address,
  postalCode: person.postalCode,
  governmentEmployee: person.governmentEmployee ? 'yes' : 'no',
})

export const planFormOf = (plan: PlanInput): PlanForm => ({
  fieldCode: plan.fieldCode,
  planTitle: plan.planTitle,
  skillEvidence: plan.skillEvidence,
  loanWanted: plan.loanWanted ? 'yes' : 'no',
  loanAmountRial: plan.loanAmountRial === null ? '' : String(plan.loanAmountRial),
  sheba: plan.sheba ?? '',
  documents: [...plan.documents],
  description: plan.details?.description ?? '',
  workersFamily: numberText(plan.details?.workersFamily),
  workersOther: numberText(plan.details?.workersOther),
  equipment: plan.details?.equipment ?? '',
  capitalRial: numberText(plan.details?.capitalRial),
  ownShareRial: numberText(plan.details?.ownShareRial),
  placeKind: plan.details?.placeKind ?? '',
  marketNote: plan.details?.marketNote ?? '',
})

const numberText = (n: number | null | undefined): string => (n === null || n === undefined ? '' : String(n))

/** Fills only what is still empty: what the clerk typed wins. */
export const fillEmpty = (form: PersonForm, known: PersonForm): PersonForm => {
  const filled = { ...form }
  const fill = <K extends keyof PersonForm>(key: K): void => { if (form[key] === '') filled[key] = known[key] }
  for (const key of Object.keys(known) as (keyof PersonForm)[]) fill(key)
  if (form.firstName === '') filled.governmentEmployee = known.governmentEmployee
  return filled
}

const wrappers: readonly string[] = ['person', 'plan', 'entity', 'answers', 'details']

/** Refusals come with paths into the operation's input; the form's fields are the last named part. */
export const formField = (path: string): string => path.split('.').find((part) => !wrappers.includes(part)) ?? path

/**
 * The refused fields that are still wrong after typing went on: by the rules at hand, or — where only the core
 * could tell — because the field has not been touched since.
 */
export const stillWrong = (
  refused: readonly FieldFault[], local: readonly FieldFault[],
  before: Readonly<Record<string, unknown>>, now: Readonly<Record<string, unknown>>,
): FieldFault[] => refused.flatMap((fault) => {
  const field = formField(fault.field)
  const found = local.find((one) => formField(one.field) === field)
  if (found) return [found]
  return JSON.stringify(before[field]) === JSON.stringify(now[field]) ? [fault] : []
})
