import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { contract } from '#contract'
import { fieldFaults } from '#contract/values/field-faults'
import { createCounter } from './testing/counter'
import { draftOf, goodAnswers, pageOne, tailoring, weaversCompany, zahra } from './testing/submissions'

const { savePerson, savePlan } = contract.dossiers
const id = '019ab000-0000-7000-8000-000000000001'
const details = { description: '', workersFamily: '', workersOther: '', equipment: '', capitalRial: '', ownShareRial: '', placeKind: '', marketNote: '' }

/** What the door says to one wrong field of an otherwise good form; it names this field and no other. */
const told = (schema: typeof savePerson.input | typeof savePlan.input, input: unknown): string[] => {
  const parsed = schema.safeParse(input, { reportInput: true })
  return parsed.success ? [] : fieldFaults(parsed.error).map(({ field, reason }) => `${field} ${reason}`)
}
const person = (field: string, value: unknown): string[] => told(savePerson.input, { ...pageOne(zahra), person: { ...zahra, [field]: value } })
const entity = (field: string, value: unknown): string[] =>
  told(savePerson.input, { ...pageOne({ ...zahra, activityType: 'supporter_legal' }), entity: { ...weaversCompany, [field]: value } })
const answer = (field: string, value: unknown): string[] => told(savePerson.input, { ...pageOne(zahra), answers: { ...goodAnswers.supporter_natural, [field]: value } })
const plan = (field: string, value: unknown): string[] => told(savePlan.input, { id, version: 1, plan: { ...tailoring, [field]: value } })
const detail = (field: string, value: unknown): string[] => told(savePlan.input, { id, version: 1, plan: { ...tailoring, details: { ...details, [field]: value } } })
const long = (n: number): string => 'ا'.repeat(n)

describe('page one: each field names itself and why', () => {
  test.each<[string, unknown, string | null]>([
    ['activityType', '', 'ACTIVITY_TYPE_UNKNOWN'], ['activityType', 'partner', 'ACTIVITY_TYPE_UNKNOWN'],
    ['nationalId', '', 'REQUIRED'], ['nationalId', '174000001', 'NATIONAL_ID_LENGTH'], ['nationalId', '1740000014', 'NATIONAL_ID_CHECKSUM'], ['nationalId', '1111111111', 'NATIONAL_ID_REPEATED'],
    ['nationalId', '\u202E1740000013', null], ['nationalId', '١٧٤٠٠٠٠٠١٣', null],
    ['firstName', '', 'REQUIRED'], ['firstName', 'Zahra', 'NOT_PERSIAN_NAME'], ['firstName', 'زهرا۱', 'NOT_PERSIAN_NAME'], ['firstName', long(61), 'TOO_LONG'], ['firstName', 'ز\u202Eهرا', 'BIDI_CONTROL'],
    ['lastName', '  ', 'REQUIRED'], ['fatherName', '\uD800', 'INVALID'],
    ['birthDate', '', 'REQUIRED'], ['birthDate', 'دیروز', 'DATE_FORMAT'], ['birthDate', '1404/12/30', 'DATE_IMPOSSIBLE'], ['birthDate', '1369/13/01', 'DATE_IMPOSSIBLE'], ['birthDate', '١٣٦٩/٢/١١', null],
    ['gender', '', 'GENDER_UNKNOWN'], ['militaryStatus', 'later', 'MILITARY_STATUS_UNKNOWN'],
    ['mobile', '', 'REQUIRED'], ['mobile', '0912', 'MOBILE_INVALID'], ['mobile', '06133334444', 'MOBILE_INVALID'], ['mobile', '۰۹۱۶۱۲۳۴۵۶۷', null],
    ['countyCode', '', 'REQUIRED'], ['countyCode', 'اهواز', 'COUNTY_UNKNOWN'],
    ['address', 'کوچه', 'TOO_SHORT'], ['address', long(201), 'TOO_LONG'], ['address', 'اهواز \u2066پلاک ۱', 'BIDI_CONTROL'],
    ['postalCode', '', 'REQUIRED'], ['postalCode', '61346', 'POSTAL_CODE_LENGTH'], ['postalCode', '0000000000', 'POSTAL_CODE_INVALID'],
  ])('%s %j: %s', (field, value, reason) => {
    expect(person(field, value)).toEqual(reason === null ? [] : [`person.${field} ${reason}`])
  })
})

