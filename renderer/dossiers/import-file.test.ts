import { expect, test } from 'vitest'
import { csvTemplate, refusalText, refusedCsv } from './import-file'

const refused = { row: 3, outcome: 'refused' as const, faults: [{ field: 'person.nationalId', reason: 'REQUIRED' as const }], trackingCode: null, name: '=1+1' }

test('the template opens in Excel: BOM, CRLF, the contract\'s columns', () => {
  expect(csvTemplate()).toMatch(/^\uFEFFactivityType,nationalId,.*receivedOn\r\n$/)
})
test('a refused row says field and reason, and cannot run as a formula', () => {
  expect(refusalText(refused)).toBe('کد ملی: این مورد را وارد کنید.')
  expect(refusedCsv([refused])).toContain(`"'=1+1"`)
})
