import { isSupporter, noAnswers, optionalQuestions, questionnaire, type ActivityType, type Answers, type LegalEntity, type Person, type Question } from '#contract/applicants'
import { addJalaliMonths, type IsoDay } from '#contract/values/jalali'
import type { FieldFault, ReasonCode } from '#contract/values/reasons'

/** Bounds of the questionnaire for supporters (S4-02; domain model, questionnaires). */
const supporterAge = 20
const relatedYearsNeeded = 5
const ownShareNeeded = 20

const fault = (field: string, reason: ReasonCode): FieldFault => ({ field, reason })
const questions = Object.keys(noAnswers) as Question[]

/** S4-02: every question of the type is answered, and none of another type's. Fields are bare question names. */
export const answerFaults = (type: ActivityType, answers: Answers | null): FieldFault[] => {
  const given = answers ?? noAnswers
  const asked = questionnaire[type]
  return [
    ...asked.filter((question) => given[question] === null && !optionalQuestions.includes(question)).map((question) => fault(question, 'ANSWER_REQUIRED')),
    ...questions.filter((question) => given[question] !== null && !asked.includes(question)).map((question) => fault(question, 'ANSWER_NOT_APPLICABLE')),
  ]
}

export type Applying = { activityType: ActivityType; person: Pick<Person, 'birthDate'>; answers: Answers }

/** A condition of the questionnaire that the answers don't meet; what was not asked or answered fails nothing. */
const conditions: Partial<Record<Question, { fails: (answer: Answers) => boolean; reason: ReasonCode }>> = {
  iranian: { fails: ({ iranian }) => iranian === false, reason: 'NOT_IRANIAN' },
  residesAtPlace: { fails: ({ residesAtPlace }) => residesAtPlace === false, reason: 'NOT_AT_PLACE' },
  relatedYears: { fails: ({ relatedYears }) => relatedYears !== null && relatedYears < relatedYearsNeeded, reason: 'RELATED_YEARS_SHORT' },
  ownSharePercent: { fails: ({ ownSharePercent }) => ownSharePercent !== null && ownSharePercent < ownShareNeeded, reason: 'OWN_SHARE_SMALL' },
  cleanRecord: { fails: ({ cleanRecord }) => cleanRecord === false, reason: 'RECORD_NOT_CLEAN' },
}

/**
 * S4-02: what speaks against this applicant on a day, by the answers of the type and the age of a supporter. By setting it is
 * a warning or a refusal. Fields are paths of the input.
 */
export const eligibilityFaults = ({ activityType, person, answers }: Applying, day: IsoDay): FieldFault[] => [
  ...(isSupporter(activityType) && person.birthDate > addJalaliMonths(day, -12 * supporterAge) ? [fault('person.birthDate', 'AGE_TOO_YOUNG')] : []),
  ...questionnaire[activityType].flatMap((question) => {
    const condition = conditions[question]
    return condition?.fails(answers) ? [fault(`answers.${question}`, condition.reason)] : []
  }),
]

/** S4-09: a covered applicant without the skill itself gets no code, whatever the setting. */
export const skillFaults = ({ activityType, answers }: Pick<Applying, 'activityType' | 'answers'>): FieldFault[] =>
  activityType === 'covered' && answers.hasSkill === false ? [fault('answers.hasSkill', 'SKILL_ABSENT')] : []

/** S0-16: a company comes with a supporter that is one, and with nobody else. */
export const entityPresence = (type: ActivityType, entity: LegalEntity | null): FieldFault[] => {
  if (type === 'supporter_legal') return entity ? [] : [fault('entity', 'ENTITY_REQUIRED')]
  return entity ? [fault('entity', 'ENTITY_NOT_APPLICABLE')] : []
}
