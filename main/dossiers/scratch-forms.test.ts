import { expect, test } from 'vitest'
import { scratches, saveScratch } from './scratch-forms'
import { createCounter } from './testing/counter'
import { draftOf } from './testing/submissions'

const form = 'intake:019ab000-0000-7000-8000-000000000001'

test('a form is kept as it was typed, newest word for word, and is nobody else\'s', async () => {
  const counter = createCounter()
  const typed = JSON.stringify({ person: { firstName: 'زهـ\u202Eـرا', lastName: '  ' } })
  await counter.ask('saveScratch', { form, content: 'first' })
  counter.setToday('2026-11-22')
  expect(await counter.ask('saveScratch', { form, content: typed })).toEqual({ at: '2026-11-22T06:00:00.000Z' })
  expect((await counter.ask('scratch', { form })).scratch).toEqual({ content: typed, at: '2026-11-22T06:00:00.000Z' })
  expect((await counter.ask('scratches', {}, 'expert')).items).toEqual([])
  expect((await counter.ask('scratch', { form }, 'expert')).scratch).toBeNull()
  await counter.ask('dropScratch', { form }, 'expert')
  expect((await counter.ask('scratches', {})).items).toHaveLength(1)
  await counter.ask('dropScratch', { form })
  expect((await counter.ask('scratches', {})).items).toEqual([])
  expect(counter.kinds()).not.toContain('scratch')
})

test('another form never takes an unfinished one away; past twenty the oldest gives way', () => {
  const counter = createCounter()
  for (let n = 0; n < 23; n += 1) {
    counter.setToday(`2026-11-${String(n + 1).padStart(2, '0')}`)
    saveScratch(counter.as('clerk'), { form: `intake:019ab000-0000-7000-8000-${String(n).padStart(12, '0')}`, content: String(n) })
  }
  expect(scratches(counter.as('clerk')).items.map((item) => Number(item.content))).toEqual(Array.from({ length: 20 }, (_, i) => 22 - i))
})

test('filing ends the unfinished forms of that dossier, whoever typed them, and no other', async () => {
  const counter = createCounter()
  const { id, version } = await draftOf(counter)
  const content = JSON.stringify({ dossier: { id } })
  await counter.ask('saveScratch', { form, content })
  await counter.ask('saveScratch', { form, content }, 'expert')
  await counter.ask('saveScratch', { form: 'intake:019ab000-0000-7000-8000-000000000002', content: '{"dossier":null}' })
  await counter.ask('saveScratch', { form: 'other', content: 'not JSON' })
  await counter.ask('file', { id, version, declaration: true })
  expect((await counter.ask('scratches', {})).items.map((item) => item.form)).toEqual(['intake:019ab000-0000-7000-8000-000000000002', 'other'])
  expect((await counter.ask('scratches', {}, 'expert')).items).toEqual([])
})

test('a name of another shape or a whole book is no form', async () => {
  const counter = createCounter()
  for (const bad of ['', 'Intake', 'intake:1', "x' OR 1", 'a'.repeat(41)]) await expect(counter.ask('saveScratch', { form: bad, content: '' }), bad).rejects.toThrow('INVALID')
  await expect(counter.ask('saveScratch', { form, content: 'x'.repeat(65_537) })).rejects.toThrow('TOO_LONG')
})
