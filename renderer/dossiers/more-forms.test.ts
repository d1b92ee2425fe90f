import fc from 'fast-check'
import { expect, test } from 'vitest'
import { activityTypes, noAnswers, questionnaire } from '#contract/applicants'
import { formField } from './intake-form'
import { stepOf, stepsOf } from './intake-steps'
import { answersFormOf, checkAnswers, checkEntity, emptyAnswers, emptyEntity, entityFormOf, fillEntity } from './more-forms'
import { readScratch, scratchContent, type ScratchForm } from './scratch-content'
import { emptyPerson, emptyPlan } from './intake-form'
import { scannedKinds } from './scanned-kinds'

const company = { legalId: '10380284790', name: 'بافندگان', registrationNo: '12', registeredOn: '2016-04-20', kind: 'company' as const, representativePost: 'مدیرعامل' }

test('S4-02: every required question of the type is named, in the order of the form', () => {
  const named = checkAnswers('supporter_natural', emptyAnswers())
  expect(named.ok ? [] : named.faults.map(({ field, reason }) => `${field} ${reason}`)).toEqual(
    ['iranian', 'relatedYears', 'ownSharePercent', 'cleanRecord', 'coveredCommitted'].map((field) => `${field} ANSWER_REQUIRED`))
  const wrong = checkAnswers('supporter_natural', { ...emptyAnswers(), iranian: 'yes', relatedYears: 'x', ownSharePercent: '۲۰', cleanRecord: 'no' })
  expect(wrong.ok ? [] : wrong.faults.map(({ field, reason }) => `${field} ${reason}`)).toEqual(['relatedYears NOT_A_NUMBER', 'coveredCommitted ANSWER_REQUIRED'])
})

test('an answer to another type\'s question is not sent', () => {
  const form = { ...emptyAnswers(), iranian: 'yes' as const, residesAtPlace: 'no' as const, relatedYears: '3', hasSkill: 'no' as const }
  expect(checkAnswers('independent', form)).toEqual({ ok: true, input: { iranian: true, residesAtPlace: false } })
  for (const type of activityTypes) {
    const sent = checkAnswers(type, form)
    if (sent.ok) expect(Object.keys(sent.input)).toEqual([...questionnaire[type]])
  }
})

test('stored answers come back as they were typed', () => {
  expect(answersFormOf({ ...noAnswers, iranian: true, cleanRecord: false, relatedYears: 7, supportingBody: 'بهزیستی' })).toEqual(
    { ...emptyAnswers(), iranian: 'yes', cleanRecord: 'no', relatedYears: '7', supportingBody: 'بهزیستی' })
})

test('S0-16: a company names what is missing; a known one fills only what is empty', () => {
  const empty = checkEntity(emptyEntity())
  expect(empty.ok ? [] : empty.faults.map((fault) => fault.field)).toEqual(['legalId', 'name', 'registrationNo', 'registeredOn', 'kind', 'representativePost'])
  expect(fillEntity({ ...emptyEntity(), name: 'نام تازه' }, entityFormOf(company))).toMatchObject({ name: 'نام تازه', registeredOn: '1395/02/01', kind: 'company' })
  expect(checkEntity(entityFormOf(company)).ok).toBe(true)
})

test('Bad input: too long — a company and an answer say so by name', () => {
  const long = 'ب'.repeat(121)
  const firm = checkEntity({ ...entityFormOf(company), name: long, representativePost: long })
  expect(firm.ok ? [] : firm.faults.map(({ field, reason }) => `${field} ${reason}`)).toEqual(['name TOO_LONG', 'representativePost TOO_LONG'])
  const said = checkAnswers('covered', { ...emptyAnswers(), iranian: 'yes', residesAtPlace: 'yes', hasSkill: 'yes', supportingBody: long, wishForSupporter: long })
  expect(said.ok ? [] : said.faults.map(({ field, reason }) => `${field} ${reason}`)).toEqual(['supportingBody TOO_LONG', 'wishForSupporter TOO_LONG'])
})

test('S4-04: a cooperative has no plan to fill; every refused field leads to its section', () => {
  expect(stepsOf('cooperative')).toEqual(['person', 'handover'])
  const places = ['person.mobile', 'entity.legalId', 'answers.hasSkill', 'plan.fieldCode', 'plan.details.ownShareRial', 'plan.documents', 'declaration', 'reference', 'plan']
  expect(places.map((path) => stepOf(formField(path)))).toEqual(['person', 'questions', 'questions', 'plan', 'plan', 'documents', 'check', 'handover', 'plan'])
})

const scratch: ScratchForm = {
  person: { ...emptyPerson(), firstName: 'زهرا', lastName: ' ناتمام ' }, entity: { ...emptyEntity(), legalId: '103' }, answers: { ...emptyAnswers(), iranian: 'yes' },
  plan: { ...emptyPlan(), documents: ['skill'], capitalRial: '5' }, dossier: { id: 'x', trackingCode: 'T-1' },
}
test('an unfinished form comes back letter for letter', () => {
  expect(readScratch(scratchContent(scratch))).toEqual(scratch)
  expect(readScratch(scratchContent({ ...scratch, dossier: null }))?.dossier).toBeNull()
})
test('a kept text that is none of ours, or of another day, breaks nothing', () => {
  for (const content of ['', '{', '[]', 'null', '{"version":2}', '"text"']) expect(readScratch(content)).toBeNull()
  expect(readScratch('{"version":1,"person":{"firstName":5,"lastName":"ب","foreign":"x"},"plan":{"documents":[1]},"dossier":{"id":1}}')).toMatchObject(
    { person: { ...emptyPerson(), lastName: 'ب' }, plan: emptyPlan(), dossier: null })
  fc.assert(fc.property(fc.json(), (content) => { expect(() => readScratch(content)).not.toThrow() }))
})

test('S4-14: one photo is not two; what was rejected is not here', () => {
  const item = (kind: string, state = 'attached') => ({ kind, state, file: {} }) as unknown as NonNullable<Parameters<typeof scannedKinds>[0]>['items'][number]
  const list = (...items: ReturnType<typeof item>[]) => ({ items, confirmations: [], mayAdd: true, mayChange: true, mayRemove: true })
  expect(scannedKinds(list(item('photos'), item('home-contract'), item('skill', 'rejected'), item('other')))).toEqual(['residence'])
  expect(scannedKinds(list(item('photos'), item('photos')))).toEqual(['photos'])
  expect(scannedKinds(null)).toEqual([])
})
