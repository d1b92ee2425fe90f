import { expect, test } from 'vitest'
import { contract, type InputOf } from '#contract'
import { yearColumns } from '#contract/quotas'
import { createLoanOffice, type LoanOffice } from '#db/testing/loan-office'
import { entriesOf } from '#db/ledger/ledger-repo'
import { findYear, listYears } from '#db/quotas/quota-repo'
import { applyProgrammeYears, importYears } from './import-years'
import { saveYear } from './save-year'

const good: Record<string, string> = {
  year: '۱۴۰۵', provincialQuotaRial: '12,000,000,000', independentCeilingRial: '۱٬۰۰۰٬۰۰۰٬۰۰۰', supporterCeilingRial: '', perCoveredRial: '', minCovered: '', absorbBy: '1405/12/15', bankCodes: '022|012',
}
const csv = (...rows: Record<string, string>[]): string =>
  Buffer.from([yearColumns.join(','), ...rows.map((row) => yearColumns.map((column) => `"${row[column] ?? ''}"`).join(','))].join('\n')).toString('base64')
const run = (at: LoanOffice, contentBase64: string, more: Partial<InputOf<'quotas.importYears'>> = {}) =>
  importYears(at.as('system_manager'), contract.quotas.importYears.input.parse({ name: 'سال‌ها.csv', contentBase64, store: false, ...more }))

test('S1-00, S1-A3: years with their ceilings come from a file, judged first, each row for itself; stored as new versions', () => {
  const at = createLoanOffice()
  const file = csv(good, { ...good, year: '1406', provincialQuotaRial: 'زیاد' })
  expect(run(at, file)).toMatchObject({ stored: false, counts: { new: 1, refused: 1 }, verdicts: [{ code: '1405', outcome: 'new' }, { code: '1406', outcome: 'refused', faults: [{ field: 'provincialQuotaRial', reason: 'NOT_A_NUMBER' }] }] })
  expect(listYears(at.db)).toEqual([])
  expect(() => run(at, file, { store: true })).toThrow('REFERENCE_REFUSED')
  expect(listYears(at.db)).toEqual([])
  run(at, file, { store: true, withoutRefused: true })
  expect(findYear(at.db, 1405)).toMatchObject({
    version: 1, state: 'planned', provincialQuotaRial: 12_000_000_000, independentCeilingRial: 1_000_000_000, supporterCeilingRial: 20_000_000_000, absorbBy: '2027-03-06', bankCodes: ['012', '022'],
  })
  expect(run(at, csv(good)).counts).toEqual({ new: 0, changed: 0, same: 1, refused: 0 })
  expect(run(at, csv({ ...good, independentCeilingRial: '2000000000' }), { store: true }).counts.changed).toBe(1)
  expect(entriesOf(at.db, 'ProgrammeYear', '1405').map(({ kind, base_version: base }) => [kind, base])).toEqual([['year.save', 0], ['year.save', 1]])
})

test.each([
  [{ year: '1300' }, 'year', 'NUMBER_TOO_SMALL'], [{ year: '' }, 'year', 'REQUIRED'], [{ provincialQuotaRial: '-1' }, 'provincialQuotaRial', 'NOT_A_NUMBER'],
  [{ absorbBy: '1404/12/30' }, 'absorbBy', 'DATE_IMPOSSIBLE'], [{ absorbBy: '2027-02-30' }, 'absorbBy', 'DATE_IMPOSSIBLE'], [{ bankCodes: '999' }, 'bankCodes', 'BANK_UNKNOWN'], [{ bankCodes: 'ملی' }, 'bankCodes', 'UNKNOWN_VALUE'], [{ bankCodes: '' }, 'bankCodes', 'REQUIRED'],
  [{ minCovered: '0' }, 'minCovered', 'NUMBER_TOO_SMALL'], [{ perCoveredRial: '99999999999999999999' }, 'perCoveredRial', 'NUMBER_TOO_LARGE'],
])('bad input: a year with %j is refused by its column', (change, field, reason) => {
  const at = createLoanOffice()
  expect(run(at, csv({ ...good, ...change })).verdicts[0]).toMatchObject({ outcome: 'refused', faults: [{ field, reason }] })
})

test('a year twice in one file, and one below what its counties already have, are refused; JSON and the centre’s days are read', () => {
  const at = createLoanOffice()
  expect(run(at, csv(good, good)).verdicts.map(({ outcome }) => outcome)).toEqual(['new', 'refused'])
  run(at, Buffer.from(JSON.stringify([{ year: 1405, provincialQuotaRial: 12_000_000_000, independentCeilingRial: 1_000_000_000, absorbBy: '2027-03-06', bankCodes: ['022', '012'] }])).toString('base64'), { store: true })
  const at1 = findYear(at.db, 1405)!
  expect(run(at, csv(good)).counts.same).toBe(1)
  at.db.prepare("INSERT INTO county_quotas (year, county_code, allotted_rial, employment_commitment, note, version) VALUES (1405, '0603', 900, 1, '', 1)").run()
  expect(run(at, csv({ ...good, provincialQuotaRial: '899' })).verdicts[0]).toMatchObject({ faults: [{ field: 'provincialQuotaRial', reason: 'QUOTA_BELOW_ALLOTTED' }] })
  expect(at1.version).toBe(1)
})

test('the centre’s years take the place of ours; one that can’t be taken refuses the whole', () => {
  const at = createLoanOffice()
  saveYear(at.as('expert'), contract.quotas.saveYear.input.parse({ year: 1405, provincialQuotaRial: 5, independentCeilingRial: 1, bankCodes: ['022'] }))
  const row = { year: 1405, provincialQuotaRial: 12_000_000_000, independentCeilingRial: 1_000_000_000, bankCodes: ['012'] }
  expect(() => { applyProgrammeYears(at.as('system_manager'), { version: '3', rows: [row, { ...row, year: 'x' }] }) }).toThrow('CHANGE_MALFORMED')
  expect(findYear(at.db, 1405)).toMatchObject({ version: 1, provincialQuotaRial: 5 })
  applyProgrammeYears(at.as('system_manager'), { version: '3', rows: [row, { ...row, year: 1406 }] })
  expect(findYear(at.db, 1405)).toMatchObject({ version: 2, provincialQuotaRial: 12_000_000_000, bankCodes: ['012'] })
  expect(listYears(at.db)).toEqual([1406, 1405])
})
