import fc from 'fast-check'
import { expect, test } from 'vitest'
import { strengthOf } from './passphrase-strength'

test.each([
  ['', 'short'], ['چهارده نویسه!', 'short'], ['aaaaaaaaaaaaaaaaaaaa', 'weak'], ['123456789012345678', 'weak'], ['abababababababababab', 'weak'],
  ['درخت سیب پنجره', 'short'], ['درخت سیب پنجرۀ آبی', 'good'], ['correct horse battery', 'fair'], ['k7#Qz!pR2v_Lm9xT', 'fair'], ['k7#Qz!pR2v_Lm9xTw4&bN8', 'good'],
] as const)('strength of %j: %s', (text, strength) => {
  expect(strengthOf(text)).toBe(strength)
})

test('names that everybody knows add nothing', () => {
  expect(strengthOf('اداره کل خوزستان اهواز')).toBe('good')
  expect(strengthOf('اداره کل خوزستان اهواز', ['اداره کل خوزستان'])).toBe('weak')
  expect(strengthOf('m.rezaei m.rezaei', ['m.rezaei'])).toBe('weak')
})

test('any text has a strength, and fourteen signs are always too short', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
    expect(['short', 'weak', 'fair', 'good']).toContain(strengthOf(text))
    if ([...text].length < 15) expect(strengthOf(text)).toBe('short')
  }))
})
