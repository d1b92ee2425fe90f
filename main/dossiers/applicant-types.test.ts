import { describe, expect, test } from 'vitest'
import { contract } from '#contract'
import { writeSetting } from '#db/catalogues/setting-repo'
import { insertDeath } from '#db/dossiers/casework-repo'
import { insertDocument } from '#db/documents/document-repo'
import { nationalIdOf } from './testing/acts'
import { createCounter, type Counter } from './testing/counter'
import { draftOf, filedOf, goodAnswers, karim, pageOne, tailoring, weaversCompany, zahra, type PersonFields } from './testing/submissions'

const of = (activityType: PersonFields['activityType'], person = zahra): PersonFields => ({ ...person, activityType })
const refusal = (...fields: [string, string][]) => ({ code: 'INTAKE_REFUSED', fields: fields.map(([field, reason]) => ({ field, reason })) })
const ledger = (counter: Counter, kind: string): Record<string, unknown> =>
  JSON.parse(counter.db.prepare<[string], string>('SELECT payload FROM ledger_entries WHERE kind = ? ORDER BY seq DESC').pluck().get(kind)!) as Record<string, unknown>

describe('S0-16, S0-20, S3-04: an applicant files as any of the types', () => {
  test.each([
    ['independent', 'at_agency', ['dossier.code_issued', 'dossier.filed', 'dossier.at_agency']],
    ['covered', 'in_pool', ['dossier.code_issued', 'dossier.filed', 'dossier.in_pool']],
    ['supporter_natural', 'at_agency', ['dossier.code_issued', 'dossier.filed', 'dossier.at_agency']],
    ['supporter_legal', 'at_agency', ['dossier.code_issued', 'dossier.filed', 'dossier.at_agency']],
  ] as const)('%s goes to %s and the applicant is told', async (type, state, told) => {
    const counter = createCounter()
    const id = await filedOf(counter, of(type))
    expect(counter.row(id)).toMatchObject({ state, activityType: type, channel: 'counter' })
    expect(counter.told()).toEqual(told)
  })

  test('S4-03: a supporter of a registration-based field waits as filed for its check; an independent does not', async () => {
    const counter = createCounter()
    const id = await filedOf(counter, of('supporter_natural'), { ...tailoring, fieldCode: '2001' })
    expect(counter.row(id).state).toBe('filed')
    expect(ledger(counter, 'dossier.file')).toMatchObject({ agency_code: counter.row(id).agencyCode })
  })

  test('the company is the holder: its representative may ask for himself in the same field', async () => {
    const counter = createCounter()
    const company = await filedOf(counter, of('supporter_legal'))
    expect(counter.row(company)).toMatchObject({ holderId: '10380284790', entity: { name: 'بافندگان نمونۀ کارون', kind: 'womens_cooperative' } })
    await expect(filedOf(counter, zahra)).resolves.toBeTypeOf('string')
    const again = await counter.ask('savePerson', pageOne(of('supporter_legal', karim)))
    await expect(counter.ask('savePlan', { id: again.id, version: 1, plan: tailoring })).rejects.toMatchObject(refusal(['plan.fieldCode', 'DOSSIER_DUPLICATE']))
  })

  test('one legal ID under two names is refused where it differs; who stands for it may change', async () => {
    const counter = createCounter()
    await counter.ask('savePerson', pageOne(of('supporter_legal')))
    const other = { ...weaversCompany, name: 'شرکت دیگر', registrationNo: '99' }
    await expect(counter.ask('savePerson', { ...pageOne(of('supporter_legal', karim)), entity: other })).rejects.toMatchObject(
      refusal(['entity.name', 'ENTITY_MISMATCH'], ['entity.registrationNo', 'ENTITY_MISMATCH']))
    const { id } = await counter.ask('savePerson', { ...pageOne(of('supporter_legal', karim)), entity: { ...weaversCompany, name: 'بافندگان نمونه کارون', representativePost: 'عضو هیئت مدیره' } })
    expect(counter.row(id).entity).toMatchObject({ name: 'بافندگان نمونۀ کارون', representativePost: 'عضو هیئت مدیره' })
  })

  test('a company asked of nobody else, and needed of a legal supporter', async () => {
    const counter = createCounter()
    await expect(counter.ask('savePerson', { ...pageOne(zahra), entity: weaversCompany })).rejects.toMatchObject(refusal(['entity', 'ENTITY_NOT_APPLICABLE']))
    await expect(counter.ask('savePerson', { ...pageOne(of('supporter_legal')), entity: null })).rejects.toMatchObject(refusal(['entity', 'ENTITY_REQUIRED']))
  })
})

