import { expect, test } from 'vitest'
import { guidanceTopics } from '#contract/livelihood'
import { guidance, words } from './livelihood'

const to = { portal: 'hemayat.example.ir', phones: '۰۲۱۶۳۶۹ / ۶۳۶۹', complaint: 'zrm.example.ir' }
const answers = guidanceTopics.map((topic) => guidance[topic].answer(to))

test('S2-07, S2-09: filing and objecting are sent to the portal, questions to the phone, and nobody to an office', () => {
  expect([guidance.file, guidance.objection, guidance.status].map(({ answer }) => answer(to).includes(to.portal))).toEqual([true, true, true])
  expect(guidance.status.answer(to)).toContain('۰۲۱۶۳۶۹ / ۶۳۶۹')
  expect(guidance.file.answer(to)).toContain('فقط در درگاه')
})

test('S2-10, S2-11: no answer asks for presence, and none promises a message', () => {
  expect(guidance.visit.answer(to)).toContain('نیازی به مراجعه')
  expect(answers.filter((answer) => answer.includes('پیامک'))).toEqual([])
})

test('S2-12, S2-13, S2-16: not transferable, as long as the head lives, and free', () => {
  expect(guidance.transfer.answer(to)).toMatch(/قابل واگذاری به غیر نیست.*زنده است/)
  expect(guidance.free.answer(to)).toContain('رایگان')
  expect(words.free).toContain('رایگان')
})

test('S2-15: delay has no day count of its own, and its complaint address is the setting\'s', () => {
  expect(guidance.delay.answer(to)).toContain('zrm.example.ir')
  expect(guidance.delay.answer(to)).not.toMatch(/روز/)
})
