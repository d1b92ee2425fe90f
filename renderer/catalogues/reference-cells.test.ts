import { describe, expect, it } from 'vitest'
import type { ReferenceRow } from '#contract/reference-tables'
import { referenceNames, referenceTable } from '#contract/reference-tables'
import { columnNames } from '../locale/catalogues'
import { cellsOf, cellText, csvTemplate, findRows, rowState } from './reference-cells'

const row: ReferenceRow = {
  code: '1014', title: 'لبنیات سنتی', from: '2026-03-21', to: null, source: '', version: 1,
  values: { group: 'تولیدی', agencyCode: 'agriculture', secondAgencies: ['health'], path: 'approval', hygiene: true, confirmations: ['الف', 'ب'], loanAllowed: true, model: false },
}

describe('reference rows', () => {
  it('stand in force between their first and last day; a holiday taken back has ended', () => {
    expect(rowState('fields', row, '2026-03-20')).toBe('not_yet')
    expect(rowState('fields', { ...row, to: '2026-03-21' }, '2026-03-21')).toBe('in_force')
    expect(rowState('fields', { ...row, to: '2026-03-21' }, '2026-03-22')).toBe('ended')
    expect(rowState('holidays', { ...row, to: '2030-01-01' }, '2026-03-22')).toBe('ended')
  })

  it('are typed as the core reads them and shown as people read them', () => {
    expect(cellsOf('fields', row)).toEqual({
      code: '1014', title: 'لبنیات سنتی', from: '1405/01/01', to: '', group: 'تولیدی', agencyCode: 'agriculture', secondAgencies: 'health', path: 'approval',
      hygiene: 'yes', confirmations: 'الف|ب', loanAllowed: 'yes', model: 'no',
    })
    const shown = referenceTable('fields').columns.map((column) => cellText(column, row.values[column.id], (code) => `«${code}»`))
    expect(shown).toEqual(['تولیدی', '«agriculture»', '«health»', 'تأییدمحور', 'دارد', 'الف، ب', 'مجاز', 'ندارد'])
  })

  it('are found by code and by folded words', () => {
    expect([findRows([row], '۱۰۱۴').length, findRows([row], 'لبنيات').length, findRows([row], 'خیاطی').length]).toEqual([1, 1, 0])
  })

  it('have a template whose columns all have Persian names', () => {
    for (const name of referenceNames) for (const column of csvTemplate(name).slice(1).trim().split(',')) expect(columnNames[column], column).toBeDefined()
  })
})
