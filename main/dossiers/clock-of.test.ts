import { expect, test } from 'vitest'
import { jalaliText, parseJalali } from '#contract/values/jalali'
import { clockOf } from './clock-of'

const day = (text: string): string => {
  const parsed = parseJalali(text)
  return 'value' in parsed ? parsed.value : ''
}

test.each([['1405/06/25', '1405/07/04', '1405/07/08'], ['1403/12/20', '1403/12/30', '1404/01/04'], ['1405/08/01', '1405/08/11', '1405/08/15']])(
  'S0-10, S3-13: filed %s may be looked up from %s and is due on %s', (filed, lookUp, due) => {
    const { lookUpOn, dueOn } = clockOf({ filedOn: day(filed), dueOn: null, pauses: [] }, day(filed), false)
    expect([jalaliText(lookUpOn), jalaliText(dueOn)]).toEqual([lookUp, due])
  },
)

test('S0-10: fourteen days are left on the filing day, none on the last, less than none after it; a decision stops the count', () => {
  const filed = day('1405/08/01')
  expect(clockOf({ filedOn: filed, dueOn: null, pauses: [] }, filed, false).daysLeft).toBe(14)
  expect(clockOf({ filedOn: filed, dueOn: null, pauses: [] }, day('1405/08/15'), false).daysLeft).toBe(0)
  expect(clockOf({ filedOn: filed, dueOn: null, pauses: [] }, day('1405/08/18'), false).daysLeft).toBe(-3)
  expect(clockOf({ filedOn: filed, dueOn: null, pauses: [] }, day('1405/08/18'), true).daysLeft).toBeNull()
})
