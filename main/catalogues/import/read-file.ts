import { CsvError, parse } from 'csv-parse/sync'
import { Fault } from '#main/app/fault'
import type { Cells } from '../rows/read-row'
import { readTable } from './read-table'

export type FileRow = { row: number; cells: Cells } | { row: number; misshapen: true }
export type Columns = { known: readonly string[]; needed: readonly string[] }

/**
 * Reads a table's file: UTF-8 CSV (byte-order mark allowed; comma, semicolon or tab) or a JSON array of objects, told apart by
 * content. Columns beyond the known ones are ignored, blank lines are no rows but keep their number.
 * @throws Fault IMPORT_TOO_LARGE, IMPORT_NOT_UTF8, IMPORT_EMPTY, IMPORT_NOT_TABLE, IMPORT_COLUMNS {missing}.
 */
export const readFile = (bytes: Uint8Array, columns: Columns): FileRow[] =>
  readTable<FileRow>(bytes, { csv: (text) => readCsv(text, columns), json: (text) => readJson(text, columns) })

const assertColumns = (names: ReadonlySet<string>, { known, needed }: Columns): void => {
  if (!known.some((column) => names.has(column))) throw new Fault('IMPORT_NOT_TABLE')
  const missing = needed.filter((column) => !names.has(column))
  if (missing.length > 0) throw new Fault('IMPORT_COLUMNS', { missing })
}

const delimiters = [',', ';', '\t'] as const

const readCsv = (text: string, columns: Columns): FileRow[] => {
  const lines = text.split(/\r\n|\n|\r/)
  const start = lines.findIndex((line) => line.trim() !== '')
  const headers = delimiters.map((delimiter) => ({ delimiter, names: (recordsOf(lines[start] ?? '', delimiter)?.[0] ?? []).map((name) => name.trim()) }))
  const knownIn = (names: readonly string[]): number => columns.known.filter((column) => names.includes(column)).length
  const { delimiter, names } = headers.reduce((a, b) => (knownIn(b.names) > knownIn(a.names) ? b : a))
  assertColumns(new Set(names), columns)
  const body = lines.slice(start + 1)
  // One stray quote would swallow what follows it: then every line is read for itself and only its own row is spoilt.
  const records = recordsOf(body.join('\n'), delimiter) ?? body.map((line) => recordsOf(line, delimiter)?.[0] ?? null)
  return records.flatMap((cells, i) => csvRow(cells, i + 1, names, columns.known))
}

const csvRow = (cells: readonly string[] | null, row: number, names: readonly string[], known: readonly string[]): FileRow[] => {
  if (cells?.every((cell) => cell.trim() === '')) return []
  if (cells?.length !== names.length) return [{ row, misshapen: true }]
  return [{ row, cells: Object.fromEntries(known.map((column) => [column, cells[names.indexOf(column)] ?? ''])) }]
}

const recordsOf = (text: string, delimiter: string): string[][] | null => {
  try {
    return parse(text, { delimiter, relax_column_count: true, record_delimiter: '\n', skip_empty_lines: false })
  } catch (error) {
    if (error instanceof CsvError) return null
    throw error
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value)

const readJson = (text: string, columns: Columns): FileRow[] => {
  const items = parseJson(text)
  if (!Array.isArray(items)) throw new Fault('IMPORT_NOT_TABLE')
  if (items.length === 0) return []
  assertColumns(new Set(items.filter(isObject).flatMap((item) => Object.keys(item))), columns)
  return items.map((item: unknown, i) => {
    const cells = cellsOf(item, columns.known)
    return cells ? { row: i + 1, cells } : { row: i + 1, misshapen: true }
  })
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    throw new Fault('IMPORT_NOT_TABLE')
  }
}

/** The texts of an object's columns, or null where it is no row. */
export const cellsOf = (item: unknown, known: readonly string[]): Cells | null => {
  if (!isObject(item)) return null
  const texts = known.map((column) => [column, Object.hasOwn(item, column) ? textOf(item[column]) : ''] as const)
  return texts.some(([, text]) => text === null) ? null : Object.fromEntries(texts.map(([column, text]) => [column, text ?? '']))
}

/** What a person would have typed: a number its digits, a flag its word, a list its parts. Null for what can't be a cell. */
const textOf = (value: unknown): string | null => {
  if (value === null) return ''
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'number') return String(value)
  // A part with the mark between parts would come apart into two.
  return Array.isArray(value) && value.every((part) => typeof part === 'string' && !part.includes('|')) ? value.join('|') : null
}
