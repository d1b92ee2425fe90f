import { referenceTable, type ReferenceName, type ReferenceRow, type ReferenceValue } from '#contract/reference-tables'
import { csvText } from '#contract/values/csv'
import { jalaliText } from '#contract/values/jalali'
import type { Context } from '#main/app/ports'
import { appendEntry } from '#main/ledger/index'
import { listRows } from '#db/catalogues/reference-repo'
import { transact } from '#db/transact'
import { fileColumns } from './import/columns'

/**
 * A table whole as CSV: byte-order mark, CRLF, the importer's own columns and the row's source and version behind them.
 * Says in the ledger that it was made.
 */
export const exportTable = (context: Context, name: ReferenceName): { fileName: string; content: string } =>
  transact(context.db, (db) => {
    const rows = listRows(db, name)
    const columns = [...fileColumns(name).known, 'source', 'version']
    const content = csvText([columns, ...rows.map((row) => columns.map((column) => textOf(name, row, column)))])
    appendEntry(context, {
      kind: 'export.make', aggregate: { type: 'Reference', id: name }, baseVersion: 0, payload: { what: 'reference', table: name, rows: rows.length },
    })
    return { fileName: `${name}-${jalaliText(context.clock.today()).replaceAll('/', '')}.csv`, content }
  })

const textOf = (name: ReferenceName, row: ReferenceRow, column: string): string => {
  if (column === 'code') return referenceTable(name).codeIsDay ? jalaliText(row.code) : row.code
  if (column === 'from' || column === 'to') return dayText(row[column])
  if (column === 'title' || column === 'source') return row[column]
  if (column === 'version') return String(row.version)
  const kind = referenceTable(name).columns.find(({ id }) => id === column)?.kind
  const value = row.values[column]
  return kind === 'day' && typeof value === 'string' ? dayText(value || null) : valueText(value)
}

const dayText = (day: string | null): string => (day === null ? '' : jalaliText(day))
const valueText = (value: ReferenceValue | undefined): string => {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return typeof value === 'string' ? value : (value ?? []).join('|')
}
