import { expect, test } from 'vitest'
import { offered } from './offered'

const rows = [
  { code: 'open', from: null, to: null }, { code: 'begun', from: '2026-11-21', to: null }, { code: 'last-day', from: null, to: '2026-11-21' },
  { code: 'ended', from: null, to: '2026-11-20' }, { code: 'later', from: '2026-11-22', to: null },
]
const codes = (day: string, chosen?: string): string[] => offered(rows, day, chosen).map((row) => row.code)

test('S0-04: a form offers what is in force today, first and last day included', () => {
  expect(codes('2026-11-21')).toEqual(['open', 'begun', 'last-day'])
})

test('what is chosen already stays to be read, though it has ended', () => {
  expect(codes('2026-11-21', 'ended')).toEqual(['open', 'begun', 'last-day', 'ended'])
})

test('before the day is known nothing is hidden', () => {
  expect(codes('')).toHaveLength(5)
})
