import { expect, test } from 'vitest'
import { toQrDigits } from '#contract/verify/qr-text'
import { drawnBeside, drawnJpeg, drawnPng } from '../testing/drawn-code'
import { isPdf, readPicture } from './read-picture'

/** As long as a permit with its signature of 512 characters. */
const token = `eyJ${'hbGciOi'.repeat(18)}.${'eyJhY3Qi'.repeat(80)}.${'Zm9v-_bA'.repeat(64)}`
const digits = toQrDigits(token)

test.each([0.1, Math.PI / 6, Math.PI / 4, 0.87, 2.4, 3.1])('a code turned by %f radians is read', (turn) => {
  expect(readPicture(drawnPng(digits, { turn }))).toEqual({ text: token })
  expect(readPicture(drawnJpeg(digits, { turn }))).toEqual({ text: token })
})

test('a code of somebody else’s beside it is passed over; alone, it is what is said', () => {
  const other = 'https://example.ir/some/address'
  expect(readPicture(drawnBeside(digits, other))).toEqual({ text: token })
  expect(readPicture(drawnPng(other))).toEqual({ text: other })
}, 30_000)

test('a code cut off is none, and a PDF is known for what it is', () => {
  expect(readPicture(drawnPng(digits, { cut: 0.4 }))).toEqual({ reason: 'no_code' })
  expect([Buffer.from('%PDF-1.7\n'), Buffer.from('\n%PDF-1.4'), Buffer.from('eyJ.a.b')].map(isPdf)).toEqual([true, true, false])
}, 30_000)
