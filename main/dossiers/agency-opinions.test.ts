import { describe, expect, test } from 'vitest'
import { listOpinions, setDossierState } from '#db/dossiers/dossier-repo'
import { acts, choose, development, jalali, starred, supporter } from './testing/acts'
import { applyRegistryOpinion } from './record-opinion'
import { createCounter, type Counter } from './testing/counter'
import { filedOf, karim, tailoring } from './testing/submissions'

const feed = (counter: Counter, id: string, more: object = {}) => applyRegistryOpinion(counter.context, {
  tracking_code: counter.row(id).trackingCode, decision: 'approve', personal_competence: true, technical_competence: true, conditions_met: true,
  decided_on: counter.context.clock.today(), signer_name: 'پروانه دیناروند', signer_post: 'رئیس', is_top_official: true, note: '', ...more,
})

describe('T07: a starred field has more than one agency', () => {
  test('S0-04, S0-06: the first signature leaves it at the agency and tells nobody; the last one sends it on', async () => {
    const counter = createCounter()
    const { opine } = acts(counter)
    const id = await filedOf(counter, undefined, starred)
    const told = counter.told().length
    expect(await opine(id, { agencyCode: 'health' })).toMatchObject({ state: 'at_agency' })
    expect(counter.told()).toHaveLength(told)
    expect((await counter.ask('read', { id })).agencies).toMatchObject([{ code: 'agriculture', signed: false }, { code: 'health', signed: true }])
    await expect(opine(id, { agencyCode: 'health' })).rejects.toMatchObject({ code: 'OPINION_AGENCY', details: { agencies: ['agriculture'] } })
    await expect(opine(id, { agencyCode: 'culture' })).rejects.toMatchObject({ code: 'OPINION_AGENCY' })
    expect(await opine(id)).toMatchObject({ state: 'in_expert_review' })
    expect(counter.told().at(-1)).toBe('dossier.agency_approved')
    expect(listOpinions(counter.db, id).map((opinion) => opinion.agencyCode)).toEqual(['health', 'agriculture'])
  })

  test('S0-04: the feed may name the agency; the same body again is known, also while the other agency is due', async () => {
    const counter = createCounter()
    const id = await filedOf(counter, undefined, starred)
    expect(feed(counter, id, { agency_code: 'health' })).toEqual({ outcome: 'applied' })
    expect(feed(counter, id, { agency_code: 'health' })).toEqual({ outcome: 'known' })
    expect(feed(counter, id, { agency_code: 'culture' })).toEqual({ outcome: 'refused', code: 'OPINION_AGENCY' })
    expect(feed(counter, id)).toEqual({ outcome: 'applied' })
    expect(counter.row(id).state).toBe('in_expert_review')
  })
})

test('S0-03: on each opinion stands the level that decided, from the letter and from the feed', async () => {
  const counter = createCounter()
  const { opine, giveBack, answer } = acts(counter)
  const id = await filedOf(counter)
  await opine(id, { actor: 'agency_hq' })
  await giveBack(id)
  await answer(id)
  expect(listOpinions(counter.db, id).map((opinion) => opinion.actor)).toEqual(['agency_hq'])
  const other = await filedOf(counter, karim, { ...tailoring, documents: [...tailoring.documents, 'military'] })
  feed(counter, other, { actor: 'agency_hq' })
  expect(listOpinions(counter.db, other)[0]).toMatchObject({ actor: 'agency_hq', source: 'registry' })
  expect((await counter.ask('read', { id })).opinions[0]?.actor).toBe('agency_hq')
})

test('S0-05: an agency that asks for a correction sends it back with its own words, and decides again afterwards', async () => {
  const counter = createCounter()
  const { opine, answer } = acts(counter)
  const id = await filedOf(counter)
  await expect(opine(id, { decision: 'correct' })).rejects.toMatchObject({ code: 'INPUT_INVALID', fields: [{ field: 'opinion.note', reason: 'REQUIRED' }] })
  expect(await opine(id, { decision: 'correct', note: 'مساحت کارگاه را بنویسید' })).toMatchObject({ state: 'awaiting_correction' })
  expect((await counter.ask('read', { id })).asked).toMatchObject({ kind: 'correction', items: [{ text: 'مساحت کارگاه را بنویسید', answer: null }] })
  expect(counter.kinds().slice(-2)).toEqual(['opinion.record', 'dossier.returnForCorrection'])
  expect(counter.told().at(-1)).toBe('dossier.correction')
  await answer(id, ['۳۰ متر'])
  expect(await opine(id)).toMatchObject({ state: 'in_expert_review' })
})

test('S0-05: who refuses by letter says why, and the applicant hears it', async () => {
  const counter = createCounter()
  const { opine } = acts(counter)
  const id = await filedOf(counter)
  await expect(opine(id, { decision: 'reject', technicalCompetence: false })).rejects.toMatchObject({ code: 'INPUT_INVALID' })
  await opine(id, { decision: 'reject', technicalCompetence: false, note: 'محل مناسب نیست' })
  expect(counter.db.prepare("SELECT text FROM messages WHERE key = 'dossier.refused'").pluck().get()).toContain('محل مناسب نیست')
})

test('S0-05: by setting only the registry brings opinions; a typed letter is refused', async () => {
  const counter = createCounter()
  choose(counter, 'answersFrom', 'registry')
  const id = await filedOf(counter)
  await expect(acts(counter).opine(id)).rejects.toMatchObject({ code: 'OPINION_SOURCE' })
  expect(feed(counter, id)).toEqual({ outcome: 'applied' })
})

