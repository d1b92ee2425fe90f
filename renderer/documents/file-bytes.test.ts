import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pointsOf } from './file-bytes'

test('a picture says its points in its header; a bomb is known before it is unpacked', () => {
  const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60, 8, 0])
  expect(pointsOf(png)).toBe(3_600_000_000)
  const jpeg = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xff, 0xc0, 0, 17, 8, 0, 80, 0, 60, 3, 1, 1, 1])
  expect(pointsOf(jpeg)).toBe(4800)
  expect(pointsOf(new TextEncoder().encode('%PDF-1.4 and more'))).toBeNull()
})

test('any bytes: it ends and never throws', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (tail) => {
    expect(['number', 'object']).toContain(typeof pointsOf(new Uint8Array([0xff, 0xd8, ...tail])))
  }), { numRuns: 500 })
})