describe('S4-02: the questions come before the code', () => {
  test('without answers there is no code and no number is used up', async () => {
    const counter = createCounter()
    await expect(counter.ask('savePerson', { person: zahra })).rejects.toMatchObject(refusal(['answers.iranian', 'ANSWER_REQUIRED'], ['answers.residesAtPlace', 'ANSWER_REQUIRED']))
    expect((await counter.ask('savePerson', pageOne(zahra))).trackingCode).toMatch(/-00001-/)
  })

  test('a failing answer is a warning that stays in answer, dossier and ledger; by setting it refuses', async () => {
    const counter = createCounter()
    const failing = { ...pageOne(of('supporter_natural', { ...zahra, birthDate: '1390/01/01' })), answers: { ...goodAnswers.supporter_natural, relatedYears: '1' } }
    const warned = [{ field: 'person.birthDate', reason: 'AGE_TOO_YOUNG' }, { field: 'answers.relatedYears', reason: 'RELATED_YEARS_SHORT' }]
    const saved = await counter.ask('savePerson', failing)
    expect(saved.warnings).toEqual(warned)
    expect((await counter.ask('read', { id: saved.id })).warnings).toEqual(warned)
    expect(ledger(counter, 'dossier.open')).toMatchObject({ warnings: ['AGE_TOO_YOUNG', 'RELATED_YEARS_SHORT'], answers: { related_years: 1, clean_record: true } })
    writeSetting(counter.db, 'eligibilityFailure', 'refuse', '')
    await expect(counter.ask('savePerson', failing)).rejects.toMatchObject({ code: 'INTAKE_REFUSED', fields: warned })
    await expect(counter.ask('savePerson', { ...failing, id: saved.id, version: 1 })).rejects.toMatchObject({ fields: warned })
  })

  test('S4-09: covered without the skill gets no code, whatever the setting says', async () => {
    const counter = createCounter()
    const unskilled = { ...pageOne(of('covered')), answers: { iranian: true, hasSkill: false } }
    for (const setting of ['warn', 'refuse']) {
      writeSetting(counter.db, 'eligibilityFailure', setting, '')
      await expect(counter.ask('savePerson', unskilled)).rejects.toMatchObject(refusal(['answers.hasSkill', 'SKILL_ABSENT']))
    }
    expect((await counter.ask('find', {})).total).toBe(0)
  })
})

describe('S4-04: a cooperative', () => {
  test('is written down with a code and handed over with its reference', async () => {
    const counter = createCounter()
    const { id, version } = await counter.ask('savePerson', pageOne(of('cooperative')))
    expect(await counter.ask('handOver', { id, version, reference: 'تع-۱۴۰۵' })).toEqual({ version: 2, state: 'handed_over' })
    expect(counter.row(id)).toMatchObject({ state: 'handed_over', handoverReference: 'تع-۱۴۰۵', filedOn: null })
    expect(counter.told()).toEqual(['dossier.code_issued', 'dossier.handed_over'])
    expect(ledger(counter, 'dossier.handOver')).toMatchObject({ reference: 'تع-۱۴۰۵', from: 'draft', to: 'handed_over' })
  })

  test('is never planned or filed here; nothing else is handed over', async () => {
    const counter = createCounter()
    const { id, version } = await counter.ask('savePerson', pageOne(of('cooperative')))
    await expect(counter.ask('savePlan', { id, version, plan: tailoring })).rejects.toMatchObject({ code: 'DOSSIER_STATE' })
    await expect(counter.ask('file', { id, version, declaration: true })).rejects.toMatchObject({ code: 'DOSSIER_STATE' })
    const other = await counter.ask('savePerson', pageOne(karim))
    await expect(counter.ask('handOver', { id: other.id, version: 1, reference: 'x1' })).rejects.toMatchObject({ code: 'DOSSIER_STATE' })
  })
})

