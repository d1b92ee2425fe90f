import { expect, test } from 'vitest'
import { digestWords, wordCount } from './digest-words'

test('256 words, none twice; a digest gives ten of them, and another byte another word', () => {
  expect(wordCount()).toEqual({ all: 256, distinct: 256 })
  const zeros = 'A'.repeat(43)
  expect(digestWords(zeros)).toEqual(Array(10).fill('آب'))
  expect(digestWords(`_w${'A'.repeat(41)}`)).toEqual(['لیمو', ...Array(9).fill('آب') as string[]])
  expect(digestWords('not a digest!')).toEqual([])
})
