import { referenceTable, rowColumns, type ReferenceColumn, type ReferenceName, type ReferenceRow, type ReferenceValue } from '#contract/reference-tables'
import { yearColumns } from '#contract/quotas'
import { jalaliText } from '#contract/values/jalali'
import { searchKey } from '#contract/values/text'
import { columnName, optionName, words, type FileTable } from '../locale/catalogues'
import { dayShort } from '../locale/dates'
import { fa } from '../locale/digits'

export type RowState = 'in_force' | 'ended' | 'not_yet'

/** Where a row stands on a day. A holiday taken back has ended whatever its day. */
export const rowState = (table: ReferenceName, row: ReferenceRow, today: string): RowState => {
  if (row.to !== null && (table === 'holidays' || row.to < today)) return 'ended'
  return row.from !== null && row.from > today ? 'not_yet' : 'in_force'
}

/** A cell as people read it. `agencyOf`: an agency's title by its code. */
export const cellText = (column: ReferenceColumn, value: ReferenceValue | undefined, agencyOf: (code: string) => string): string => {
  if (typeof value === 'boolean') return value ? (column.id === 'loanAllowed' ? words.allowed : words.yes) : words.no
  if (typeof value !== 'string') return (value ?? []).map((part) => (column.kind === 'agencies' ? agencyOf(part) : part)).join('، ')
  if (column.kind === 'choice') return optionName(value)
  if (column.kind === 'agency') return agencyOf(value)
  return column.kind === 'day' && value !== '' ? dayShort(value) : value
}

/** A row's texts as the form holds them and the core reads them. */
export const cellsOf = (table: ReferenceName, row: ReferenceRow | null): Record<string, string> => {
  const { codeIsDay, columns } = referenceTable(table)
  const own = columns.map((column) => [column.id, row ? typedText(column, row.values[column.id]) : blank(column)])
  return {
    code: row ? (codeIsDay ? jalaliText(row.code) : row.code) : '', title: row?.title ?? '', from: dayTyped(row?.from), to: dayTyped(row?.to),
    ...Object.fromEntries(own) as Record<string, string>,
  }
}

const dayTyped = (day: string | null | undefined): string => (day ? jalaliText(day) : '')
const blank = (column: ReferenceColumn): string => (column.kind === 'flag' ? 'no' : column.kind === 'choice' ? column.options[0] ?? '' : '')
const typedText = (column: ReferenceColumn, value: ReferenceValue | undefined): string => {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value !== 'string') return (value ?? []).join('|')
  return column.kind === 'day' && value !== '' ? jalaliText(value) : value
}

/** A row whole, for those who only read it. */
export const factsOf = (table: ReferenceName, row: ReferenceRow, agencyOf: (code: string) => string): { id: string; term: string; text: string }[] => {
  const { codeIsDay, columns } = referenceTable(table)
  return [
    { id: 'code', text: codeIsDay ? dayShort(row.code) : /^\d+$/.test(row.code) ? fa(row.code) : row.code }, { id: 'title', text: row.title },
    ...columns.map((column) => ({ id: column.id, text: cellText(column, row.values[column.id], agencyOf) })),
    { id: 'from', text: row.from ? dayShort(row.from) : '' }, { id: 'to', text: row.to ? dayShort(row.to) : '' },
  ].map((fact) => ({ ...fact, term: columnName(table, fact.id) }))
}

/** Rows that a typed text finds, by code or words. */
export const findRows = (rows: readonly ReferenceRow[], text: string): ReferenceRow[] => {
  const key = searchKey(text)
  return key === '' ? [...rows] : rows.filter((row) => searchKey(`${row.code} ${row.title} ${Object.values(row.values).filter((value) => typeof value === 'string').join(' ')}`).includes(key))
}

/** The template of a table's file: byte-order mark and CRLF, so that spreadsheets show its letters right. */
const fileColumns = (table: FileTable): readonly string[] => (table === 'programmeYears' ? yearColumns : [...rowColumns, ...referenceTable(table).columns.map(({ id }) => id)])
export const csvTemplate = (table: FileTable): string => `\uFEFF${fileColumns(table).join(',')}\r\n`

/** The columns that a grid has room for; long texts are read in the row's own dialog. */
export const gridColumns = (table: ReferenceName): ReferenceColumn[] =>
  referenceTable(table).columns.filter(({ id }) => !['text', 'ruleSets', 'confirmations', 'secondAgencies', 'hygiene'].includes(id)).slice(0, 5)

export const gridHeads = (table: ReferenceName): { id: string; title: string }[] => [
  { id: 'code', title: columnName(table, 'code') }, { id: 'title', title: columnName(table, 'title') },
  ...gridColumns(table).map(({ id }) => ({ id, title: columnName(table, id) })), { id: 'state', title: words.state },
]
