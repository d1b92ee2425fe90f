import type { ActivityType } from '#contract/applicants'
import { emptyPerson, emptyPlan } from './intake-form'
import { emptyAnswers, emptyEntity } from './more-forms'

export type IntakeStep = 'person' | 'questions' | 'plan' | 'documents' | 'check' | 'handover' | 'receipt'

/** The sections of a type's form in their order (S0-16, S4-02); a cooperative is only handed over (S4-04). */
export const stepsOf = (type: ActivityType): readonly IntakeStep[] =>
  (type === 'cooperative' ? ['person', 'handover'] : ['person', 'questions', 'plan', 'documents', 'check', 'receipt'])

/** The section a field stands in; filing may refuse a field of any earlier one. */
export const stepOf = (field: string): IntakeStep => {
  if (Object.hasOwn(emptyPerson(), field)) return 'person'
  if (Object.hasOwn(emptyEntity(), field) || Object.hasOwn(emptyAnswers(), field) || field === 'entity') return 'questions'
  if (field === 'documents') return 'documents'
  if (field === 'reference') return 'handover'
  return Object.hasOwn(emptyPlan(), field) || field === 'plan' ? 'plan' : 'check'
}
