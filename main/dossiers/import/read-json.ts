import { importColumns } from '#contract/dossiers'
import { Fault } from '#main/app/fault'
import { assertColumns, cellsBy, type Column, type RawRow } from './columns'

/** Columns that a JSON writer may leave out where they are empty. */
const leavable: readonly Column[] = ['militaryStatus', 'loanAmountRial', 'sheba']

type Member = { readonly [name: string]: unknown }
const isObject = (value: unknown): value is Member => typeof value === 'object' && value !== null && !Array.isArray(value)

/** A JSON array of objects. @throws Fault IMPORT_NOT_TABLE, IMPORT_COLUMNS. */
export const readJson = (text: string): RawRow[] => {
  const items = parse(text)
  if (!Array.isArray(items)) throw new Fault('IMPORT_NOT_TABLE')
  if (items.length === 0) return []
  const names = new Set(items.filter(isObject).flatMap((item) => Object.keys(item)))
  assertColumns(names, importColumns.filter((column) => !leavable.includes(column)))
  return items.map((item: unknown, i) => rowOf(item, i + 1))
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    throw new Fault('IMPORT_NOT_TABLE')
  }
}

const rowOf = (item: unknown, row: number): RawRow => {
  if (!isObject(item)) return { row, misshapen: true }
  const texts = new Map(importColumns.map((column) => [column, Object.hasOwn(item, column) ? textOf(item[column]) : '']))
  return [...texts.values()].includes(null) ? { row, misshapen: true } : { row, cells: cellsBy((column) => texts.get(column) ?? '') }
}

/**
 * The text a clerk would have typed. A number stands for its digits (a lost leading zero is then seen as a missing digit), a list
 * of texts for its parts. Null for what can't be a cell.
 */
const textOf = (value: unknown): string | null => {
  if (value === null) return ''
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'number') return String(value)
  return Array.isArray(value) && value.every((part) => typeof part === 'string') ? value.join('|') : null
}
