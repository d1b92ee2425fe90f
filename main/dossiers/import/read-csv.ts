import { CsvError, parse } from 'csv-parse/sync'
import { importColumns } from '#contract/dossiers'
import { Fault } from '#main/app/fault'
import { assertColumns, cellsBy, type RawRow } from './columns'

const delimiters = [',', ';', '\t'] as const
type Delimiter = (typeof delimiters)[number]

/** A quoted cell may hold line breaks; one that runs on longer than this is a quote that was never closed. */
const longestRecord = 10

/** Records as lists of cells; null where a line is no record. */
type Cells = readonly string[] | null

/**
 * A table whose first line names the columns. The delimiter is the one that finds the most known columns there.
 * @throws Fault IMPORT_NOT_TABLE, IMPORT_COLUMNS.
 */
export const readCsv = (text: string): RawRow[] => {
  const lines = text.split(/\r\n|\n|\r/)
  const start = lines.findIndex((line) => line.trim() !== '')
  const { delimiter, header } = readHeader(lines[start] ?? '')
  assertColumns(new Set(header))
  const rows = recordsOf(lines.slice(start + 1), delimiter, header.length).map((cells, i) => toRow(cells, i + 1, header))
  return rows.filter((row) => row !== null)
}

const readHeader = (line: string): { delimiter: Delimiter; header: string[] } => {
  const tries = delimiters.map((delimiter) => ({ delimiter, header: (readRecord(line, delimiter) ?? []).map((name) => name.trim()) }))
  const known = ({ header }: { header: string[] }): number => importColumns.filter((column) => header.includes(column)).length
  const best = tries.reduce((a, b) => (known(b) > known(a) ? b : a))
  if (best.header.length === 0) throw new Fault('IMPORT_NOT_TABLE')
  return best
}

/** Blank lines count as rows, so that a verdict's number finds its line, but are no submissions. */
const toRow = (cells: Cells, row: number, header: readonly string[]): RawRow | null => {
  if (cells?.every((cell) => cell.trim() === '')) return null
  if (cells?.length !== header.length) return { row, misshapen: true }
  return { row, cells: cellsBy((column) => cells[header.indexOf(column)] ?? '') }
}

/** The whole body at once if it is sound; otherwise line by line, so that one stray quote spoils its own row only. */
const recordsOf = (lines: readonly string[], delimiter: Delimiter, width: number): Cells[] => {
  const body = lines.at(-1) === '' ? lines.slice(0, -1) : lines
  const whole = readRecords(body.join('\n'), delimiter)
  const sound = whole?.every(({ cells, lines: spanned }) => spanned === 1 || cells.length === width)
  return whole && sound ? whole.map(({ cells }) => cells) : lineByLine(body, delimiter, width)
}

const lineByLine = (lines: readonly string[], delimiter: Delimiter, width: number): Cells[] => {
  const records: Cells[] = []
  for (let i = 0; i < lines.length; ) {
    const spanned = spanOf(lines, i, delimiter, width)
    records.push(readRecord(lines.slice(i, i + spanned).join('\n'), delimiter))
    i += spanned
  }
  return records
}

/** How many lines from `i` on make one record of the right width; 1 when none do. */
const spanOf = (lines: readonly string[], i: number, delimiter: Delimiter, width: number): number => {
  for (let n = 1; n <= longestRecord && i + n <= lines.length; n += 1) {
    if (readRecord(lines.slice(i, i + n).join('\n'), delimiter)?.length === width) return n
    if (n === 1 && !lines[i]!.includes('"')) return 1
  }
  return 1
}

/** One record, or null when the text holds a broken quote or more than one. */
const readRecord = (text: string, delimiter: Delimiter): readonly string[] | null => {
  if (text === '') return ['']
  const records = readRecords(text, delimiter)
  return records?.length === 1 ? records[0]!.cells : null
}

const readRecords = (text: string, delimiter: Delimiter): { cells: string[]; lines: number }[] | null => {
  try {
    const parsed = parse(text, { delimiter, bom: false, relax_column_count: true, info: true, record_delimiter: '\n' }) as unknown as
      { record: string[]; info: { lines: number } }[]
    return parsed.map(({ record, info }, i) => ({ cells: record, lines: info.lines - (parsed[i - 1]?.info.lines ?? 0) }))
  } catch (error) {
    if (error instanceof CsvError) return null
    throw error
  }
}
