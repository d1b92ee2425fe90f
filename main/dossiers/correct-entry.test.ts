import { describe, expect, test } from 'vitest'
import { RowStale } from '#db/faults'
import { createCounter, type Counter } from './testing/counter'
import { draftOf, filedOf, karim, pageOne, tailoring, weaversCompany, zahra } from './testing/submissions'

const lastPayload = (counter: Counter, kind: string): Record<string, unknown> =>
  JSON.parse(counter.db.prepare<[string], string>('SELECT payload FROM ledger_entries WHERE kind = ? ORDER BY seq DESC').pluck().get(kind)!) as Record<string, unknown>

describe('correcting an entry', () => {
  test('S3-12: keeps the reason and what stood before; the way of the dossier goes on', async () => {
    const counter = createCounter()
    const id = await filedOf(counter)
    const { version, state, dueOn } = counter.row(id)
    expect(await counter.ask('correctEntry', { id, version, person: { ...zahra, mobile: '09169999999', fatherName: 'حسین' }, reason: 'از روی شناسنامه' }, 'expert')).toEqual({ version: version + 1 })
    expect(counter.row(id)).toMatchObject({ state, dueOn, person: { mobile: '09169999999', fatherName: 'حسین' }, answers: { iranian: true } })
    expect(lastPayload(counter, 'dossier.correctPerson')).toMatchObject({ reason: 'از روی شناسنامه', before: { mobile: '09161234567', father_name: 'حسن' }, person: { mobile: '09169999999' } })
    expect((await counter.ask('read', { id })).timeline.at(-1)).toMatchObject({ kind: 'dossier.correctPerson', note: 'از روی شناسنامه' })
  })

  test('S0-24: changes neither holder nor type, and is for what has been filed and is not over', async () => {
    const counter = createCounter()
    const id = await filedOf(counter)
    const { version } = counter.row(id)
    const correct = (person: typeof zahra, at = version): Promise<unknown> => counter.ask('correctEntry', { id, version: at, person, reason: 'دلیل' }, 'expert')
    await expect(correct({ ...zahra, nationalId: '1751234568' })).rejects.toMatchObject({ fields: [{ field: 'person.nationalId', reason: 'HOLDER_FIXED' }] })
    await expect(correct({ ...zahra, activityType: 'covered' })).rejects.toMatchObject({ code: 'INTAKE_REFUSED', fields: expect.arrayContaining([{ field: 'person.activityType', reason: 'TYPE_FIXED' }]) })
    await expect(correct(zahra, version - 1)).rejects.toThrow(RowStale)
    counter.db.prepare("UPDATE dossiers SET state = 'refused'").run()
    await expect(correct(zahra)).rejects.toMatchObject({ code: 'DOSSIER_STATE' })
  })

  test('a company stays when only its representative is mended, and may be mended itself', async () => {
    const counter = createCounter()
    const id = await filedOf(counter, { ...zahra, activityType: 'supporter_legal' })
    const { version } = counter.row(id)
    await counter.ask('correctEntry', { id, version, person: { ...zahra, activityType: 'supporter_legal', mobile: '09169999999' }, reason: 'شماره' }, 'expert')
    expect(counter.row(id).entity?.name).toBe('بافندگان نمونۀ کارون')
    await counter.ask('correctEntry', { id, version: version + 1, person: { ...zahra, activityType: 'supporter_legal' }, entity: { ...weaversCompany, name: 'بافندگان تازه' }, reason: 'آگهی' }, 'expert')
    expect(counter.row(id).entity?.name).toBe('بافندگان تازه')
    expect((await counter.ask('find', { text: 'بافندگان تازه' })).items.map((item) => item.id)).toEqual([id])
    expect((await counter.ask('find', { text: 'نمونۀ کارون' })).total).toBe(0)
  })
})

