import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, fromJalali, toJalali } from '#contract/values/jalali'
import { createDesk } from './testing/desk'
import { isWorkingDay, rollToWorkingDay } from './working-days'

const day = (year: number, month: number, d: number): string => fromJalali({ year, month, day: d })

test('S0-10: a last day on a Friday and holiday rolls to the next working day', () => {
  const { db } = createDesk()
  expect([isWorkingDay(db, day(1405, 3, 14)), isWorkingDay(db, day(1405, 3, 15)), isWorkingDay(db, day(1405, 3, 16))]).toEqual([false, false, true])
  expect(rollToWorkingDay(db, day(1405, 3, 15))).toBe(day(1405, 3, 16))
  expect(rollToWorkingDay(db, day(1405, 3, 16))).toBe(day(1405, 3, 16))
  expect(rollToWorkingDay(db, day(1404, 12, 29))).toBe(day(1405, 1, 5))
})

test('weekly off-days are a setting', () => {
  const { db, ask } = createDesk()
  const thursday = day(1405, 8, 28)
  expect(isWorkingDay(db, thursday)).toBe(true)
  ask('changeSetting', { key: 'weeklyOffDays', value: 'friday|thursday', before: 'friday' })
  expect(isWorkingDay(db, thursday)).toBe(false)
  expect(rollToWorkingDay(db, thursday)).toBe(day(1405, 8, 30))
})

test('a holiday taken back is a working day again; the shipped lunar days say that they are estimates', () => {
  const { db, ask } = createDesk()
  const arbaeen = day(1405, 5, 12)
  const row = ask('table', { table: 'holidays' }).rows.find(({ code }) => code === arbaeen)
  expect(row).toMatchObject({ title: 'اربعین', values: { certainty: 'estimated' }, version: 1 })
  expect(isWorkingDay(db, arbaeen)).toBe(false)
  ask('endRow', { table: 'holidays', code: arbaeen, version: 1, on: '1405/08/30' })
  expect(isWorkingDay(db, arbaeen)).toBe(true)
})

test('the shipped calendar has 1405\'s 25 holidays, 30 Esfand only in leap years', () => {
  const codes = createDesk().ask('table', { table: 'holidays' }).rows.map(({ code }) => toJalali(code))
  expect(codes.filter(({ year }) => year === 1405)).toHaveLength(25)
  expect(codes.some(({ month, day: d }) => month === 12 && d === 30)).toBe(false)
})

test('rolling never goes back, never skips a working day and ends on one', () => {
  const { db } = createDesk()
  fc.assert(fc.property(fc.integer({ min: 0, max: 729 }), (n) => {
    const start = addDays('2025-03-21', n)
    const end = rollToWorkingDay(db, start)
    expect(isWorkingDay(db, end)).toBe(true)
    for (let at = start; at < end; at = addDays(at, 1)) expect(isWorkingDay(db, at)).toBe(false)
  }))
})