describe('what never comes in', () => {
  test('S0-25: the dead, as applicant or representative', async () => {
    const counter = createCounter()
    insertDeath(counter.db, '1740000013', { on: '2026-11-01', source: 'document', reference: 'گواهی ۱' }, '2026-11-02T06:00:00.000Z', 'expert')
    for (const type of ['independent', 'supporter_legal'] as const) {
      await expect(counter.ask('savePerson', pageOne(of(type)))).rejects.toMatchObject(refusal(['person.nationalId', 'HOLDER_DEAD']))
    }
  })

  test('S0-02: an office takes only counties of its own province', async () => {
    const counter = createCounter()
    await expect(counter.ask('savePerson', pageOne({ ...zahra, countyCode: '1001' }))).rejects.toMatchObject(refusal(['person.countyCode', 'COUNTY_OUT_OF_PROVINCE']))
    expect(counter.row((await counter.ask('savePerson', pageOne(zahra))).id).countyCode).toBe('0603')
  })

  test('S0-15, S0-21: there are two channels, and the counter writes who took it', async () => {
    const counter = createCounter()
    const { id } = await counter.ask('savePerson', pageOne(zahra))
    expect(counter.row(id)).toMatchObject({ channel: 'counter', createdBy: 'clerk', createdAt: '2026-11-21T06:00:00.000Z' })
    expect(() => counter.db.prepare("UPDATE dossiers SET channel = 'email'").run()).toThrow('CHECK')
    expect(ledger(counter, 'dossier.open')).toMatchObject({ channel: 'counter' })
  })

  test('S0-21: receipt and dossier say through which counter office it came and who took it in, also for whoever reprints', async () => {
    const counter = createCounter()
    const [own, other] = [await draftOf(counter), await draftOf(counter, { ...zahra, nationalId: nationalIdOf(7) })]
    const { receipt } = await counter.ask('file', { id: own.id, version: own.version, declaration: true })
    expect(receipt.counter).toEqual({ office: receipt.officeName, clerk: 'clerk', clerkName: 'clerk', at: '2026-11-21T06:00:00.000Z' })
    await counter.ask('file', { id: other.id, version: other.version, declaration: true, counterOffice: ' پیشخوان ۷۲۶۱ کیان‌پارس ' })
    expect((await counter.ask('printReceipt', { id: other.id }, 'expert')).counter).toMatchObject({ office: 'پیشخوان ۷۲۶۱ کیان‌پارس', clerk: 'clerk' })
    expect((await counter.ask('read', { id: other.id })).counter?.office).toBe('پیشخوان ۷۲۶۱ کیان‌پارس')
    await expect(counter.ask('file', { id: own.id, version: own.version, declaration: true, counterOffice: 'x'.repeat(121) })).rejects.toThrow('TOO_LONG')
  })

  test('S0-22, S0-28: no operation of the counter asks for presence or money', () => {
    const asked = [contract.dossiers.savePerson, contract.dossiers.savePlan, contract.dossiers.file].flatMap(({ input }) => Object.entries(input.shape).flatMap(([key, part]) => [key, ...Object.keys('shape' in part ? part.shape : {})]))
    expect(asked).toEqual(expect.arrayContaining(['person', 'nationalId', 'plan', 'declaration']))
    expect(asked.filter((name) => /fee|pay|price|cost|presence|appointment/i.test(name))).toEqual([])
    const columns = createCounter().db.prepare<[], string>("SELECT name FROM pragma_table_info('dossiers')").pluck().all()
    expect(columns.filter((name) => /fee|pay|price|cost|presence|appointment/.test(name))).toEqual([])
  })

  test('S0-24: once filed, holder, type and field stand', async () => {
    const counter = createCounter()
    const id = await filedOf(counter)
    counter.db.prepare("UPDATE dossiers SET state = 'awaiting_correction', return_to = 'at_agency'").run()
    const { version } = counter.row(id)
    await expect(counter.ask('savePerson', { ...pageOne({ ...zahra, nationalId: '1751234568' }), id, version })).rejects.toMatchObject(refusal(['person.nationalId', 'HOLDER_FIXED']))
    await expect(counter.ask('savePerson', { ...pageOne(of('supporter_natural')), id, version })).rejects.toMatchObject(refusal(['person.activityType', 'TYPE_FIXED']))
    await expect(counter.ask('savePlan', { id, version, plan: { ...tailoring, fieldCode: '1002' } })).rejects.toMatchObject(refusal(['plan.fieldCode', 'FIELD_FIXED']))
    await expect(counter.ask('savePlan', { id, version, plan: { ...tailoring, planTitle: 'عنوان بهتر' } })).resolves.toEqual({ version: version + 1 })
  })
})

