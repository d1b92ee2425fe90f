import { describe, expect, test } from 'vitest'
import type { AgencyOpinionBody } from '#contract/wire/changes'
import { latestOpinion } from '#db/dossiers/dossier-repo'
import { transact } from '#db/transact'
import { RowStale } from '#db/faults'
import { applyRegistryOpinion } from './record-opinion'
import { createCounter, type Counter } from './testing/counter'
import { approval, filedOf } from './testing/submissions'

const record = (counter: Counter, id: string, change: Partial<typeof approval> = {}) =>
  counter.ask('recordOpinion', { id, version: counter.row(id).version, opinion: { ...approval, ...change } }, 'expert')

const bodyFor = (counter: Counter, id: string, change: Partial<AgencyOpinionBody> = {}): AgencyOpinionBody => ({
  tracking_code: counter.row(id).trackingCode, decision: 'approve', personal_competence: true, technical_competence: true, conditions_met: true,
  decided_on: '2026-11-21', signer_name: 'پروانه دیناروند', signer_post: 'رئیس سازمان', is_top_official: true, note: '', ...change,
})

describe('from the agency\'s letter', () => {
  test('S0-05, S0-06: an approval by the top official leads to the expert and is kept with its signer', async () => {
    const counter = createCounter()
    const id = await filedOf(counter)
    expect(await record(counter, id)).toEqual({ version: counter.row(id).version, state: 'in_expert_review' })
    expect(latestOpinion(counter.db, id)).toMatchObject({
      round: 1, agencyCode: 'industry', decision: 'approve', decidedOn: '2026-11-21', signerName: 'یوسف طرفی‌زاده', isTopOfficial: true, source: 'letter', letterNo: '۱۲۳/الف',
    })
    const entry = counter.db.prepare<[], string>("SELECT payload FROM ledger_entries WHERE kind = 'opinion.record'").pluck().get()
    expect(JSON.parse(entry ?? '')).toMatchObject({ from: 'at_agency', to: 'in_expert_review', decision: 'approve', signer_post: 'مدیرکل صمت استان', source: 'letter' })
  })

  test('S0-05: a rejection ends the dossier, whatever the three answers and whoever signed', async () => {
    const counter = createCounter()
    const id = await filedOf(counter)
    expect(await record(counter, id, { decision: 'reject', technicalCompetence: false, isTopOfficial: false, note: 'محل مناسب نیست' })).toMatchObject({ state: 'refused' })
    expect((await counter.ask('read', { id })).clock?.daysLeft).toBeNull()
    await expect(record(counter, id)).rejects.toMatchObject({ code: 'DOSSIER_STATE', details: { from: 'refused' } })
  })

  test.each([
    ['one answer is no', { conditionsMet: false }, 'OPINION_INCOMPLETE'], ['personal competence is no', { personalCompetence: false }, 'OPINION_INCOMPLETE'],
    ['technical competence is no', { technicalCompetence: false }, 'OPINION_INCOMPLETE'], ['the signer is not the top official', { isTopOfficial: false }, 'OPINION_SIGNER'],
    ['it was decided before filing', { decidedOn: '1405/08/24' }, 'OPINION_DATE'], ['it was decided tomorrow', { decidedOn: '1405/09/01' }, 'OPINION_DATE'],
    ['its letter is of tomorrow', { letterOn: '1405/09/01' }, 'OPINION_DATE'],
  ])('S0-06: an approval is refused when %s, and nothing changes', async (_words, change, code) => {
    const counter = createCounter()
    const id = await filedOf(counter, undefined, undefined, '1405/08/25')
    const before = [counter.row(id).version, counter.kinds().length]
    await expect(record(counter, id, change)).rejects.toMatchObject({ code })
    expect([counter.row(id).version, counter.kinds().length]).toEqual(before)
    await expect(record(counter, id, { decidedOn: '1405/08/25' })).resolves.toMatchObject({ state: 'in_expert_review' })
  })

  test('the version that was shown is the one that is decided on', async () => {
    const counter = createCounter()
    const id = await filedOf(counter)
    await expect(counter.ask('recordOpinion', { id, version: 1, opinion: approval }, 'expert')).rejects.toThrow(RowStale)
  })
})

describe('from the registry\'s feed', () => {
  test('the same record comes by itself, once: the second time nothing changes', async () => {
    const counter = createCounter()
    const id = await filedOf(counter)
    const body = bodyFor(counter, id)
    expect(applyRegistryOpinion(counter.context, body)).toEqual({ outcome: 'applied' })
    expect(latestOpinion(counter.db, id)).toMatchObject({ source: 'registry', letterNo: null, signerName: 'پروانه دیناروند' })
    const before = counter.kinds().length
    expect(applyRegistryOpinion(counter.context, body)).toEqual({ outcome: 'known' })
    expect(counter.kinds().length).toBe(before)
    expect(counter.row(id).state).toBe('in_expert_review')
  })

  test('a body that contradicts the rules or the state is refused by name; a foreign code is nobody\'s', async () => {
    const counter = createCounter()
    const id = await filedOf(counter)
    expect(applyRegistryOpinion(counter.context, bodyFor(counter, id, { is_top_official: false }))).toEqual({ outcome: 'refused', code: 'OPINION_SIGNER' })
    expect(applyRegistryOpinion(counter.context, bodyFor(counter, id, { decided_on: '2026-11-22' }))).toEqual({ outcome: 'refused', code: 'OPINION_DATE' })
    expect(applyRegistryOpinion(counter.context, bodyFor(counter, id, { tracking_code: 'T-1' }))).toEqual({ outcome: 'unmatched' })
    expect(applyRegistryOpinion(counter.context, bodyFor(counter, id, { decision: 'reject' }))).toEqual({ outcome: 'applied' })
    expect(applyRegistryOpinion(counter.context, bodyFor(counter, id))).toEqual({ outcome: 'refused', code: 'DOSSIER_STATE' })
  })

  test('it joins the transaction of the page it came with, and a refusal leaves that page clean', async () => {
    const counter = createCounter()
    const id = await filedOf(counter)
    transact(counter.db, () => {
      expect(applyRegistryOpinion(counter.context, bodyFor(counter, id, { conditions_met: false })).outcome).toBe('refused')
      expect(applyRegistryOpinion(counter.context, bodyFor(counter, id)).outcome).toBe('applied')
    })
    expect(counter.row(id).state).toBe('in_expert_review')
  })
})
