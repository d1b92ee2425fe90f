import { setImmediate as breathe } from 'node:timers/promises'
import type { DossierSummary } from '#contract/dossiers'
import type { ExportColumn, SavedFilter } from '#contract/intake'
import { csvText, type CsvCell } from '#contract/values/csv'
import { jalaliText } from '#contract/values/jalali'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { appendEntry, sha256 } from '#main/ledger/index'
import { transact } from '#db/transact'
import { find } from '../find-dossiers'
import { cellOf, type Words } from './list-table'
import { writeXlsx } from './write-xlsx'

/** More than this is not a list that a person reads; a sheet of it would take the memory of the whole office. */
const mostRows = 20_000
const pageSize = 200

export type ExportInput = {
  filter: SavedFilter
  format: 'xlsx' | 'csv'
  columns: readonly { id: ExportColumn; title: string }[]
  words: Words
}

/**
 * The filtered list whole, as a file. Who took how many rows and the file's digest stand in the ledger; the rows do not.
 * @throws Fault EXPORT_TOO_LARGE {most}.
 */
export const exportList = async (context: Context, { filter, format, columns, words }: ExportInput): Promise<{ fileName: string; contentBase64: string; rows: number }> => {
  const rows = await rowsOf(context, filter)
  const lines: CsvCell[][] = [columns.map(({ title }) => title), ...rows.map((row) => columns.map(({ id }) => cellOf(row, id, words)))]
  const content = format === 'xlsx' ? await writeXlsx(lines) : Buffer.from(csvText(lines), 'utf8')
  transact(context.db, () => {
    appendEntry(context, {
      kind: 'export.make', aggregate: { type: 'Ledger', id: 'dossiers' }, baseVersion: 0,
      payload: { what: 'dossiers', format, rows: rows.length, sha256: sha256(content), columns: columns.map(({ id }) => id) },
    })
  })
  return { fileName: `dossiers-${jalaliText(context.clock.today()).replaceAll('/', '')}.${format}`, contentBase64: content.toString('base64'), rows: rows.length }
}

/** Page by page, so that other calls are answered meanwhile. */
const rowsOf = async (context: Context, filter: SavedFilter): Promise<DossierSummary[]> => {
  const rows: DossierSummary[] = []
  let after: string | null = null
  do {
    const page: ReturnType<typeof find> = find(context, { ...filter, after, limit: pageSize })
    rows.push(...page.items)
    if (Math.max(rows.length, page.total) > mostRows) throw new Fault('EXPORT_TOO_LARGE', { most: mostRows })
    after = page.next
    await breathe()
  } while (after)
  return rows
}
