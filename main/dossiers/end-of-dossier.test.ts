import { describe, expect, test } from 'vitest'
import { deathOf, objectionOf } from '#db/dossiers/casework-repo'
import { setDossierState } from '#db/dossiers/dossier-repo'
import { acts, choose, development, jalali } from './testing/acts'
import { createCounter, type Counter } from './testing/counter'
import { draftOf, filedOf, karim, pageOne, tailoring, weaversCompany, zahra } from './testing/submissions'

const refused = async (counter: Counter): Promise<string> => {
  const id = await filedOf(counter)
  await acts(counter).opine(id, { decision: 'reject', note: 'محل مناسب نیست' })
  return id
}

describe('T19: objection', () => {
  test('S0-12: an agency’s refusal goes back to the agency, with a day of its own and no fourteen days anew', async () => {
    const counter = createCounter()
    const { object, opine } = acts(counter)
    const id = await refused(counter)
    counter.setToday('2026-12-21')
    expect(await object(id)).toMatchObject({ state: 'at_agency' })
    expect(counter.row(id)).toMatchObject({ agencyDueOn: '2026-12-28', dueOn: null })
    const { clock, objection } = await counter.ask('read', { id })
    expect(clock).toMatchObject({ daysLeft: null, pausedSince: null })
    expect(objection).toEqual({ on: '2026-12-21', text: 'دوباره بررسی کنید', against: 'agency' })
    expect(counter.told().at(-1)).toBe('dossier.objection')
    expect(await opine(id)).toMatchObject({ state: 'in_expert_review' })
  })

  test('D13: the thirtieth day is the last, once only, and not at all where the office hears none', async () => {
    const counter = createCounter()
    const { object, opine } = acts(counter)
    const id = await refused(counter)
    counter.setToday('2026-12-22')
    await expect(object(id)).rejects.toMatchObject({ code: 'OBJECTION_LATE', details: { until: '2026-12-21' } })
    choose(counter, 'objectionDays', '0')
    await expect(object(id)).rejects.toMatchObject({ code: 'OBJECTION_LATE' })
    choose(counter, 'objectionDays', '31')
    await object(id)
    await opine(id, { decision: 'reject', note: 'همچنان مناسب نیست' })
    await expect(object(id)).rejects.toMatchObject({ code: 'OBJECTION_TWICE' })
  })

  test('the office’s own refusal goes back to the office; another open request of the same holder stands in its way', async () => {
    const counter = createCounter()
    const { opine, submit, object, withdraw } = acts(counter)
    const id = await filedOf(counter)
    await opine(id)
    await submit(id, { proposal: 'refuse', reasons: ['نقص'] })
    setDossierState(counter.db, id, counter.row(id).version, { state: 'refused', dueOn: null })
    const other = await filedOf(counter)
    await expect(object(id)).rejects.toMatchObject({ code: 'DOSSIER_OPEN', details: { trackingCode: counter.row(other).trackingCode } })
    await withdraw(other)
    expect(await object(id)).toMatchObject({ state: 'in_expert_review' })
    expect(counter.row(id).proposal).toBeNull()
    expect(objectionOf(counter.db, id)?.against).toBe('office')
  })

  test('S0-11: an objected dossier that is returned has no clock to stop, and its answer names no day', async () => {
    const counter = createCounter()
    const { object, giveBack, answer } = acts(counter)
    const id = await refused(counter)
    await object(id)
    await giveBack(id)
    expect((await counter.ask('read', { id })).pauses).toEqual([])
    await answer(id)
    expect(counter.row(id).dueOn).toBeNull()
    expect(counter.told().at(-1)).toBe('dossier.at_agency')
  })
})

describe('T20: withdrawal', () => {
  test('S0-12: at the applicant’s wish, with how they were identified; what is decided can’t be withdrawn', async () => {
    const counter = createCounter()
    const { withdraw } = acts(counter)
    const id = await filedOf(counter)
    await acts(counter).giveBack(id)
    expect(await withdraw(id)).toMatchObject({ state: 'withdrawn' })
    expect(counter.told().at(-1)).toBe('dossier.withdrawn')
    const payload = counter.db.prepare<[], string>("SELECT payload FROM ledger_entries WHERE kind = 'dossier.withdraw'").pluck().get() ?? ''
    expect(JSON.parse(payload)).toMatchObject({ identified_by: 'کارت ملی', from: 'awaiting_correction', to: 'withdrawn' })
    await expect(withdraw(id)).rejects.toMatchObject({ code: 'DOSSIER_STATE' })
    await expect(withdraw(await refused(counter))).rejects.toMatchObject({ code: 'DOSSIER_STATE' })
  })
})

