import { expect, test } from 'vitest'
import { deliveryStates } from '#contract/registry'
import { deliveryNames } from '../locale/permits'

test('«تحویل شد» is said of no state but the one in which the receipt was compared', () => {
  expect(deliveryStates.filter((state) => deliveryNames[state].includes('تحویل شد'))).toEqual(['settled'])
  expect(new Set(Object.values(deliveryNames)).size).toBe(deliveryStates.length)
})
