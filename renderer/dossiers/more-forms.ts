import type { z } from 'zod'
import {
  answersInput, legalEntityInput, optionalQuestions, questionnaire, type ActivityType, type Answers, type LegalEntity, type Question,
} from '#contract/applicants'
import { fieldFaults } from '#contract/values/field-faults'
import { jalaliText } from '#contract/values/jalali'
import type { FieldFault } from '#contract/values/reasons'

/** A company as it is typed (S0-16). */
export type EntityForm = {
  legalId: string
  name: string
  registrationNo: string
  registeredOn: string
  kind: LegalEntity['kind'] | ''
  representativePost: string
}
export const emptyEntity = (): EntityForm => ({ legalId: '', name: '', registrationNo: '', registeredOn: '', kind: '', representativePost: '' })

export const entityFormOf = (entity: LegalEntity): EntityForm => ({ ...entity, registeredOn: jalaliText(entity.registeredOn) })

/** Fills only what is still empty: what the clerk typed wins. */
export const fillEntity = (form: EntityForm, known: EntityForm): EntityForm => {
  const filled = { ...form }
  const fill = <K extends keyof EntityForm>(key: K): void => { if (form[key] === '') filled[key] = known[key] }
  for (const key of Object.keys(known) as (keyof EntityForm)[]) fill(key)
  return filled
}

/** Questions that are answered yes or no; the others are typed. */
export const yesNoQuestions = ['iranian', 'residesAtPlace', 'cleanRecord', 'hasSkill'] as const satisfies readonly Question[]
export type YesNoQuestion = (typeof yesNoQuestions)[number]
export const isYesNo = (question: Question): question is YesNoQuestion => (yesNoQuestions as readonly Question[]).includes(question)
export const countQuestions: readonly Question[] = ['relatedYears', 'ownSharePercent', 'coveredCommitted']

export type AnswersForm = Record<YesNoQuestion, 'yes' | 'no' | ''> & Record<Exclude<Question, YesNoQuestion>, string>
export const emptyAnswers = (): AnswersForm => ({
  iranian: '', residesAtPlace: '', cleanRecord: '', hasSkill: '', relatedYears: '', ownSharePercent: '', coveredCommitted: '', supportingBody: '', wishForSupporter: '',
})

const yesNoOf = (answer: boolean | null): 'yes' | 'no' | '' => (answer === null ? '' : answer ? 'yes' : 'no')
const textOf = (answer: string | number | null): string => (answer === null ? '' : String(answer))

export const answersFormOf = (answers: Answers): AnswersForm => ({
  iranian: yesNoOf(answers.iranian), residesAtPlace: yesNoOf(answers.residesAtPlace), cleanRecord: yesNoOf(answers.cleanRecord),
  hasSkill: yesNoOf(answers.hasSkill), relatedYears: textOf(answers.relatedYears), ownSharePercent: textOf(answers.ownSharePercent),
  coveredCommitted: textOf(answers.coveredCommitted), supportingBody: textOf(answers.supportingBody), wishForSupporter: textOf(answers.wishForSupporter),
})

type Checked<T> = { ok: true; input: T } | { ok: false; faults: FieldFault[] }

export const checkEntity = (form: EntityForm): Checked<z.input<typeof legalEntityInput>> => {
  const parsed = legalEntityInput.safeParse(form, { reportInput: true })
  // Sound because the schema has just accepted this very value.
  return parsed.success ? { ok: true, input: form as z.input<typeof legalEntityInput> } : { ok: false, faults: fieldFaults(parsed.error) }
}

/** The questions of a type as the core asks them; a question of another type is not sent (S4-02). */
export const checkAnswers = (type: ActivityType, form: AnswersForm): Checked<z.input<typeof answersInput>> => {
  const asked = questionnaire[type]
  const typed = Object.fromEntries(asked.map((question) => [question, isYesNo(question) ? (form[question] === '' ? null : form[question] === 'yes') : form[question]]))
  const missing = asked.filter((question) => form[question].trim() === '' && !optionalQuestions.includes(question))
    .map((field): FieldFault => ({ field, reason: 'ANSWER_REQUIRED' }))
  const parsed = answersInput.safeParse(typed, { reportInput: true })
  const faults = parsed.success ? missing : [...missing, ...fieldFaults(parsed.error)]
  const inOrder = [...faults].sort((a, b) => asked.findIndex((question) => question === a.field) - asked.findIndex((question) => question === b.field))
  return faults.length === 0 ? { ok: true, input: typed } : { ok: false, faults: inOrder }
}
