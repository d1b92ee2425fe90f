import canonicalize from 'canonicalize'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromBase64url } from './base64url'
import { readCanonical } from './canonical-json'

const shallow = fc.jsonValue({ maxDepth: 4, noUnicodeString: false })

test('RFC 8785: every canonical text is read as what it says, and any other spelling of it is refused', () => {
  fc.assert(fc.property(shallow, fc.nat(), (value, at) => {
    const text = canonicalize(value)!
    expect(readCanonical(text)).toEqual({ value: JSON.parse(text) })
    const place = at % (text.length + 1)
    for (const extra of [' ', '\n', '\t']) {
      const other = text.slice(0, place) + extra + text.slice(place)
      const read = readCanonical(other)
      if (read) expect(canonicalize(read.value), 'inside a string a space is a letter').toBe(other)
    }
  }), { numRuns: 500 })
})

test('a text is read exactly when the library writes it so, whatever letter of a canonical one is changed', () => {
  const letters = fc.constantFrom(...'"\\{}[],:0123456789-+.eEau/tn \u0000\u001f\u007f', 'ی', '\u200c', '\ud800', '\u2028')
  fc.assert(fc.property(shallow, fc.nat(), fc.nat(2), letters, (value, at, left, letter) => {
    const text = canonicalize(value)!
    const place = at % (text.length + 1)
    const other = text.slice(0, place) + letter + text.slice(place + left)
    expect(readCanonical(other) !== null, other).toBe(isCanonical(other))
  }), { numRuns: 3000 })
})

/** The long way, with the library: what it would write of what the text says is the text. */
const isCanonical = (text: string): boolean => {
  try {
    return text.isWellFormed() && canonicalize(JSON.parse(text)) === text
  } catch {
    return false
  }
}

test.each([
  '{"a":1,"a":1}', '{"a":1,"a":2}', '{"b":1,"a":1}', '{"10":1,"9":1,"a":1,"a":1}', '{"9":1,"10":1}', '"\\ud800"', '"\\uD83D\\uDE00"', '"\\u0061"', '"\\/"', '1.0', '1e0', '-0', '01', '{"a":1}x', '', '[1,]',
  '{"__proto__":1,"__proto__":2}', `${'['.repeat(20)}${']'.repeat(20)}`, '{"a":{"b":1,"b":1}}', '[{"b":1,"a":1}]',
])('%s is refused', (text) => {
  expect(readCanonical(text)).toBeNull()
})

test('members whose names are whole numbers stand in the order of their letters', () => {
  expect(readCanonical('{"10":1,"9":2}')).toEqual({ value: { 9: 2, 10: 1 } })
})

test('RFC 4648 §5: bytes have one spelling', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(), fc.constantFrom('+', '/', '=', ' ', 'é', '۵', '\u{1F600}'), (bytes, at, foreign) => {
    const text = Buffer.from(bytes).toString('base64url')
    expect(fromBase64url(text)).toEqual(new Uint8Array(bytes))
    const place = at % (text.length + 1)
    expect(fromBase64url(text.slice(0, place) + foreign + text.slice(place + 1))).toBeNull()
  }))
})