describe('who somebody is, once several dossiers stand on it', () => {
  const misspelt = { ...zahra, firstName: 'زهره', fatherName: 'حسین', birthDate: '1369/02/12' }
  const elsewhere = { ...tailoring, fieldCode: '1002' }

  test('S3-12: the expert mends it with a reason for every dossier of the person, also where only the spelling differs', async () => {
    const counter = createCounter()
    const first = await filedOf(counter, misspelt)
    const id = await filedOf(counter, misspelt, elsewhere)
    counter.emitted.length = 0
    await counter.ask('correctEntry', { id, version: counter.row(id).version, person: zahra, reason: 'از روی شناسنامه' }, 'expert')
    for (const one of [id, first]) expect(counter.row(one).person).toMatchObject({ firstName: 'زهرا', fatherName: 'حسن', birthDate: '1990-05-01' })
    expect(lastPayload(counter, 'dossier.correctPerson')).toMatchObject({
      reason: 'از روی شناسنامه', before: { first_name: 'زهره', father_name: 'حسین', birth_date: '1990-05-02' }, person: { first_name: 'زهرا' },
    })
    expect(counter.emitted.map(({ payload }) => payload)).toEqual(expect.arrayContaining([{ dossierId: id }, { dossierId: first }]))
    await counter.ask('correctEntry', { id, version: counter.row(id).version, person: { ...zahra, lastName: 'نمونه پور' }, reason: 'از روی شناسنامه' }, 'expert')
    expect(counter.row(first).person.lastName).toBe('نمونه پور')
  })

  test('every dossier of the person is then found by the new name, none by the old', async () => {
    const counter = createCounter()
    const ids = [await filedOf(counter, misspelt), await filedOf(counter, misspelt, elsewhere)]
    await counter.ask('correctEntry', { id: ids[1]!, version: counter.row(ids[1]!).version, person: zahra, reason: 'از روی شناسنامه' }, 'expert')
    expect((await counter.ask('find', { text: 'زهرا' })).items.map((item) => item.id).sort()).toEqual([...ids].sort())
    expect((await counter.ask('find', { text: 'زهره' })).total).toBe(0)
  })

  test('S0-16: a company’s name and registration are mended the same way', async () => {
    const counter = createCounter()
    const person = { ...zahra, activityType: 'supporter_legal' as const }
    const first = await filedOf(counter, person)
    const id = await filedOf(counter, person, elsewhere)
    const entity = { ...weaversCompany, name: 'بافندگان تازه', registrationNo: '۱۲۳۵' }
    await counter.ask('correctEntry', { id, version: counter.row(id).version, person, entity, reason: 'آگهی' }, 'expert')
    for (const one of [id, first]) expect(counter.row(one).entity).toMatchObject({ name: 'بافندگان تازه', registrationNo: '۱۲۳۵' })
    expect((await counter.ask('find', { text: 'بافندگان تازه' })).total).toBe(2)
  })

  test('S0-24: a representative under a national ID typed anew is judged as at the counter, so that a slip renames nobody', async () => {
    const counter = createCounter()
    await filedOf(counter, karim, { ...tailoring, documents: [...tailoring.documents, 'military'] })
    const id = await filedOf(counter, { ...zahra, activityType: 'supporter_legal' })
    const correct = (person: typeof zahra): Promise<unknown> =>
      counter.ask('correctEntry', { id, version: counter.row(id).version, person: { ...person, activityType: 'supporter_legal' }, reason: 'نمایندۀ تازه' }, 'expert')
    await expect(correct({ ...karim, firstName: 'رضا' })).rejects.toMatchObject({ fields: [{ field: 'person.firstName', reason: 'PERSON_MISMATCH' }] })
    await correct(karim)
    expect(counter.row(id)).toMatchObject({ holderId: weaversCompany.legalId, person: { firstName: 'عبد الله' } })
  })
})

