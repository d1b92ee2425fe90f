import { describe, expect, test } from 'vitest'
import { isOwnNumber } from '#contract/values/tracking-code'
import { RowStale } from '#db/faults'
import { writeSetting } from '#db/catalogues/setting-repo'
import { createCounter } from './testing/counter'
import { draftOf, filedOf, karim, pageOne, tailoring, zahra } from './testing/submissions'

const lines = (fields: { field: string; reason: string }[]) => ({ code: 'INTAKE_REFUSED', fields })

describe('page one', () => {
  test('S3-05: the first save gives a tracking code of the county; a second keeps it', async () => {
    const counter = createCounter()
    const first = await counter.ask('savePerson', pageOne(zahra))
    expect(first.trackingCode).toMatch(/^T-0603-05-01-00001-\d$/)
    expect(isOwnNumber(first.trackingCode)).toBe(true)
    const again = await counter.ask('savePerson', { ...pageOne({ ...zahra, firstName: 'زهره', mobile: '09169999999' }), id: first.id, version: first.version })
    expect(again).toEqual({ id: first.id, version: 2, trackingCode: first.trackingCode, warnings: [] })
    expect(counter.row(first.id).person).toMatchObject({ firstName: 'زهره', lastName: 'نمونه‌پور', mobile: '09169999999', postalCode: '6134678911' })
    expect((await counter.ask('savePerson', pageOne(karim))).trackingCode).toMatch(/^T-0608-05-01-00001-/)
  })

  test('a refused page writes nothing and names its fields', async () => {
    const counter = createCounter()
    const before = counter.kinds()
    await expect(counter.ask('savePerson', pageOne({ ...karim, militaryStatus: '', countyCode: '1001' }))).rejects.toMatchObject(lines([
      { field: 'person.militaryStatus', reason: 'MILITARY_STATUS_REQUIRED' }, { field: 'person.countyCode', reason: 'COUNTY_OUT_OF_PROVINCE' },
    ]))
    expect(counter.kinds()).toEqual(before)
    expect((await counter.ask('find', {})).total).toBe(0)
    expect((await counter.ask('savePerson', pageOne(karim))).trackingCode).toMatch(/-00001-/)
  })

  test('a person known by another name, birth date or gender is refused; another spelling is the same person', async () => {
    const counter = createCounter()
    await filedOf(counter)
    const stranger = { ...zahra, firstName: 'مریم', birthDate: '1369/02/12' }
    await expect(counter.ask('savePerson', { person: stranger, answers: { iranian: true, residesAtPlace: true } })).rejects.toMatchObject(lines([
      { field: 'person.firstName', reason: 'PERSON_MISMATCH' }, { field: 'person.birthDate', reason: 'PERSON_MISMATCH' },
    ]))
    const { id } = await counter.ask('savePerson', pageOne({ ...zahra, lastName: 'نمونه پور', address: 'نشانی تازه در اهواز' }))
    expect(counter.row(id).person).toMatchObject({ lastName: 'نمونه‌پور', address: 'نشانی تازه در اهواز' })
  })

  test('a later address never changes what an earlier dossier was filed with', async () => {
    const counter = createCounter()
    const first = await filedOf(counter)
    await counter.ask('savePerson', pageOne({ ...zahra, address: 'نشانی تازه در اهواز' }))
    expect(counter.row(first).person.address).toBe('کیانپارس، خیابان ۵، پلاک ۱۲')
    expect((await counter.ask('lookUpPerson', { nationalId: zahra.nationalId })).person?.address).toBe('نشانی تازه در اهواز')
  })

  test('a draft under a mistyped national ID can be mended, and the ID then is free for its owner', async () => {
    const counter = createCounter()
    const draft = await counter.ask('savePerson', pageOne({ ...zahra, nationalId: '1751234568' }))
    await counter.ask('savePerson', { ...pageOne(zahra), id: draft.id, version: 1 })
    const owner = await counter.ask('savePerson', pageOne({ ...karim, nationalId: '1751234568' }))
    expect(counter.row(owner.id).person.firstName).toBe('عبد الله')
    expect((await counter.ask('find', { text: 'عبدالله' })).items.map((d) => d.id)).toEqual([owner.id])
  })
})

