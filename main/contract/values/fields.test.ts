import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { activityTypes, personInput, planInput } from '../dossiers'
import { fieldFaults } from './field-faults'
import { jalaliDay, line, nationalId, optional, personName, rial, sheba, wholeNumber } from './fields'
import { reasonCodes } from './reasons'

const reasonOf = (schema: z.ZodType, value: unknown): unknown => {
  const parsed = z.object({ it: schema }).safeParse({ it: value }, { reportInput: true })
  return parsed.success ? { value: parsed.data.it } : fieldFaults(parsed.error)[0]?.reason
}

describe('fields', () => {
  test.each([
    [nationalId, '', 'REQUIRED'], [nationalId, undefined, 'REQUIRED'], [nationalId, 5, 'INVALID'], [nationalId, '17', 'NATIONAL_ID_LENGTH'],
    [jalaliDay, ' ', 'REQUIRED'], [jalaliDay, '1405/07/31', 'DATE_IMPOSSIBLE'],
    [line(5), '', 'REQUIRED'], [line(5, 2), 'ا', 'TOO_SHORT'], [line(5), 'بیش از پنج', 'TOO_LONG'], [line(50), 'نام\u202Eدیگر', 'BIDI_CONTROL'], [line(50), 'نیم\uD800', 'INVALID'],
    [personName, 'Ali', 'NOT_PERSIAN_NAME'], [personName, 'علی۲', 'NOT_PERSIAN_NAME'], [personName, '()', 'NOT_PERSIAN_NAME'],
    [rial, '', 'REQUIRED'], [rial, 'ده', 'NOT_A_NUMBER'], [rial, '-5', 'NOT_A_NUMBER'], [rial, 1.5, 'NOT_A_NUMBER'], [rial, '99999999999999999', 'NUMBER_TOO_LARGE'],
    [wholeNumber(1, 10), '0', 'NUMBER_TOO_SMALL'], [wholeNumber(1, 10), '11', 'NUMBER_TOO_LARGE'],
    [optional(sheba), 'IR1', 'SHEBA_LENGTH'], [optional(rial), 'x', 'NOT_A_NUMBER'],
  ].map(([schema, value, reason]) => ({ schema: schema as z.ZodType, value, reason })))('$value is refused: $reason', ({ schema, value, reason }) => {
    expect(reasonOf(schema, value)).toBe(reason)
    expect(reasonCodes).toContain(reason)
  })

  test.each([
    [rial, '۱٬۰۰۰٬۰۰۰٬۰۰۰', 1_000_000_000], [rial, '1,000 000', 1_000_000], [rial, 250, 250], [optional(rial), '', null], [optional(rial), null, null],
    [optional(sheba), undefined, null], [personName, 'سیده‌زهرا آل‌کثیر (نمونه)', 'سیده‌زهرا آل‌کثیر (نمونه)'], [personName, 'علي كريمي', 'علی کریمی'],
  ].map(([schema, value, taken]) => ({ schema: schema as z.ZodType, value, taken })))('$value is taken as $taken', ({ schema, value, taken }) => {
    expect(reasonOf(schema, value)).toEqual({ value: taken })
  })

  test('S0-16: each activity type is taken by name, an unknown one is refused as unknown', () => {
    expect(activityTypes.map((type) => personInput.shape.activityType.parse(type))).toEqual([...activityTypes])
    expect(personInput.shape.activityType.safeParse('whatever').error?.issues[0]?.message).toBe('ACTIVITY_TYPE_UNKNOWN')
  })

  test('codes of catalogues are taken in any digits', () => {
    expect(personInput.shape.countyCode.parse('۰۶۰۳')).toBe('0603')
    expect(planInput.shape.fieldCode.parse(' ۱۰۰۱ ')).toBe('1001')
    expect(reasonOf(personInput.shape.countyCode, '603')).toBe('COUNTY_UNKNOWN')
    expect(reasonOf(planInput.shape.fieldCode, '')).toBe('REQUIRED')
  })

  test('of a whole page each refused field is named once, in the order of the form', () => {
    const parsed = personInput.safeParse({ activityType: 'independent', nationalId: '1', firstName: '', gender: 'x', militaryStatus: 'no' }, { reportInput: true })
    expect(parsed.error && fieldFaults(parsed.error)).toEqual([
      { field: 'nationalId', reason: 'NATIONAL_ID_LENGTH' }, { field: 'firstName', reason: 'REQUIRED' }, { field: 'lastName', reason: 'REQUIRED' },
      { field: 'fatherName', reason: 'REQUIRED' }, { field: 'birthDate', reason: 'REQUIRED' }, { field: 'gender', reason: 'GENDER_UNKNOWN' },
      { field: 'militaryStatus', reason: 'MILITARY_STATUS_UNKNOWN' }, { field: 'mobile', reason: 'REQUIRED' },
      { field: 'countyCode', reason: 'REQUIRED' }, { field: 'address', reason: 'REQUIRED' }, { field: 'postalCode', reason: 'REQUIRED' },
      { field: 'governmentEmployee', reason: 'REQUIRED' },
    ])
  })
})