describe('S0-16: the company', () => {
  test.each<[string, unknown, string | null]>([
    ['legalId', '', 'REQUIRED'], ['legalId', '1038028479', 'LEGAL_ID_LENGTH'], ['legalId', '10380284791', 'LEGAL_ID_CHECKSUM'], ['legalId', '۱۰۳۸۰۲۸۴۷۹۰', null], ['legalId', '00000000000', 'LEGAL_ID_CHECKSUM'],
    ['name', '', 'REQUIRED'], ['name', 'آ', 'TOO_SHORT'], ['name', long(121), 'TOO_LONG'], ['name', 'شرکت\u202E', 'BIDI_CONTROL'],
    ['registrationNo', '', 'REQUIRED'], ['registeredOn', '1395/02/32', 'DATE_IMPOSSIBLE'], ['kind', '', 'ENTITY_KIND_UNKNOWN'], ['representativePost', '', 'REQUIRED'],
  ])('%s %j: %s', (field, value, reason) => {
    expect(entity(field, value)).toEqual(reason === null ? [] : [`entity.${field} ${reason}`])
  })
})

describe('S4-02: the answers', () => {
  test.each<[string, unknown, string | null]>([
    ['relatedYears', '۸۱', 'NUMBER_TOO_LARGE'], ['relatedYears', 'زیاد', 'NOT_A_NUMBER'], ['relatedYears', '-1', 'NOT_A_NUMBER'], ['relatedYears', '۵', null],
    ['ownSharePercent', '101', 'NUMBER_TOO_LARGE'], ['coveredCommitted', '0', 'NUMBER_TOO_SMALL'], ['coveredCommitted', '1001', 'NUMBER_TOO_LARGE'],
    ['supportingBody', long(121), 'TOO_LONG'],
  ])('%s %j: %s', (field, value, reason) => {
    expect(answer(field, value)).toEqual(reason === null ? [] : [`answers.${field} ${reason}`])
  })
})

describe('S3-06, S4-05: page two', () => {
  test.each<[string, unknown, string | null]>([
    ['fieldCode', '', 'REQUIRED'], ['fieldCode', 'خیاطی', 'FIELD_UNKNOWN'], ['planTitle', '', 'REQUIRED'], ['planTitle', long(121), 'TOO_LONG'], ['skillEvidence', '', 'SKILL_EVIDENCE_UNKNOWN'],
    ['loanAmountRial', 'زیاد', 'NOT_A_NUMBER'], ['loanAmountRial', '99999999999999999999', 'NUMBER_TOO_LARGE'], ['loanAmountRial', '۸۰۰٬۰۰۰', null],
    ['sheba', 'IR12', 'SHEBA_LENGTH'], ['sheba', 'IR120220000000000000000002', 'SHEBA_CHECKSUM'],
  ])('%s %j: %s', (field, value, reason) => {
    expect(plan(field, value)).toEqual(reason === null ? [] : [`plan.${field} ${reason}`])
  })
  test.each<[string, unknown, string | null]>([
    ['description', long(2001), 'TOO_LONG'], ['description', 'متن \u202Dوارونه', 'BIDI_CONTROL'], ['workersFamily', '101', 'NUMBER_TOO_LARGE'], ['workersOther', 'چند', 'NOT_A_NUMBER'],
    ['equipment', long(501), 'TOO_LONG'], ['capitalRial', 'x', 'NOT_A_NUMBER'], ['placeKind', 'tent', 'PLACE_KIND_UNKNOWN'], ['marketNote', long(501), 'TOO_LONG'], ['workersFamily', '۳', null],
  ])('details.%s %j: %s', (field, value, reason) => {
    expect(detail(field, value)).toEqual(reason === null ? [] : [`plan.details.${field} ${reason}`])
  })
})

test('whatever is typed into whichever field, the answer is a value or a named field; nothing refused is stored', async () => {
  const counter = createCounter()
  const { id: draft, version } = await draftOf(counter)
  const before = JSON.stringify(counter.row(draft))
  const wild = fc.string({ unit: fc.constantFrom(...'ابپ۱٢3 <>\'"\\\u0000\u202E\uD800\u200C=@-/'), maxLength: 30 })
  await fc.assert(fc.asyncProperty(fc.constantFrom('firstName', 'nationalId', 'birthDate', 'mobile', 'postalCode', 'countyCode'), wild, async (field, text) => {
    const faults = person(field, text)
    expect(faults.every((line) => line.startsWith(`person.${field} `))).toBe(true)
    if (faults.length === 0) return
    await expect(counter.ask('savePerson', { ...pageOne({ ...zahra, [field]: text }), id: draft, version })).rejects.toThrow()
    expect(JSON.stringify(counter.row(draft))).toBe(before)
  }), { numRuns: 150 })
})