describe('S4-06: the agency has days of its own', () => {
  test('S4-06: counted from the routing, gone with the answer, anew when it comes back to it', async () => {
    const counter = createCounter()
    const { opine, giveBack, answer } = acts(counter)
    const id = await filedOf(counter)
    expect(counter.row(id).agencyDueOn).toBe('2026-11-28')
    counter.setToday('2026-11-24')
    await giveBack(id)
    expect(counter.row(id).agencyDueOn).toBeNull()
    counter.setToday('2026-11-26')
    await answer(id)
    expect(counter.row(id).agencyDueOn).toBe('2026-12-03')
    await opine(id)
    expect(counter.row(id).agencyDueOn).toBeNull()
  })
})

describe('S4-10, S4-11: supporters', () => {
  const issued = async (counter: Counter): Promise<string> => {
    const id = await filedOf(counter, supporter)
    await acts(counter).opine(id)
    setDossierState(counter.db, id, counter.row(id).version, { state: 'issued', dueOn: null })
    return id
  }

  test('S4-10: the agency judges the supporter’s competence like any other’s', async () => {
    const counter = createCounter()
    const id = await filedOf(counter, supporter)
    await expect(acts(counter).opine(id, { personalCompetence: false })).rejects.toMatchObject({ code: 'OPINION_INCOMPLETE' })
    expect(await acts(counter).opine(id)).toMatchObject({ state: 'in_expert_review' })
  })

  test('S4-11: the second confirmation before the loan is recorded beside the issued dossier and moves nothing', async () => {
    const counter = createCounter()
    const id = await issued(counter)
    const before = [counter.row(id).version, counter.told().length]
    expect(await acts(counter).opine(id, { purpose: 'loan_confirmation' })).toMatchObject({ state: 'issued' })
    expect([counter.row(id).version, counter.told().length]).toEqual(before)
    expect(listOpinions(counter.db, id).at(-1)).toMatchObject({ purpose: 'loan_confirmation', decision: 'approve', agencyCode: 'industry', round: 2 })
    expect(counter.kinds().at(-1)).toBe('opinion.record')
    expect(feed(counter, id, { purpose: 'loan_confirmation' })).toEqual({ outcome: 'applied' })
    await expect(acts(counter).opine(id, { purpose: 'loan_confirmation', decision: 'correct', note: 'چیزی' })).rejects.toMatchObject({ code: 'INPUT_INVALID' })
  })

  test('S4-11: nobody but an issued supporter has one, and it is no signature for a permit', async () => {
    const counter = createCounter()
    const id = await filedOf(counter)
    await expect(acts(counter).opine(id, { purpose: 'loan_confirmation' })).rejects.toMatchObject({ code: 'DOSSIER_STATE' })
    const waiting = await filedOf(counter, { ...supporter, nationalId: '1990001238', mobile: '09160000001' })
    await expect(acts(counter).opine(waiting, { purpose: 'loan_confirmation' })).rejects.toMatchObject({ code: 'DOSSIER_STATE' })
  })
})

describe('T12–T14: the development model', () => {
  const five = ['counselling', 'aptitude', 'training', 'product_improvement', 'market_knowledge'] as const

  test('S3-09: after the agency it goes to empowerment; a normal field never does', async () => {
    const counter = createCounter()
    const id = await filedOf(counter, undefined, development)
    expect(counter.row(id).path).toBe('development')
    expect(await acts(counter).opine(id)).toMatchObject({ state: 'in_empowerment' })
    expect(counter.told().at(-1)).toBe('dossier.empowerment')
    expect(counter.row(id).dueOn).toBe('2026-12-05')
  })

  test('S3-10: five parts, each done on a day or waived with a reason, and none may be missing', async () => {
    const counter = createCounter()
    const { opine, empower, finish } = acts(counter)
    const id = await filedOf(counter, undefined, development)
    await opine(id)
    counter.setToday('2026-11-25')
    await expect(empower(id, 'training', {})).rejects.toMatchObject({ code: 'EMPOWERMENT_EITHER' })
    await expect(empower(id, 'training', { doneOn: jalali('2026-11-25'), waivedReason: 'دارد' })).rejects.toMatchObject({ code: 'EMPOWERMENT_EITHER' })
    await expect(empower(id, 'training', { doneOn: jalali('2026-11-26') })).rejects.toMatchObject({ code: 'EMPOWERMENT_DATE' })
    await expect(empower(id, 'training', { doneOn: jalali('2026-11-20') })).rejects.toMatchObject({ code: 'EMPOWERMENT_DATE' })
    for (const item of five.slice(1)) await empower(id, item)
    await expect(finish(id)).rejects.toMatchObject({ code: 'EMPOWERMENT_UNFINISHED', details: { open: ['counselling'] } })
    await empower(id, 'counselling', { waivedReason: 'پیش‌تر گذرانده است' })
    expect(await finish(id)).toMatchObject({ state: 'in_expert_review' })
    expect((await counter.ask('read', { id })).empowerment).toHaveLength(5)
    expect(counter.told().at(-1)).toBe('dossier.expert_review')
  })

  test('S3-09, S0-11: by setting the fourteen days stand still meanwhile, and go on whatever the setting says by then', async () => {
    const counter = createCounter()
    const { opine, empower, finish } = acts(counter)
    choose(counter, 'empowermentPausesClock', 'yes')
    const id = await filedOf(counter, undefined, development)
    await opine(id)
    expect(counter.row(id).dueOn).toBeNull()
    choose(counter, 'empowermentPausesClock', 'no')
    counter.setToday('2026-12-01')
    for (const item of five) await empower(id, item)
    await finish(id)
    expect(counter.row(id).dueOn).toBe('2026-12-15')
    expect((await counter.ask('read', { id })).pauses).toMatchObject([{ kind: 'empowerment', fromDay: '2026-11-21', toDay: '2026-12-01' }])
  })
})
