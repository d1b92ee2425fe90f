import { expect, test } from 'vitest'
import { lastMonth, thisMonth, thisYear } from './periods'

test('the ready periods follow the Jalali calendar, over the turn of the year too', () => {
  expect(thisYear('2026-11-21')).toEqual({ from: '1405/01/01', to: '1405/08/30' })
  expect(thisMonth('2026-11-21')).toEqual({ from: '1405/08/01', to: '1405/08/30' })
  expect(lastMonth('2026-11-21')).toEqual({ from: '1405/07/01', to: '1405/07/30' })
  expect(lastMonth('2025-03-21')).toEqual({ from: '1403/12/01', to: '1403/12/30' })
})
