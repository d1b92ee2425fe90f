import { expect, test } from 'vitest'
import { reasonCodes } from '#contract/values/reasons'
import { reasons } from './reasons'

test.each(reasonCodes)('bad input: %s is told in one Persian sentence of its own', (code) => {
  expect(reasons[code]).toMatch(/^[^a-z]*[آ-ی].*[.؟]$/su)
  expect(Object.values(reasons).filter((text) => text === reasons[code])).toHaveLength(1)
})
