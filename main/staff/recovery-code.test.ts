import fc from 'fast-check'
import { expect, test } from 'vitest'
import { newRecoveryCode, recoveryKey } from './recovery-code'

test('a code is read back however it was typed', () => {
  const { code, key } = newRecoveryCode()
  expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){7}[0-9A-HJKMNP-TV-Z]{4}$/)
  const persian = code.replaceAll(/\d/g, (digit) => '۰۱۲۳۴۵۶۷۸۹'[Number(digit)] ?? '')
  for (const typed of [code, code.toLowerCase(), code.replaceAll('-', ' '), code.replaceAll('-', ''), ` ${code}\n`, persian, code.replaceAll('0', 'o').replaceAll('1', 'l')]) {
    expect(recoveryKey(typed)?.equals(key), typed).toBe(true)
  }
})

test('anything else is no code, and never an error', () => {
  const { code } = newRecoveryCode()
  for (const typed of ['', code.slice(1), `${code}0`, code.replace(/.$/, 'U'), code.replace(/.$/, 'é')]) expect(recoveryKey(typed)).toBeNull()
  fc.assert(fc.property(fc.string({ maxLength: 80 }), (typed) => { expect(() => recoveryKey(typed)).not.toThrow() }))
})

test('two codes are never the same', () => {
  expect(new Set(Array.from({ length: 200 }, () => newRecoveryCode().code)).size).toBe(200)
})