describe('page two', () => {
  test('one open dossier per applicant and field; the answer names the code it already has', async () => {
    const counter = createCounter()
    const { trackingCode } = await draftOf(counter)
    const second = await counter.ask('savePerson', pageOne(zahra))
    await expect(counter.ask('savePlan', { id: second.id, version: 1, plan: tailoring })).rejects.toMatchObject({
      ...lines([{ field: 'plan.fieldCode', reason: 'DOSSIER_DUPLICATE' }]), details: { trackingCode },
    })
    await expect(counter.ask('savePlan', { id: second.id, version: 1, plan: { ...tailoring, fieldCode: '1002' } })).resolves.toEqual({ version: 2 })
  })

  test('a draft that would become another\'s duplicate by its national ID is refused', async () => {
    const counter = createCounter()
    const { trackingCode } = await draftOf(counter)
    const other = await draftOf(counter, karim)
    await expect(counter.ask('savePerson', { ...pageOne(zahra), id: other.id, version: other.version })).rejects.toMatchObject({
      ...lines([{ field: 'person.nationalId', reason: 'DOSSIER_DUPLICATE' }]), details: { trackingCode },
    })
  })

  test('a changed page on a screen\'s old version is stale, on a filed dossier out of state', async () => {
    const counter = createCounter()
    const { id, version } = await draftOf(counter)
    await expect(counter.ask('savePlan', { id, version: version - 1, plan: tailoring })).rejects.toThrow(RowStale)
    await counter.ask('file', { id, version, declaration: true })
    await expect(counter.ask('savePlan', { id, version: counter.row(id).version, plan: tailoring })).rejects.toMatchObject({
      code: 'DOSSIER_STATE', details: { from: 'at_agency', command: 'dossiers.savePlan' },
    })
    await expect(counter.ask('savePlan', { id: id.replace(/.$/, (c) => (c === '0' ? '1' : '0')), version, plan: tailoring })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('filing', () => {
  test('S0-04, S0-10, S3-13: goes to the field\'s agency and gives the receipt with day 10 and day 14', async () => {
    const counter = createCounter()
    const { id, version, trackingCode } = await draftOf(counter)
    const filed = await counter.ask('file', { id, version, declaration: true, receivedOn: '1405/08/25' })
    expect(filed).toMatchObject({ state: 'at_agency', receipt: {
      trackingCode, name: 'زهرا نمونه‌پور', fieldTitle: 'خیاطی', agencyTitle: 'سازمان صنعت، معدن و تجارت', countyTitle: 'اهواز', officeName: 'اداره‌کل خوزستان',
      filedOn: '2026-11-16', lookUpOn: '2026-11-26', dueOn: '2026-11-30', copy: 1, pendingSkill: false, confirmationNo: null,
    } })
    expect(counter.row(id)).toMatchObject({ version: filed.version, agencyCode: 'industry', path: 'normal' })
    expect(counter.kinds().slice(-4)).toEqual(['dossier.open', 'dossier.savePlan', 'dossier.file', 'dossier.route'])
    expect(counter.emitted.at(-1)).toEqual({ event: 'dossier.changed', payload: { dossierId: id } })
  })

  test('the ledger holds what the registry needs to rebuild the dossier, one version a step', async () => {
    const counter = createCounter()
    const id = await filedOf(counter)
    const entries = counter.db.prepare<[string], { kind: string; base_version: number; payload: string }>(
      'SELECT kind, base_version, payload FROM ledger_entries WHERE aggregate_id = ? ORDER BY seq').all(id)
    expect(entries.map((e) => e.base_version)).toEqual([0, 1, 2, 3])
    const [open, plan, file, route] = entries.map((e) => JSON.parse(e.payload))
    expect(open).toMatchObject({ tracking_code: counter.row(id).trackingCode, activity_type: 'independent', person: { national_id: '1740000013', birth_date: '1990-05-01', county_code: '0603' } })
    expect(plan).toMatchObject({ plan: { field_code: '1001', loan_amount_rial: 800_000_000, sheba: 'IR120220000000000000000001' } })
    expect(file).toMatchObject({ filed_on: '2026-11-21', declaration_version: 1, agency_code: 'industry', checklist: { needed: ['skill', 'photos', 'birth-certificate', 'national-card', 'residence'] } })
    expect(route).toEqual({ from: 'filed', to: 'at_agency', agency_code: 'industry', routed_on: '2026-11-21', tracking_code: counter.row(id).trackingCode })
  })

  test('S1-A10: a registration-based field is confirmed in the same transaction', async () => {
    const counter = createCounter()
    const { id, version } = await draftOf(counter, zahra, { ...tailoring, fieldCode: '2001' })
    const filed = await counter.ask('file', { id, version, declaration: true })
    expect(filed).toMatchObject({ state: 'issued', receipt: { confirmationNo: counter.row(id).permitNo } })
    expect(counter.row(id)).toMatchObject({ path: 'registration_based', permitNo: expect.stringMatching(/^C-/) })
    expect(counter.kinds().slice(-2)).toEqual(['dossier.file', 'permit.confirm'])
  })

  test('T04: a missing paper, a missing plan and a day that has not come are refused, and the draft stays', async () => {
    const counter = createCounter()
    const { id, version } = await draftOf(counter, karim, { ...tailoring, fieldCode: '1003', documents: ['photos', 'national-card'] })
    await expect(counter.ask('file', { id, version, declaration: true, receivedOn: '1405/09/01' })).rejects.toMatchObject(lines([
      { field: 'receivedOn', reason: 'DATE_IN_FUTURE' },
      ...['SKILL', 'MILITARY', 'BIRTH_CERTIFICATE', 'RESIDENCE', 'HEALTH_CARD'].map((paper) => ({ field: 'plan.documents', reason: `DOCUMENT_MISSING_${paper}` })),
    ]))
    expect(counter.row(id)).toMatchObject({ state: 'draft', version, filedOn: null })
    const bare = await counter.ask('savePerson', pageOne(zahra))
    await expect(counter.ask('file', { id: bare.id, version: 1, declaration: true })).rejects.toMatchObject(lines([{ field: 'plan', reason: 'REQUIRED' }]))
  })

  test('S3-11: the setting decides whether skill evidence may follow', async () => {
    const counter = createCounter()
    const { id, version } = await draftOf(counter, zahra, { ...tailoring, skillEvidence: 'pending' })
    writeSetting(counter.db, 'skillEvidenceAtRegistration', 'required', '')
    await expect(counter.ask('file', { id, version, declaration: true })).rejects.toMatchObject(lines([{ field: 'plan.skillEvidence', reason: 'DOCUMENT_MISSING_SKILL' }]))
    writeSetting(counter.db, 'skillEvidenceAtRegistration', 'grace', '')
    await expect(counter.ask('file', { id, version, declaration: true })).resolves.toMatchObject({ receipt: { pendingSkill: true } })
  })

  test('S0-09: every print of the receipt is counted and logged; a draft has none', async () => {
    const counter = createCounter()
    const draft = await draftOf(counter)
    await expect(counter.ask('printReceipt', { id: draft.id })).rejects.toMatchObject({ code: 'DOSSIER_STATE' })
    await counter.ask('file', { id: draft.id, version: draft.version, declaration: true })
    const version = counter.row(draft.id).version
    expect([(await counter.ask('printReceipt', { id: draft.id })).copy, (await counter.ask('printReceipt', { id: draft.id })).copy]).toEqual([1, 2])
    expect(counter.kinds().slice(-2)).toEqual(['receipt.print', 'receipt.print'])
    expect(counter.row(draft.id).version).toBe(version)
  })

  test('S3-07: without the declaration nothing is asked of the rules at all', async () => {
    const counter = createCounter()
    const { id, version } = await draftOf(counter)
    await expect(counter.ask('file', { id, version, declaration: false })).rejects.toThrow('DECLARATION_REQUIRED')
    expect(counter.row(id).state).toBe('draft')
  })
})
