import { expect, test } from 'vitest'
import { freshSalt } from './fresh-salt'

test('a salt is sixteen bytes and no two are alike, however many are drawn', () => {
  const salts = Array.from({ length: 1000 }, freshSalt)
  expect(new Set(salts).size).toBe(1000)
  expect(salts.every((salt) => Buffer.from(salt, 'base64url').length === 16 && /^[\w-]{22}$/.test(salt))).toBe(true)
  expect(salts).not.toContain('A'.repeat(22))
})
