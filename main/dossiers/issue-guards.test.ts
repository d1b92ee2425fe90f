import { describe, expect, test } from 'vitest'
import { acts, attachConfirmation, confirmed, registered, supporter } from './testing/acts'
import { createCounter } from './testing/counter'
import { filedOf, karim } from './testing/submissions'

const title = 'تأییدیۀ بهداشتی دامپزشکی'

describe('T15: what must hold before the Director is asked to issue', () => {
  test('S0-18: without the field’s confirmation, or with its scan rejected, nothing is sent; with it, it is', async () => {
    const counter = createCounter()
    const { opine, submit } = acts(counter)
    const id = await filedOf(counter, undefined, confirmed)
    await opine(id)
    await expect(submit(id)).rejects.toMatchObject({ code: 'CONFIRMATION_MISSING', details: { missing: [title] } })
    attachConfirmation(counter, id, title, 'rejected')
    await expect(submit(id)).rejects.toMatchObject({ code: 'CONFIRMATION_MISSING' })
    const other = await filedOf(counter, karim, { ...confirmed, documents: [...confirmed.documents, 'military'] })
    await opine(other)
    attachConfirmation(counter, other, title)
    await expect(submit(id)).rejects.toMatchObject({ code: 'CONFIRMATION_MISSING' })
    expect(await submit(other)).toMatchObject({ state: 'awaiting_signature' })
  })

  test('S0-17: a supporter waits for the complete visit before the permit (S1-B2), an independent does not', async () => {
    const counter = createCounter()
    const { opine, submit } = acts(counter)
    const id = await filedOf(counter, supporter)
    await opine(id)
    await expect(submit(id)).rejects.toMatchObject({ code: 'PRE_PERMIT_CHECK_MISSING' })
    counter.checkBeforePermit(id)
    expect(await submit(id)).toMatchObject({ state: 'awaiting_signature' })
  })

  test('S0-17: a refusal is proposed with its reasons, which stand instead of the guards; they are kept with the review', async () => {
    const counter = createCounter()
    const { opine, submit } = acts(counter)
    const id = await filedOf(counter, undefined, confirmed)
    await opine(id)
    await expect(submit(id, { proposal: 'refuse' })).rejects.toMatchObject({ code: 'REVIEW_REASONS' })
    expect(await submit(id, { proposal: 'refuse', reasons: ['محل استیجاری است'] })).toMatchObject({ state: 'awaiting_signature' })
    expect(await counter.ask('read', { id })).toMatchObject({ proposal: 'refuse', reviews: [{ proposal: 'refuse', reasons: ['محل استیجاری است'] }] })
  })
})

describe('T05 by the expert', () => {
  test('S1-B2: a supporter of a registration-based field is confirmed after the visit, not before and not twice', async () => {
    const counter = createCounter()
    const { confirm } = acts(counter)
    const id = await filedOf(counter, supporter, registered)
    await expect(confirm(id)).rejects.toMatchObject({ code: 'PRE_PERMIT_CHECK_MISSING' })
    counter.checkBeforePermit(id)
    expect(await confirm(id)).toMatchObject({ state: 'issued' })
    await expect(confirm(id)).rejects.toMatchObject({ code: 'DOSSIER_STATE' })
  })

  test('T05: what an agency decides is never sealed', async () => {
    const counter = createCounter()
    const id = await filedOf(counter, supporter)
    counter.checkBeforePermit(id)
    await expect(acts(counter).confirm(id)).rejects.toMatchObject({ code: 'DOSSIER_STATE' })
    await acts(counter).opine(id)
    await expect(acts(counter).confirm(id)).rejects.toMatchObject({ code: 'DOSSIER_STATE' })
  })
})
