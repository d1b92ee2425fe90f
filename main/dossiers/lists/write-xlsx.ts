import writeXlsxFile from 'write-excel-file/node'
import type { CsvCell } from '#contract/values/csv'

const headingStyle = { fontWeight: 'bold', backgroundColor: '#E8E8F4' } as const

/**
 * Lines as one right-to-left sheet, the first of them a heading that stays in sight. Texts are texts: a leading zero stays,
 * and nothing is ever a formula.
 */
export const writeXlsx = ([heading, ...rows]: readonly (readonly CsvCell[])[]): Promise<Buffer> => {
  const titles = (heading ?? []).map((title) => ({ value: String(title ?? ''), type: String, ...headingStyle }))
  const body = rows.map((row) => row.map((cell) => {
    if (cell === null || cell === '') return null
    return typeof cell === 'number' ? { value: cell, type: Number } : { value: cell, type: String }
  }))
  return writeXlsxFile([titles, ...body], {
    rightToLeft: true, stickyRowsCount: 1, columns: (heading ?? []).map((title, i) => ({ width: widthOf(title, rows, i) })),
  }).toBuffer()
}

/** Wide enough for most of what stands in a column, never the whole screen. */
const widthOf = (title: CsvCell, rows: readonly (readonly CsvCell[])[], i: number): number => {
  const lengths = [title, ...rows.slice(0, 200).map((row) => row[i] ?? '')].map((cell) => String(cell ?? '').length)
  return Math.min(48, Math.max(8, ...lengths) + 2)
}
