import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalText, sha256 } from './canonical'

describe('RFC 8785', () => {
  test('agrees with the library on every plain value', () => {
    fc.assert(fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
      expect(canonicalText(value)).toBe(canonicalize(value))
    }), { numRuns: 2000 })
    fc.assert(fc.property(fc.dictionary(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' })), (value) => {
      expect(canonicalText(value)).toBe(canonicalize(value))
    }), { numRuns: 500 })
  })

  test('§3.2.3: members are sorted by UTF-16 code unit, numbers-like names too', () => {
    const value = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\u{1f600}': 5, '\u0080': 6, '\u00f6': 7, '10': 8, '9': 9 }
    expect(Object.values(JSON.parse(canonicalText(value).replace(/"[^"]*":/g, (_, i: number) => `"${i}":`)) as object)).toEqual([2, 4, 8, 9, 6, 7, 1, 5, 3])
  })

  test.each([[0, '0'], [-0, '0'], [1e21, '1e+21'], [1e-7, '1e-7'], [5e-324, '5e-324'], [9007199254740992, '9007199254740992'], [295147905179352830000, '295147905179352830000']])(
    'appendix B: %d is written %s', (value, text) => expect(canonicalText(value)).toBe(text))

  test('writing what was read gives the same text', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => {
      const text = canonicalText(value)
      expect(canonicalText(JSON.parse(text))).toBe(text)
    }))
  })

  test('a left-out member and an undefined one are the same', () => {
    expect(canonicalText({ b: 1, a: undefined, c: { d: undefined } })).toBe('{"b":1,"c":{}}')
  })

  test.each([['a lone surrogate', '\ud800'], ['one in a name', { '\udfff': 1 }], ['NaN', Number.NaN], ['Infinity', [Infinity]], ['undefined', undefined], ['a hole', [undefined]],
    ['a function', () => 1], ['a bigint', 1n], ['a date', new Date(0)], ['a map', new Map()], ['bytes', Buffer.from('x')]])('%s has no canonical form', (_, value) => {
    expect(() => canonicalText(value)).toThrow(TypeError)
  })
})

test('a digest is 43 characters of base64url, of text as of its bytes', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => {
    expect(sha256(text)).toBe(createHash('sha256').update(Buffer.from(text)).digest('base64url'))
    expect(sha256(Buffer.from(text))).toBe(sha256(text))
  }))
})
