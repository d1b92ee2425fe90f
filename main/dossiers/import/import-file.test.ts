import { describe, expect, test } from 'vitest'
import type { ImportReport } from '#contract/dossiers'
import { Fault } from '#main/app/fault'
import { createCounter, type Counter } from '../testing/counter'
import { draftOf } from '../testing/submissions'
import { importFile } from './import-file'
import { base64, csv, woman, type Cells } from './testing/rows'

const nationalIdOf = (n: number): string => {
  const nine = String(174_196_000 + n)
  const rest = [...nine].reduce((sum, digit, i) => sum + Number(digit) * (10 - i), 0) % 11
  return `${nine}${rest < 2 ? rest : 11 - rest}`
}

const submit = (counter: Counter, rows: readonly Cells[]): Promise<ImportReport> => counter.ask('importFile', { name: 'rows.csv', contentBase64: base64(csv(rows)) })
const verdictOf = async (change: Partial<Cells>, counter = createCounter()): Promise<string[]> => {
  const { verdicts: [verdict] } = await submit(counter, [{ ...woman, ...change }])
  return verdict?.outcome === 'refused' ? verdict.faults.map((f) => `${f.field} ${f.reason}`) : []
}

describe('one row', () => {
  test('is filed as the form would file it, its filing day the day it was received', async () => {
    const counter = createCounter()
    const report = await submit(counter, [woman])
    expect(report).toEqual({ rows: 1, accepted: 1, refused: 0, stopped: null, verdicts: [{ row: 1, outcome: 'accepted', name: 'زهرا نمونه‌پور', trackingCode: expect.stringMatching(/^T-0603-05-01-00001-/) }] })
    const { items: [item] } = await counter.ask('find', {})
    expect(counter.row(item!.id)).toMatchObject({ state: 'at_agency', filedOn: '2026-11-16', plan: { loanAmountRial: 800_000_000, documents: woman.documents.split('|') } })
    expect(counter.kinds().slice(-5)).toEqual(['dossier.open', 'dossier.savePlan', 'dossier.file', 'dossier.route', 'dossier.import'])
  })

  test.each<[string, Partial<Cells>]>([
    ['Persian digits', { nationalId: '۱۷۴۰۰۰۰۰۱۳', birthDate: '۱۳۶۹/۰۲/۱۱', countyCode: '۰۶۰۳', fieldCode: '۱۰۰۱', receivedOn: '۱۴۰۵/۰۸/۲۵', loanAmountRial: '۸۰۰٬۰۰۰٬۰۰۰' }],
    ['Arabic digits', { nationalId: '١٧٤٠٠٠٠٠١٣', birthDate: '١٣٦٩/٠٢/١١', mobile: '٠٩١٦١٢٣٤٥٦٧', receivedOn: '١٤٠٥/٠٨/٢٥' }],
    ['Persian words', { gender: 'زن', governmentEmployee: 'خیر', loanWanted: 'بله' }], ['program words', { governmentEmployee: 'false', loanWanted: 'TRUE' }],
    ['Arabic letters in words', { governmentEmployee: 'خير' }], ['spaces', { gender: ' female ', documents: ' skill | photos|birth-certificate|national-card |residence|' }],
    ['a man', { gender: 'مرد', militaryStatus: 'exempt', documents: `${woman.documents}|military` }], ['a pending skill', { skillEvidence: 'pending', documents: 'photos|birth-certificate|national-card|residence' }],
    ['a government employee', { governmentEmployee: 'yes' }], ['an amount above the ceiling', { loanAmountRial: '20000000000' }], ['no loan', { loanWanted: 'no', loanAmountRial: '', sheba: '' }],
  ])('with %s is taken', async (_what, change) => {
    expect(await verdictOf(change)).toEqual([])
  })

  test.each<[Partial<Cells>, string[]]>([
    [{ activityType: '' }, ['activityType ACTIVITY_TYPE_UNKNOWN']], [{ activityType: 'covered' }, ['activityType ACTIVITY_TYPE_UNSUPPORTED']],
    [{ nationalId: '499370899' }, ['nationalId NATIONAL_ID_LENGTH']], [{ firstName: '' }, ['firstName REQUIRED']], [{ lastName: 'Smith' }, ['lastName NOT_PERSIAN_NAME']],
    [{ lastName: 'نمونه\u202Eپور' }, ['lastName BIDI_CONTROL']], [{ birthDate: '1405/07/31' }, ['birthDate DATE_IMPOSSIBLE']], [{ birthDate: '1405/09/01' }, ['birthDate DATE_IN_FUTURE']],
    [{ gender: 'x' }, ['gender GENDER_UNKNOWN']], [{ gender: 'male' }, ['militaryStatus MILITARY_STATUS_REQUIRED', 'documents DOCUMENT_MISSING_MILITARY']],
    [{ militaryStatus: 'no' }, ['militaryStatus MILITARY_STATUS_UNKNOWN']], [{ countyCode: '603' }, ['countyCode COUNTY_UNKNOWN']], [{ countyCode: '0699' }, ['countyCode COUNTY_UNKNOWN']],
    [{ fieldCode: '9999' }, ['fieldCode FIELD_UNKNOWN']], [{ fieldCode: '1003' }, ['documents DOCUMENT_MISSING_HEALTH_CARD']], [{ fieldCode: '2003' }, ['loanWanted FIELD_NO_LOAN']],
    [{ skillEvidence: 'maybe' }, ['skillEvidence SKILL_EVIDENCE_UNKNOWN']], [{ governmentEmployee: 'perhaps' }, ['governmentEmployee FLAG_UNKNOWN']], [{ loanWanted: '' }, ['loanWanted REQUIRED']],
    [{ loanWanted: 'no' }, ['loanAmountRial LOAN_AMOUNT_WITHOUT_WISH']], [{ loanAmountRial: '' }, ['loanAmountRial LOAN_AMOUNT_REQUIRED']], [{ loanAmountRial: 'زیاد' }, ['loanAmountRial NOT_A_NUMBER']],
    [{ sheba: 'IR120220000000000000000002' }, ['sheba SHEBA_CHECKSUM']], [{ documents: 'skill|passport' }, ['documents DOCUMENT_UNKNOWN']],
    [{ receivedOn: '' }, ['receivedOn REQUIRED']], [{ receivedOn: '1405/09/01' }, ['receivedOn DATE_IN_FUTURE']], [{ receivedOn: '1305/08/25' }, ['receivedOn DATE_TOO_OLD']],
    [{ mobile: '1', sheba: 'x', address: '' }, ['mobile MOBILE_INVALID', 'address REQUIRED', 'sheba SHEBA_LENGTH']],
  ])('%j is refused: %j', async (change, faults) => {
    const counter = createCounter()
    expect(await verdictOf(change, counter)).toEqual(faults)
    expect(counter.kinds()).not.toContain('dossier.open')
  })
})