describe('S0-09: the centre\'s code', () => {
  test('is opaque, told to the applicant, and finds the dossier beside ours, in any digits', async () => {
    const counter = createCounter()
    const { id, version, trackingCode } = await draftOf(counter)
    expect(await counter.ask('linkCentralCode', { id, version, centralCode: ' ۱۲۳۴۵۶۷۸۹۰ ' })).toEqual({ version: version + 1 })
    expect(counter.row(id).centralCode).toBe('1234567890')
    for (const text of ['1234567890', '۱۲۳۴۵۶۷۸۹۰', trackingCode]) expect((await counter.ask('find', { text })).items.map((item) => item.id), text).toEqual([id])
    expect(counter.told().at(-1)).toBe('dossier.central_code')
    expect(lastPayload(counter, 'dossier.linkCentralCode')).toEqual({ provisional: trackingCode, central: '1234567890' })
    await expect(counter.ask('linkCentralCode', { id, version, centralCode: 'MKH-1' })).rejects.toThrow(RowStale)
  })

  test('is of one dossier only, and none of our own codes', async () => {
    const counter = createCounter()
    const first = await draftOf(counter)
    const second = await draftOf(counter, karim)
    await counter.ask('linkCentralCode', { id: first.id, version: first.version, centralCode: 'MKH-42' })
    for (const centralCode of ['MKH-42', first.trackingCode, second.trackingCode]) {
      await expect(counter.ask('linkCentralCode', { id: second.id, version: second.version, centralCode }), centralCode).rejects.toMatchObject({ code: 'CENTRAL_CODE_TAKEN' })
    }
    expect(counter.row(second.id)).toMatchObject({ centralCode: null, version: second.version })
  })
})

test('domain model §8: an auditor reads a dossier masked, the counter whole', async () => {
  const counter = createCounter()
  const { id } = await draftOf(counter)
  expect(await counter.ask('read', { id }, 'auditor')).toMatchObject({
    person: { nationalId: '174*****13', mobile: '0916*****67', address: '•••', postalCode: '•••', firstName: 'زهرا' }, plan: { sheba: 'IR12*****0001', planTitle: 'دوخت لباس محلی' },
  })
  expect(await counter.ask('read', { id }, 'expert')).toMatchObject({ person: { nationalId: '1740000013', mobile: '09161234567' }, plan: { sheba: tailoring.sheba } })
})

describe('companies are found', () => {
  test('S0-16: by name, legal ID or its first digits; the look-up fills company and representative', async () => {
    const counter = createCounter()
    const id = await filedOf(counter, { ...zahra, activityType: 'supporter_legal' })
    await filedOf(counter, karim, { ...tailoring, documents: [...tailoring.documents, 'military'] })
    for (const text of ['بافندگان', 'بافندگان نمونه', 'کارون', '10380284790', '۱۰۳۸۰۲۸۴۷۹۰', '10380', 'نمونه‌پور']) {
      expect((await counter.ask('find', { text })).items.map((item) => item.id), text).toEqual([id])
    }
    expect(await counter.ask('lookUpPerson', { legalId: '10380284790' })).toMatchObject({ entity: { name: 'بافندگان نمونۀ کارون', representativePost: 'مدیرعامل' }, person: { firstName: 'زهرا' }, dossiers: [{ id }] })
    expect(await counter.ask('lookUpPerson', { nationalId: zahra.nationalId })).toMatchObject({ entity: null, person: { firstName: 'زهرا' } })
    expect(await counter.ask('lookUpPerson', {})).toEqual({ person: null, entity: null, dossiers: [] })
  })

  test('lists narrow by type, county, field and filing days, both inclusive', async () => {
    const counter = createCounter()
    const early = await filedOf(counter, zahra, tailoring, '1405/08/20')
    const late = await filedOf(counter, karim, { ...tailoring, fieldCode: '1002', documents: [...tailoring.documents, 'military'] }, '1405/08/25')
    const company = (await counter.ask('savePerson', pageOne({ ...zahra, activityType: 'supporter_legal' }))).id
    const ids = async (filter: Parameters<typeof counter.ask<'find'>>[1]): Promise<string[]> => (await counter.ask('find', filter)).items.map((item) => item.id)
    expect(await ids({ activityTypes: ['supporter_legal', 'covered'] })).toEqual([company])
    expect(await ids({ countyCode: '0608' })).toEqual([late])
    expect(await ids({ fieldCode: '1001' })).toEqual([early])
    expect(await ids({ filedFrom: '2026-11-11', filedTo: '2026-11-16' })).toEqual([late, early])
    expect(await ids({ filedFrom: '2026-11-12' })).toEqual([late])
    expect(await ids({ filedTo: '2026-11-15', states: ['at_agency'], text: 'زهرا' })).toEqual([early])
  })
})
