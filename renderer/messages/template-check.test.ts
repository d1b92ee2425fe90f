import { expect, test } from 'vitest'
import { checkTemplate } from './template-check'

const template = { allowed: ['code', 'why', 'phone', 'url'], required: ['code', 'why'] } as const

test('S3-12: the counter follows the text with ordinary values; a reason is cut before a second part is needed', () => {
  expect(checkTemplate('پرونده {code} نیاز به اصلاح دارد: {why}', { allowed: [...template.allowed], required: [...template.required] })).toEqual({ units: 54, parts: 1, faults: [] })
  expect(checkTemplate(`${'ا'.repeat(55)}{code}{why}`, { allowed: [...template.allowed], required: [...template.required] })).toMatchObject({ parts: 2, units: 75 })
})

test('unknown, missing and broken placeholders are named in Persian', () => {
  const { faults } = checkTemplate('{name} {', { allowed: [...template.allowed], required: [...template.required] })
  expect(faults.join(' ')).toMatch(/\{name\}.*\{code\}، \{why\}.*آکولاد/)
})
