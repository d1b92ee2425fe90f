import { expect, test } from 'vitest'
import type { CheckedList } from '#contract/verify/judge'
import { keepList } from './keep-list'

const now = new Date('2026-11-21T08:00:00Z')
const list = (at: string, sub = '0600-1'): CheckedList =>
  ({ sub, iat: Date.parse(at) / 1000, exp: 9_999_999_999, ttl: 60, test: false, bits: new Uint8Array(), ended: [] })
const [old, current, early] = [list('2026-11-20T08:00:00Z'), list('2026-11-21T07:00:00Z'), list('2036-11-21T07:00:00Z')]

test('a newer list takes the place of older ones of its name', () => {
  const other = list('2026-11-01T08:00:00Z', '0603-1')
  expect(keepList([old, other], current, now)).toEqual([other, current])
  expect(keepList([current], { ...current }, now)).toEqual([current])
})
test('security row 22: a list from the future drops none of today, and is dropped by none: what it took away stays', () => {
  expect(keepList([current], early, now)).toEqual([current, early])
  expect(keepList([early], current, now)).toEqual([early, current])
  expect(keepList([early], { ...early }, now)).toEqual([early])
})