describe('many rows', () => {
  test('bad ones never stop good ones, each has its own verdict in the order of the file', async () => {
    const rows = Array.from({ length: 130 }, (_, i) => ({ ...woman, nationalId: nationalIdOf(i), mobile: i % 3 === 1 ? '0' : woman.mobile }))
    const counter = createCounter()
    const report = await submit(counter, rows)
    expect(report.verdicts.map((v) => [v.row, v.outcome])).toEqual(rows.map((_, i) => [i + 1, i % 3 === 1 ? 'refused' : 'accepted']))
    expect(counter.emitted.filter((e) => e.event === 'import.progress').map((e) => e.payload)).toEqual([{ done: 50, total: 130 }, { done: 100, total: 130 }, { done: 130, total: 130 }])
    expect(counter.db.prepare<[], string>("SELECT payload FROM ledger_entries WHERE kind = 'dossier.import'").pluck().get()).toContain('"accepted":87')
  })

  test('the same file again, and the same submission twice in it, create nothing; the code it has is named', async () => {
    const counter = createCounter()
    const rows = [woman, { ...woman, firstName: 'زَهرا' }, { ...woman, nationalId: nationalIdOf(7), fieldCode: '2001' }]
    const first = await submit(counter, rows)
    const code = first.verdicts[0]!.trackingCode
    const duplicate = { outcome: 'refused', trackingCode: code, faults: [{ field: 'fieldCode', reason: 'DOSSIER_DUPLICATE' }] }
    expect(first).toMatchObject({ accepted: 2, refused: 1, verdicts: [{ outcome: 'accepted' }, duplicate, { outcome: 'accepted' }] })
    const again = await submit(counter, rows)
    expect(again).toMatchObject({ accepted: 0, refused: 3, verdicts: [duplicate, duplicate, { ...duplicate, trackingCode: first.verdicts[2]!.trackingCode }] })
    expect((await counter.ask('find', {})).total).toBe(2)
  })

  test('a rejected submission is not revived by importing its file again', async () => {
    const counter = createCounter()
    await submit(counter, [woman])
    const { items: [item] } = await counter.ask('find', {})
    await counter.ask('recordOpinion', { id: item!.id, version: item!.version, opinion: {
      decision: 'reject', personalCompetence: false, technicalCompetence: true, conditionsMet: true, decidedOn: '1405/08/28', signerName: 'یوسف طرفی‌زاده', signerPost: 'مدیرکل', isTopOfficial: true, letterNo: '1', letterOn: '1405/08/28', note: 'محل مناسب نیست',
    } }, 'expert')
    expect((await submit(counter, [woman])).verdicts[0]).toMatchObject({ trackingCode: item!.trackingCode, faults: [{ reason: 'DOSSIER_DUPLICATE' }] })
    expect((await submit(counter, [{ ...woman, receivedOn: '1405/08/30' }])).accepted).toBe(1)
  })

  test('one national ID with two identities: the second is refused where it differs', async () => {
    const counter = createCounter()
    const { verdicts } = await submit(counter, [woman, { ...woman, fieldCode: '1002', fatherName: 'رحیم', birthDate: '1370/01/01' }])
    expect(verdicts[1]).toMatchObject({ faults: [{ field: 'fatherName', reason: 'PERSON_MISMATCH' }, { field: 'birthDate', reason: 'PERSON_MISMATCH' }], trackingCode: null })
  })

  test('a clerk\'s open draft stands in the way of the same applicant and field', async () => {
    const counter = createCounter()
    const { trackingCode } = await draftOf(counter)
    expect((await submit(counter, [woman])).verdicts[0]).toMatchObject({ trackingCode, faults: [{ reason: 'DOSSIER_DUPLICATE' }] })
  })

  test('a row whose confirmation can\'t be sealed takes back its own writes, its number too; its neighbours stay', async () => {
    const counter = createCounter()
    const failing = { closePermitsOf: () => 0, confirmInstantly: () => { throw new Fault('SEAL_KEY_ABSENT') } }
    const rows = [woman, { ...woman, nationalId: nationalIdOf(1), fieldCode: '2001' }, { ...woman, nationalId: nationalIdOf(2) }]
    const { verdicts } = await importFile(counter.as('clerk'), failing, { name: 'rows.csv', contentBase64: base64(csv(rows)) })
    expect(verdicts).toMatchObject([
      { outcome: 'accepted', trackingCode: expect.stringMatching(/-00001-/) }, { outcome: 'refused', faults: [{ field: 'fieldCode', reason: 'SEAL_KEY_ABSENT' }] },
      { outcome: 'accepted', trackingCode: expect.stringMatching(/-00002-/) },
    ])
    expect(counter.kinds().filter((kind) => kind === 'dossier.open')).toHaveLength(2)
    expect((await counter.ask('find', {})).total).toBe(2)
  })

  test('a file that breaks off midway is answered with what was filed until then; given again it goes on', async () => {
    const counter = createCounter()
    const rows = Array.from({ length: 120 }, (_, i) => ({ ...woman, nationalId: nationalIdOf(i), mobile: i === 3 ? '0' : woman.mobile, fieldCode: i === 110 ? '2001' : '1001' }))
    const full = { closePermitsOf: () => 0, confirmInstantly: () => { throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' }) } }
    const input = { name: 'rows.csv', contentBase64: base64(csv(rows)) }
    const report = await importFile(counter.as('clerk'), full, input)
    expect(report).toMatchObject({ rows: 120, accepted: 99, refused: 1, stopped: 'STORAGE_FULL' })
    expect(report.verdicts.map((verdict) => verdict.row)).toEqual(Array.from({ length: 100 }, (_, i) => i + 1))
    expect((await counter.ask('find', {})).total).toBe(99)
    const again = await submit(counter, rows)
    expect(again).toMatchObject({ rows: 120, accepted: 20, refused: 100, stopped: null })
    expect((await counter.ask('find', {})).total).toBe(119)
  })

  test('a disk that is full only after the last row still leaves the clerk every verdict, the accepted ones with their codes', async () => {
    const counter = createCounter()
    counter.db.exec("CREATE TEMP TRIGGER full_disk BEFORE INSERT ON ledger_entries WHEN new.kind = 'dossier.import' BEGIN SELECT RAISE(ABORT, 'full'); END")
    const report = await submit(counter, [woman, { ...woman, mobile: '0' }])
    expect(report).toMatchObject({ rows: 2, accepted: 1, refused: 1, stopped: 'INTERNAL', verdicts: [{ outcome: 'accepted', trackingCode: expect.stringMatching(/^T-/) }, { outcome: 'refused' }] })
    expect((await counter.ask('find', {})).total).toBe(1)
  })

  test('a file that breaks off before its first rows are kept fails as a whole', async () => {
    const counter = createCounter()
    const full = { closePermitsOf: () => 0, confirmInstantly: () => { throw Object.assign(new Error('full'), { code: 'SQLITE_FULL' }) } }
    const input = { name: 'rows.csv', contentBase64: base64(csv([{ ...woman, fieldCode: '2001' }])) }
    await expect(importFile(counter.as('clerk'), full, input)).rejects.toMatchObject({ code: 'SQLITE_FULL' })
    expect((await counter.ask('find', {})).total).toBe(0)
  })

  test('1,000 rows are filed and the program answers others in between', async () => {
    const counter = createCounter()
    const rows = Array.from({ length: 1000 }, (_, i) => ({ ...woman, nationalId: nationalIdOf(i) }))
    let turns = 0
    const other = setInterval(() => { turns += 1 }, 1)
    const report = await submit(counter, rows)
    clearInterval(other)
    expect(report.accepted).toBe(1000)
    expect(turns).toBeGreaterThanOrEqual(5)
  })
})