describe('T22: as long as the person lives', () => {
  test('S0-25: a death closes every open dossier of the person, silences what was to be sent, and is told to nobody', async () => {
    const counter = createCounter()
    const { die } = acts(counter)
    const id = await filedOf(counter)
    const second = await filedOf(counter, zahra, development)
    const done = await refusedInField(counter)
    const told = counter.told().length
    expect(await die()).toEqual({ dossiersClosed: 2, permitsClosed: 0 })
    expect([id, second, done].map((one) => counter.row(one).state)).toEqual(['closed_by_death', 'closed_by_death', 'refused'])
    expect(counter.told()).toHaveLength(told)
    expect(new Set(counter.db.prepare<[], string>('SELECT state FROM messages').pluck().all())).toEqual(new Set(['cancelled']))
    expect(deathOf(counter.db, '1740000013')).toEqual({ on: '2026-11-21', source: 'document', reference: 'گواهی فوت ۱۲' })
    expect((await counter.ask('read', { id })).death).toMatchObject({ on: '2026-11-21' })
  })

  test('S0-25: what the ledger line names is a number of this office, not the national ID', async () => {
    const counter = createCounter()
    await filedOf(counter)
    await acts(counter).die()
    const lines = counter.db.prepare<[], { type: string; id: string }>("SELECT aggregate_type AS type, aggregate_id AS id FROM ledger_entries WHERE kind = 'person.recordDeath'").all()
    expect(lines.map((line) => line.type)).toEqual(['Person', 'Dossier'])
    expect(lines.every((line) => !line.id.includes('1740000013'))).toBe(true)
  })

  test('S0-25: once, not in the future, not before birth, and only of somebody who is known', async () => {
    const counter = createCounter()
    const { die } = acts(counter)
    await filedOf(counter)
    await expect(die('1740000013', jalali('2026-11-22'))).rejects.toMatchObject({ code: 'DEATH_DATE' })
    await expect(die('1740000013', '1369/02/10')).rejects.toMatchObject({ code: 'DEATH_DATE' })
    await expect(die('1990001238')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await die()
    await expect(die()).rejects.toMatchObject({ code: 'DEATH_RECORDED' })
  })

  test('S0-25: nothing new is opened for the dead, nor an objection heard', async () => {
    const counter = createCounter()
    const id = await refused(counter)
    await acts(counter).die()
    await expect(counter.ask('savePerson', pageOne())).rejects.toMatchObject({ code: 'INTAKE_REFUSED', fields: [{ field: 'person.nationalId', reason: 'HOLDER_DEAD' }] })
    await expect(acts(counter).object(id)).rejects.toMatchObject({ code: 'HOLDER_DEAD' })
  })

  test('S0-25: a company goes on when the person who stood for it has died', async () => {
    const counter = createCounter()
    const company = await filedOf(counter, { ...zahra, activityType: 'supporter_legal' })
    expect(counter.row(company).holderId).toBe(weaversCompany.legalId)
    expect(await acts(counter).die()).toEqual({ dossiersClosed: 0, permitsClosed: 0 })
    expect(counter.row(company).state).toBe('at_agency')
  })

  const refusedInField = async (counter: Counter): Promise<string> => {
    const { id, version } = await draftOf(counter, zahra, { ...tailoring, fieldCode: '1002' })
    await counter.ask('file', { id, version, declaration: true })
    await acts(counter).opine(id, { decision: 'reject', note: 'محل مناسب نیست' })
    return id
  }
})

describe('T27: a visit is never asked for in silence', () => {
  test('S0-23, S3-02: reason, place and day are kept with the message that told of them; the state stays', async () => {
    const counter = createCounter()
    const id = await filedOf(counter)
    expect(await acts(counter).visit(id, jalali('2026-11-25'))).toMatchObject({ state: 'at_agency' })
    expect((await counter.ask('read', { id })).visits).toEqual([{ on: '2026-11-25', place: 'ادارۀ اهواز', reason: 'اصل سند', notifiedAt: '2026-11-21T06:00:00.000Z' }])
    const text = counter.db.prepare<[], string>("SELECT text FROM messages WHERE key = 'dossier.visit_needed'").pluck().get()
    expect(text).toContain('ادارۀ اهواز، ۱۴۰۵/۰۹/۰۴')
    await expect(acts(counter).visit(id, jalali('2026-11-20'))).rejects.toMatchObject({ code: 'VISIT_DAY' })
  })

  test('S0-23: when the message can’t be written, no visit is either', async () => {
    const counter = createCounter()
    const id = await filedOf(counter, karim, { ...tailoring, documents: [...tailoring.documents, 'military'] })
    counter.db.exec("CREATE TRIGGER mute BEFORE INSERT ON messages BEGIN SELECT RAISE(ABORT, 'mute'); END")
    await expect(acts(counter).visit(id)).rejects.toThrow('mute')
    expect((await counter.ask('read', { id })).visits).toEqual([])
  })
})
