import fc from 'fast-check'
import { create } from 'qrcode'
import { expect, test } from 'vitest'
import { fromQrText, givenText, toQrDigits } from './qr-text'

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.'

test('every compact JWS comes back from its digits, and what is no digits of ours stays as it is', () => {
  fc.assert(fc.property(fc.array(fc.constantFrom(...alphabet), { minLength: 1, maxLength: 1500 }), (letters) => {
    const token = letters.join('')
    const digits = toQrDigits(token)
    expect(digits).toMatch(/^(?:\d\d)+$/)
    expect(fromQrText(digits)).toBe(token)
  }))
  for (const other of ['', '1', '787', '78', 'a.b.c', 'https://example.ir']) expect(fromQrText(other)).toBe(other)
  expect(givenText(`${toQrDigits('a.b.c')}\r\n`)).toBe('a.b.c')
})

test('S0-24: in digits a permit’s code is smaller than in letters: 22 instead of 24 and more', () => {
  const token = `${'e'.repeat(80)}.${'a'.repeat(530)}.${'Z_9-'.repeat(128)}`
  const version = (text: string): number => (create(text, { errorCorrectionLevel: 'L' }).modules.size - 17) / 4
  expect(version(toQrDigits(token))).toBeLessThan(version(token))
  expect(version(toQrDigits(token))).toBeLessThanOrEqual(22)
})
