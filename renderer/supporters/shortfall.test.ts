import { expect, test } from 'vitest'
import { byCounty } from './shortfall'

test('S1-B5: the report sums up by county what supporters are short of, the most first', () => {
  const rows = [{ countyTitle: 'اهواز', shortfall: 2 }, { countyTitle: 'دزفول', shortfall: 5 }, { countyTitle: 'اهواز', shortfall: 1 }, { countyTitle: 'آبادان', shortfall: 3 }]
  expect(byCounty(rows)).toEqual([{ title: 'دزفول', missing: 5 }, { title: 'آبادان', missing: 3 }, { title: 'اهواز', missing: 3 }])
  expect(byCounty([])).toEqual([])
})
