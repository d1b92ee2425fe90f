import { expect, test } from 'vitest'
import { importColumns } from '#contract/dossiers'
import { isReasonCode } from '#contract/values/reasons'
import { createCounter } from '../testing/counter'
import type { Column } from './columns'
import { base64, csv, woman } from './testing/rows'

/** What no cell of its column may hold; a column that is not here is asked with what no column takes. */
const everywhere = ['زه\u202Eرا', 'زه\u2066را', 'ا'.repeat(70_000), 'Ø²Ù‡Ø±Ø§', '&#1586;', '%D8%B2', '=HYPERLINK("x")', '{"a":1}', '🙂']
const own: Partial<Record<Column, readonly string[]>> = {
  nationalId: ['1740000014', '1111111111', '174000001', '۱۷۴۰۰۰۰۰۱۴'], birthDate: ['1404/12/30', '1405/13/01', '1405/07/31', '2026/02/30', '1505/01/01'],
  receivedOn: ['1404/12/30', '1505/01/01', '1305/08/25'], mobile: ['0912', '06133334444'], postalCode: ['61346', '0000000000'], sheba: ['IR120220000000000000000002'],
  loanAmountRial: ['-1', '1.5', '99999999999999999999', '1e9'], countyCode: ['0699', '603'], fieldCode: ['9999'], documents: ['skill|passport', 'skill'],
}
/** Free text may hold what is only odd; it never holds what can't be shown as it reads. */
const free: readonly Column[] = ['address', 'planTitle']
const values = (column: Column): string[] => [...(free.includes(column) ? everywhere.slice(0, 3) : everywhere), ...(own[column] ?? [])]

test.each(importColumns)('bad input: a wrong %s names its column and stores nothing', async (column) => {
  const counter = createCounter()
  const wrong = values(column)
  const rows = wrong.map((value) => ({ ...woman, [column]: value }))
  const { verdicts } = await counter.ask('importFile', { name: 'rows.csv', contentBase64: base64(csv(rows)) })
  for (const [at, verdict] of verdicts.entries()) {
    const fault = verdict.outcome === 'refused' ? verdict.faults.find(({ field }) => field === column) : undefined
    expect({ value: wrong[at]!.slice(0, 30), named: fault !== undefined && isReasonCode(fault.reason) }).toEqual({ value: wrong[at]!.slice(0, 30), named: true })
  }
  expect(counter.db.prepare<[], number>('SELECT count(*) FROM dossiers').pluck().get()).toBe(0)
  expect(counter.kinds().filter((kind) => kind !== 'dossier.import')).toEqual(createCounter().kinds())
})
