import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { activityTypes, answersInput, noAnswers, questionnaire, type Answers } from '#contract/applicants'
import { answerFaults, eligibilityFaults, entityPresence, skillFaults } from './eligibility'
import { goodAnswers, weaversCompany } from './testing/submissions'
import { legalEntityInput } from '#contract/applicants'

const today = '2026-11-21'
const grown = { birthDate: '1990-05-01' }
const good = (type: (typeof activityTypes)[number]): Answers => answersInput.parse(goodAnswers[type] ?? {})
const reasonsOf = (type: (typeof activityTypes)[number], change: Partial<Answers>, birthDate = grown.birthDate): string[] =>
  eligibilityFaults({ activityType: type, person: { birthDate }, answers: { ...good(type), ...change } }, today).map(({ field, reason }) => `${field} ${reason}`)

test('S4-02: each type is asked its own questions, and only those', () => {
  for (const type of activityTypes) {
    expect(answerFaults(type, good(type)), type).toEqual([])
    const asked = questionnaire[type].filter((question) => question !== 'supportingBody' && question !== 'wishForSupporter')
    expect(answerFaults(type, null), type).toEqual(asked.map((field) => ({ field, reason: 'ANSWER_REQUIRED' })))
  }
  expect(answerFaults('independent', { ...good('independent'), cleanRecord: true })).toEqual([{ field: 'cleanRecord', reason: 'ANSWER_NOT_APPLICABLE' }])
  expect(answerFaults('cooperative', { ...noAnswers, iranian: true })).toEqual([{ field: 'iranian', reason: 'ANSWER_NOT_APPLICABLE' }])
})

describe('S4-02: what speaks against an applicant', () => {
  test.each<[string, (typeof activityTypes)[number], Partial<Answers>, string[]]>([
    ['nothing', 'independent', {}, []], ['another nationality', 'independent', { iranian: false }, ['answers.iranian NOT_IRANIAN']],
    ['living elsewhere', 'independent', { residesAtPlace: false }, ['answers.residesAtPlace NOT_AT_PLACE']],
    ['four years', 'supporter_natural', { relatedYears: 4 }, ['answers.relatedYears RELATED_YEARS_SHORT']], ['five years', 'supporter_natural', { relatedYears: 5 }, []],
    ['nineteen percent', 'supporter_legal', { ownSharePercent: 19 }, ['answers.ownSharePercent OWN_SHARE_SMALL']], ['twenty percent', 'supporter_legal', { ownSharePercent: 20 }, []],
    ['a record', 'supporter_natural', { cleanRecord: false }, ['answers.cleanRecord RECORD_NOT_CLEAN']],
    ['a covered person of another nationality', 'covered', { iranian: false }, ['answers.iranian NOT_IRANIAN']],
  ])('%s', (_what, type, change, expected) => {
    expect(reasonsOf(type, change)).toEqual(expected)
  })

  test('a supporter is twenty by the Jalali birthday, others may be younger', () => {
    // 1385/08/30 is twenty years before 1405/08/30.
    expect(reasonsOf('supporter_natural', {}, '2006-11-21')).toEqual([])
    expect(reasonsOf('supporter_natural', {}, '2006-11-22')).toEqual(['person.birthDate AGE_TOO_YOUNG'])
    expect(reasonsOf('independent', {}, '2012-01-01')).toEqual([])
  })

  test('what is not asked or not answered never speaks against anybody', () => {
    fc.assert(fc.property(fc.constantFrom(...activityTypes), (type) => {
      expect(eligibilityFaults({ activityType: type, person: grown, answers: noAnswers }, today)).toEqual([])
    }))
    fc.assert(fc.property(fc.constantFrom(...activityTypes), fc.boolean(), fc.integer({ min: 0, max: 80 }), (type, said, years) => {
      const found = reasonsOf(type, { iranian: said, residesAtPlace: said, cleanRecord: said, relatedYears: years, ownSharePercent: years })
      expect(found.every((line) => questionnaire[type].some((question) => line.startsWith(`answers.${question} `)))).toBe(true)
    }))
  })
})

test('S4-09: the skill itself is a gate for the covered, and for nobody else', () => {
  expect(skillFaults({ activityType: 'covered', answers: { ...noAnswers, hasSkill: false } })).toEqual([{ field: 'answers.hasSkill', reason: 'SKILL_ABSENT' }])
  expect(skillFaults({ activityType: 'covered', answers: { ...noAnswers, hasSkill: true } })).toEqual([])
  expect(skillFaults({ activityType: 'independent', answers: { ...noAnswers, hasSkill: false } })).toEqual([])
})

test('S0-16: a company stands with a legal supporter, and with no other type', () => {
  const company = legalEntityInput.parse(weaversCompany)
  for (const type of activityTypes) {
    const legal = type === 'supporter_legal'
    expect(entityPresence(type, company).map((f) => f.reason), type).toEqual(legal ? [] : ['ENTITY_NOT_APPLICABLE'])
    expect(entityPresence(type, null).map((f) => f.reason), type).toEqual(legal ? ['ENTITY_REQUIRED'] : [])
  }
})