describe('page two', () => {
  const details = { description: 'دوخت با سه نفر', workersFamily: '۲', workersOther: 1, equipment: 'چرخ خیاطی', capitalRial: '۵۰۰٬۰۰۰٬۰۰۰', ownShareRial: '100000000', placeKind: 'contract' as const, marketNote: 'بازارچه' }

  test('S3-06, S4-05, S4-16: the plan keeps what the agency reads, and which paper of the home there is', async () => {
    const counter = createCounter()
    const { id } = await draftOf(counter, zahra, { ...tailoring, details })
    expect(counter.row(id).plan?.details).toEqual({ ...details, workersFamily: 2, capitalRial: 500_000_000, ownShareRial: 100_000_000 })
    expect(ledger(counter, 'dossier.savePlan')).toMatchObject({ plan: { details: { place_kind: 'contract', workers_family: 2 } } })
  })

  test('S4-05: nobody brings more than the whole capital', async () => {
    const counter = createCounter()
    await expect(draftOf(counter, zahra, { ...tailoring, details: { ...details, ownShareRial: '500000001' } })).rejects.toMatchObject(refusal(['plan.details.ownShareRial', 'OWN_SHARE_ABOVE_CAPITAL']))
  })

  test('S4-12, S4-14: a scan counts as received, two photos as one line', async () => {
    const counter = createCounter()
    const { id, version } = await draftOf(counter, zahra, { ...tailoring, documents: ['skill', 'birth-certificate', 'national-card'] })
    const attach = (kind: 'photos' | 'home-deed', no: number): void => {
      insertDocument(counter.db, {
        id: `${kind}-${no}`, dossierId: id, kind, title: '', no, state: 'attached', file: { sha256: `x${kind}${no}`.padEnd(43, 'x'), size: 9, type: 'image/png', pages: 1, width: 2, height: 2 },
        thumbnail: null, documentNo: null, issuedOn: null, validUntil: null, reason: null, channel: 'counter', attachedBy: 'clerk', attachedAt: '2026-11-21T06:00:00.000Z', decidedBy: null, decidedAt: null,
      })
    }
    attach('home-deed', 1)
    attach('photos', 1)
    await expect(counter.ask('file', { id, version, declaration: true })).rejects.toMatchObject(refusal(['plan.documents', 'DOCUMENT_MISSING_PHOTOS']))
    attach('photos', 2)
    const { receipt } = await counter.ask('file', { id, version, declaration: true })
    expect([...receipt.received].sort()).toEqual(['birth-certificate', 'national-card', 'photos', 'residence', 'skill'])
    expect((await counter.ask('read', { id })).checklist.filter((line) => line.received).map((line) => line.kind)).toEqual(['skill', 'photos', 'birth-certificate', 'national-card', 'residence'])
  })

  test('an old draft without answers is filed once they are given', async () => {
    const counter = createCounter()
    const { id, version } = await draftOf(counter)
    counter.db.prepare("UPDATE dossiers SET answers = '{}'").run()
    await expect(counter.ask('file', { id, version, declaration: true })).rejects.toMatchObject(refusal(['answers.iranian', 'ANSWER_REQUIRED'], ['answers.residesAtPlace', 'ANSWER_REQUIRED']))
    const { version: next } = await counter.ask('savePerson', { ...pageOne(zahra), id, version })
    await expect(counter.ask('file', { id, version: next, declaration: true })).resolves.toMatchObject({ state: 'at_agency' })
  })
})

test('S0-30: a closed service opens no dossier, by form or by file; what is open goes on', async () => {
  const counter = createCounter()
  const draft = await draftOf(counter)
  counter.db.prepare(`
    INSERT INTO agreements SELECT service, (SELECT max(version) + 1 FROM agreements WHERE service = 'home_business'), text, '2026-11-01', '2026-11-21', 'قانون', published_at, published_by
    FROM agreements WHERE service = 'home_business' LIMIT 1`).run()
  await expect(counter.ask('savePerson', pageOne(karim))).rejects.toMatchObject({ code: 'SERVICE_CLOSED' })
  await expect(counter.ask('importFile', { name: 'x.csv', contentBase64: 'YQ==' })).rejects.toMatchObject({ code: 'SERVICE_CLOSED' })
  await expect(counter.ask('file', { id: draft.id, version: draft.version, declaration: true })).resolves.toMatchObject({ state: 'at_agency' })
})
