import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Field } from '#contract/catalogues'
import { documentKinds, neededDocuments, personInput, planInput, type PlanInput } from '#contract/dossiers'
import { checklistFaults, personFaults, planFaults, receivedFaults } from './intake-rules'
import { karim, tailoring, zahra } from './testing/submissions'

const today = '2026-11-21'
const facts = { today, province: '06', county: { code: '0603' }, provinceKnown: true }
const woman = personInput.parse(zahra)
const man = personInput.parse(karim)
const plan = planInput.parse(tailoring)
const field: Field = { code: '1001', title: 'خیاطی', group: '', agencyCode: 'industry', secondAgencies: [], path: 'approval', hygiene: false, confirmations: [], loanAllowed: true, model: false, from: null, to: null }
const planWith = (change: Partial<PlanInput>): PlanInput => ({ ...plan, ...change })

describe('page one', () => {
  test('S4-13: a man needs his military status, a woman has none', () => {
    expect(personFaults(man, facts)).toEqual([])
    expect(personFaults({ ...man, militaryStatus: null }, facts)).toEqual([{ field: 'militaryStatus', reason: 'MILITARY_STATUS_REQUIRED' }])
    expect(personFaults({ ...woman, militaryStatus: 'completed' }, facts)).toEqual([{ field: 'militaryStatus', reason: 'MILITARY_STATUS_NOT_APPLICABLE' }])
  })

  test('a birth is not in the future and not more than 120 years ago', () => {
    const reasonOf = (birthDate: string) => personFaults({ ...woman, birthDate }, facts).map((f) => f.reason)
    expect(reasonOf(today)).toEqual([])
    expect(reasonOf('2026-11-22')).toEqual(['DATE_IN_FUTURE'])
    // 1285/08/30
    expect(reasonOf('1906-11-22')).toEqual([])
    expect(reasonOf('1906-11-20')).toEqual(['DATE_TOO_OLD'])
  })

  test('S0-02: the county exists and is of the office\'s province', () => {
    const county = (code: string, more: object) => personFaults({ ...woman, countyCode: code }, { ...facts, ...more }).map((f) => f.reason)
    expect(county('0699', { county: undefined })).toEqual(['COUNTY_UNKNOWN'])
    expect(county('1003', { county: undefined })).toEqual(['COUNTY_OUT_OF_PROVINCE'])
    expect(county('9903', { county: undefined, provinceKnown: false })).toEqual(['COUNTY_UNKNOWN'])
  })

  test('S1-A9b: a government employee may file; only the loan is barred', () => {
    expect(personFaults({ ...woman, governmentEmployee: true }, facts)).toEqual([])
  })
})

describe('page two', () => {
  test.each<[string, Partial<PlanInput>, Partial<Field>, string[]]>([
    ['a loan with its amount', {}, {}, []],
    ['a loan without an amount', { loanAmountRial: null }, {}, ['loanAmountRial LOAN_AMOUNT_REQUIRED']],
    ['a loan of nothing', { loanAmountRial: 0 }, {}, ['loanAmountRial LOAN_AMOUNT_REQUIRED']],
    ['an amount without the wish', { loanWanted: false }, {}, ['loanAmountRial LOAN_AMOUNT_WITHOUT_WISH']],
    ['no loan', { loanWanted: false, loanAmountRial: null }, {}, []],
    ['no loan, written as 0', { loanWanted: false, loanAmountRial: 0 }, {}, []],
    ['a loan in a field without loans', {}, { loanAllowed: false }, ['loanWanted FIELD_NO_LOAN']],
    ['an amount above the ceiling: a gate of the referral, not of filing', { loanAmountRial: 5_000_000_000 }, {}, []],
    ['a field that ended yesterday', {}, { to: '2026-11-20' }, ['fieldCode FIELD_CLOSED']],
    ['a field that ends today', {}, { to: today }, []],
    ['a field that begins tomorrow', {}, { from: '2026-11-22' }, ['fieldCode FIELD_CLOSED']],
  ])('%s', (_words, planChange, fieldChange, expected) => {
    const faults = planFaults(planWith(planChange), { ...field, ...fieldChange }, today)
    expect(faults.map((f) => `${f.field} ${f.reason}`)).toEqual(expected)
  })

  test('a field that is in no catalogue is unknown', () => {
    expect(planFaults(plan, undefined, today)).toEqual([{ field: 'fieldCode', reason: 'FIELD_UNKNOWN' }])
  })
})

describe('documents', () => {
  test('S4-13…S4-18: who needs which', () => {
    const always = ['photos', 'birth-certificate', 'national-card', 'residence']
    expect(neededDocuments('female', 'pending', false)).toEqual(always)
    expect(neededDocuments('female', 'certificate', false)).toEqual(['skill', ...always])
    expect(neededDocuments('male', 'degree', true)).toEqual(['military', ...always, 'degree', 'health-card'])
  })

  test('S3-11, S1-B7: pending skill evidence passes while the setting grants grace, and not when it is required', () => {
    const pending = planWith({ skillEvidence: 'pending' })
    expect(checklistFaults('female', pending, false, 'grace')).toEqual([])
    expect(checklistFaults('female', pending, false, 'required')).toEqual([{ field: 'skillEvidence', reason: 'DOCUMENT_MISSING_SKILL' }])
    expect(checklistFaults('female', plan, false, 'required')).toEqual([])
  })

  test('S4-17, S4-19: degree and form print never gate', () => {
    for (const kind of ['degree', 'form-print'] as const) {
      expect(checklistFaults('male', planWith({ documents: documentKinds.filter((k) => k !== kind) }), true, 'grace')).toEqual([])
    }
  })

  test('every missing paper is named, and nothing else', () => {
    fc.assert(fc.property(
      fc.subarray([...documentKinds]), fc.constantFrom('male' as const, 'female' as const), fc.constantFrom('certificate' as const, 'degree' as const, 'pending' as const), fc.boolean(),
      (documents, gender, skillEvidence, hygiene) => {
        const reasons = checklistFaults(gender, planWith({ documents, skillEvidence }), hygiene, 'grace').map((f) => f.reason)
        const due = neededDocuments(gender, skillEvidence, hygiene).filter((kind) => !documents.includes(kind))
        expect(reasons).toEqual(due.map((kind) => `DOCUMENT_MISSING_${kind.toUpperCase().replace('-', '_')}`))
      },
    ))
  })
})

test('S0-01: a submission was received neither in the future nor before the service existed', () => {
  expect(receivedFaults(today, today)).toEqual([])
  expect(receivedFaults('2010-11-14', today)).toEqual([])
  expect(receivedFaults('2026-11-22', today)).toEqual([{ field: 'receivedOn', reason: 'DATE_IN_FUTURE' }])
  expect(receivedFaults('2010-11-13', today)).toEqual([{ field: 'receivedOn', reason: 'DATE_TOO_OLD' }])
})
