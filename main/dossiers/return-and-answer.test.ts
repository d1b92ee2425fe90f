import { describe, expect, test } from 'vitest'
import { acts, choose, passDay, registered, supporter } from './testing/acts'
import { createCounter, type Counter } from './testing/counter'
import { filedOf, pageOne } from './testing/submissions'

const payloadOf = (counter: Counter, kind: string): unknown =>
  JSON.parse(counter.db.prepare<[string], string>('SELECT payload FROM ledger_entries WHERE kind = ? ORDER BY seq DESC').pluck().get(kind) ?? '{}')
const lastText = (counter: Counter): { key: string; text: string } =>
  counter.db.prepare<[], { key: string; text: string }>('SELECT key, text FROM messages ORDER BY rowid DESC').get()!

describe('T08, T09: back to the applicant and back again', () => {
  test('S0-11, S3-12: every item is asked by name, the clock stands still with its reason, and each answer is kept', async () => {
    const counter = createCounter()
    const { giveBack, answer } = acts(counter)
    const id = await filedOf(counter)
    counter.setToday('2026-11-25')
    await giveBack(id, ['نشانی', 'کد پستی'])
    expect(counter.row(id)).toMatchObject({ state: 'awaiting_correction', returnTo: 'at_agency', round: 2, dueOn: null, agencyDueOn: null })
    expect(lastText(counter)).toMatchObject({ key: 'dossier.correction', text: expect.stringContaining('نشانی، کد پستی') })
    expect(payloadOf(counter, 'dossier.returnForCorrection')).toMatchObject({ items: ['نشانی', 'کد پستی'], round: 2, return_to: 'at_agency', reason: 'نشانی با سند نمی‌خواند' })
    await expect(answer(id, ['خیابان ۶'])).rejects.toMatchObject({ code: 'CORRECTION_UNANSWERED', details: { open: ['کد پستی'] } })
    await expect(answer(id, ['خیابان ۶', 'x', 'more'])).rejects.toMatchObject({ code: 'CORRECTION_UNANSWERED' })
    counter.setToday('2026-11-28')
    expect(await answer(id, ['خیابان ۶', '6134678911'])).toMatchObject({ state: 'at_agency' })
    expect(counter.row(id)).toMatchObject({ dueOn: '2026-12-08', agencyDueOn: '2026-12-05', returnTo: null })
    const detail = await counter.ask('read', { id })
    expect(detail.asked?.items).toEqual([{ text: 'نشانی', answer: 'خیابان ۶' }, { text: 'کد پستی', answer: '6134678911' }])
    expect(detail.pauses).toEqual([{ fromDay: '2026-11-25', toDay: '2026-11-28', kind: 'correction', reason: 'نشانی با سند نمی‌خواند', restarted: false }])
    expect(lastText(counter)).toMatchObject({ key: 'dossier.resubmitted', text: expect.stringContaining('۱۴۰۵/۰۹/۱۷') })
  })

  test('S3-12: documents are asked for in words of their own', async () => {
    const counter = createCounter()
    const id = await filedOf(counter)
    await acts(counter).giveBack(id, ['کارت بهداشت'], 'documents')
    expect(lastText(counter)).toMatchObject({ key: 'dossier.documents', text: expect.stringContaining('کارت بهداشت') })
  })

  test('without the declaration nothing comes back, and what the rules refuse does not either', async () => {
    const counter = createCounter()
    const { giveBack, answer } = acts(counter)
    const id = await filedOf(counter)
    await giveBack(id)
    await expect(counter.ask('resubmit', { id, version: counter.row(id).version, answers: ['x'], declaration: false })).rejects.toThrow()
    counter.db.prepare("UPDATE dossiers SET documents = 'skill' WHERE id = ?").run(id)
    await expect(answer(id)).rejects.toMatchObject({ code: 'INTAKE_REFUSED' })
    expect(counter.row(id).state).toBe('awaiting_correction')
  })

  test('what came by an import without the questionnaire is answered like any other (S4-02)', async () => {
    const counter = createCounter()
    const { giveBack, answer } = acts(counter)
    const id = await filedOf(counter)
    counter.db.prepare("UPDATE dossiers SET answers = '{}' WHERE id = ?").run(id)
    choose(counter, 'eligibilityFailure', 'refuse')
    await giveBack(id)
    expect(await answer(id)).toMatchObject({ state: 'at_agency' })
  })

  test('S0-11: each round is its own; from the expert it comes back to the expert with the signature still standing', async () => {
    const counter = createCounter()
    const { giveBack, answer, opine, submit } = acts(counter)
    const id = await filedOf(counter)
    await giveBack(id)
    await answer(id)
    await opine(id)
    await giveBack(id, ['طرح'])
    expect(await answer(id)).toMatchObject({ state: 'in_expert_review' })
    expect(counter.row(id).round).toBe(3)
    expect(await submit(id)).toMatchObject({ state: 'awaiting_signature' })
  })

  test('T08 from filed: a registration-based supporter goes back to waiting for the visit, and is not sealed by the answer', async () => {
    const counter = createCounter()
    const { giveBack, answer } = acts(counter)
    const id = await filedOf(counter, supporter, registered)
    expect(counter.row(id).state).toBe('filed')
    await giveBack(id)
    expect(await answer(id)).toMatchObject({ state: 'filed' })
  })

  test('D11, T21: unanswered it lapses only where the office set days, after the last of them, and the applicant is told', async () => {
    const counter = createCounter()
    const id = await filedOf(counter)
    await acts(counter).giveBack(id)
    counter.setToday('2027-03-01')
    expect(passDay(counter)).toEqual([0, 0, 0, 0])
    choose(counter, 'correctionReplyDays', '10')
    counter.setToday('2026-12-01')
    expect(passDay(counter)[1]).toBe(0)
    counter.setToday('2026-12-02')
    expect(passDay(counter)[1]).toBe(1)
    expect(counter.row(id)).toMatchObject({ state: 'lapsed', dueOn: null })
    expect(counter.told().at(-1)).toBe('dossier.lapsed')
    expect((await counter.ask('read', { id })).pauses[0]?.toDay).toBe('2026-12-02')
    expect(passDay(counter)).toEqual([0, 0, 0, 0])
  })

  test('D11, S3-12: a week before the last day the applicant is reminded, once, and anew for another last day', async () => {
    const counter = createCounter()
    const id = await filedOf(counter)
    choose(counter, 'correctionReplyDays', '10')
    await acts(counter).giveBack(id)
    const reminded = () => counter.told().filter((key) => key === 'dossier.correction_due').length
    counter.setToday('2026-11-23')
    expect(passDay(counter)[3]).toBe(0)
    counter.setToday('2026-11-24')
    expect(passDay(counter)[3]).toBe(1)
    expect(counter.db.prepare("SELECT text FROM messages WHERE key = 'dossier.correction_due'").pluck().get()).toMatch(/تا ۱۴۰۵\/۰۹\/۱۰؛ ۷ روز مانده است/)
    counter.setToday('2026-11-30')
    expect(passDay(counter)[3]).toBe(0)
    await acts(counter).answer(id)
    await acts(counter).giveBack(id)
    counter.setToday('2026-12-05')
    expect(passDay(counter)[3], 'the round of the third day was missed').toBe(1)
    expect(reminded()).toBe(2)
    expect(counter.row(id).state).toBe('awaiting_correction')
  })

  test('D11: without days, or with no more than a week, nobody is reminded', async () => {
    const counter = createCounter()
    await acts(counter).giveBack(await filedOf(counter))
    counter.setToday('2026-11-25')
    expect(passDay(counter)[3]).toBe(0)
    choose(counter, 'correctionReplyDays', '7')
    expect(passDay(counter)[3]).toBe(0)
  })

  test('T21: drafts that nobody finished lapse by their own setting', async () => {
    const counter = createCounter()
    const { id } = await counter.ask('savePerson', pageOne())
    choose(counter, 'draftDays', '30')
    counter.setToday('2026-12-21')
    expect(passDay(counter)[0]).toBe(0)
    counter.setToday('2026-12-22')
    expect(passDay(counter)[0]).toBe(1)
    expect(counter.row(id).state).toBe('lapsed')
  })
})
