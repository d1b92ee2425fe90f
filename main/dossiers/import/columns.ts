import { importColumns } from '#contract/dossiers'
import { Fault } from '#main/app/fault'

export type Column = (typeof importColumns)[number]

/** One submission as typed: a text for every column, or a row whose cells could not be told apart. */
export type RawRow = { row: number; cells: Record<Column, string> } | { row: number; misshapen: true }

/** Builds a row's cells by asking for each column in turn. */
export const cellsBy = (cell: (column: Column) => string): Record<Column, string> =>
  Object.fromEntries(importColumns.map((column) => [column, cell(column)])) as Record<Column, string>

/**
 * Whether these names are the template's. Names are case-sensitive; their order is free, others are ignored.
 * @throws Fault IMPORT_NOT_TABLE when none is known: this is some other file; IMPORT_COLUMNS {missing} when some are.
 */
export const assertColumns = (names: ReadonlySet<string>, needed: readonly Column[] = importColumns): void => {
  if (!importColumns.some((column) => names.has(column))) throw new Fault('IMPORT_NOT_TABLE')
  const missing = needed.filter((column) => !names.has(column))
  if (missing.length > 0) throw new Fault('IMPORT_COLUMNS', { missing })
}
