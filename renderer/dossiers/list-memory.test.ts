import { expect, test } from 'vitest'
import { asked, typedOf, type TypedFilter } from './list-memory'

const typed: TypedFilter = { state: 'at_agency', activityType: 'covered', countyCode: '0603', fieldCode: '1001', filedFrom: '1405/08/01', filedTo: '1405/08/30' }

test('what is typed is asked in stored values, and what was kept is typed again', () => {
  expect(asked('زهرا', typed)).toEqual({
    text: 'زهرا', states: ['at_agency'], activityTypes: ['covered'], countyCode: '0603', fieldCode: '1001', filedFrom: '2026-10-23', filedTo: '2026-11-21',
  })
  expect(typedOf(asked('', typed))).toEqual(typed)
})

test('an empty or half-typed part narrows nothing', () => {
  expect(asked('', { state: '', activityType: '', countyCode: '', fieldCode: '', filedFrom: '1405/0', filedTo: '' }))
    .toEqual({ text: '', states: [], activityTypes: [], countyCode: null, fieldCode: null, filedFrom: null, filedTo: null })
})
