import type { ReferenceReport, ReferenceVerdict } from '#contract/catalogues'
import type { ReferenceName } from '#contract/reference-tables'
import { lightText } from '#contract/values/text'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { listRows } from '#db/catalogues/reference-repo'
import { transact } from '#db/transact'
import { rowFacts } from '../rows/read-row'
import { fileColumns } from './columns'
import { judgeRows } from './judge-rows'
import { readFile } from './read-file'
import { absentRows, writeTable } from './replace-table'

export type TableImport = { table: ReferenceName; name: string; contentBase64: string; whole: boolean; store: boolean; withoutRefused: boolean }

/**
 * Judges a table's file row by row and, when asked, stores it in one transaction: all rows, or all but the refused ones if
 * that was said too. Rows that say nothing new keep their version.
 * @throws Fault of the file as a whole (IMPORT_*); REFERENCE_REFUSED {refused} when rows are refused and that was not said, or none is left.
 */
export const importTable = (context: Context, input: TableImport): ReferenceReport => {
  const rows = readFile(Buffer.from(input.contentBase64, 'base64'), fileColumns(input.table))
  return transact(context.db, (db) => {
    const stored = new Map(listRows(db, input.table).map((row) => [row.code, row]))
    const judged = judgeRows(input.table, rows, rowFacts(db, context.clock.today()), stored)
    const verdicts = judged.map(({ verdict }) => verdict)
    // A refused row still names its code: what it stands for has not gone.
    const { ending, kept } = input.whole ? absentRows(context, input.table, new Set(verdicts.map(({ code }) => code))) : { ending: [], kept: [] }
    const counts = countsOf(verdicts)
    if (input.store) {
      if (counts.refused > 0 && (!input.withoutRefused || counts.refused === verdicts.length)) throw new Fault('REFERENCE_REFUSED', { refused: counts.refused })
      const drafts = judged.flatMap(({ draft, verdict }) => (draft && verdict.outcome !== 'same' ? [draft] : []))
      writeTable(context, input.table, { drafts, ending, whole: input.whole, source: sourceOf(input.name) })
    }
    return { stored: input.store, rows: verdicts.length, counts, ended: ending.length, kept, verdicts }
  })
}

/** The file's name as a source: what it shows is what it is. */
const sourceOf = (name: string): string => `فایل ${lightText(name).slice(0, 120)}`

const countsOf = (verdicts: readonly ReferenceVerdict[]): ReferenceReport['counts'] => {
  const counts = { new: 0, changed: 0, same: 0, refused: 0 }
  for (const { outcome } of verdicts) counts[outcome] += 1
  return counts
}
