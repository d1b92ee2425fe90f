import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sealBytes, unsealBytes } from './seal'

const key = randomBytes(32)

test('what was sealed comes back for the same key and context, and only then', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), fc.string(), (plain, context) => {
    const sealed = sealBytes(key, plain, context)
    expect(unsealBytes(key, sealed, context)?.equals(Buffer.from(plain))).toBe(true)
    expect(unsealBytes(key, sealed, `${context}x`)).toBeNull()
    expect(unsealBytes(randomBytes(32), sealed, context)).toBeNull()
  }))
})

test('two seals of one secret have nothing in common', () => {
  const [one, two] = [sealBytes(key, Buffer.from('secret'), 'c'), sealBytes(key, Buffer.from('secret'), 'c')]
  expect(one.slice(0, 16)).not.toBe(two.slice(0, 16))
})

test('any bit changed, or any end cut off, is noticed', () => {
  const bytes = Buffer.from(sealBytes(key, Buffer.from('a secret of some length'), 'c'), 'base64url')
  for (let bit = 0; bit < bytes.length * 8; bit += 1) {
    const bad = Buffer.from(bytes)
    bad[bit >> 3]! ^= 1 << (bit & 7)
    expect(unsealBytes(key, bad.toString('base64url'), 'c')).toBeNull()
  }
  for (let length = 0; length < bytes.length; length += 1) {
    expect(unsealBytes(key, bytes.subarray(0, length).toString('base64url'), 'c')).toBeNull()
  }
})
