import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bytesOf } from './base64'

test('base64 comes back as the bytes it was made of', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
    expect(bytesOf(btoa(String.fromCharCode(...bytes)))).toEqual(new Uint8Array(bytes))
  }))
})
