import type { ReferenceTableBody } from '#contract/wire/changes'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { listRows } from '#db/catalogues/reference-repo'
import { transact } from '#db/transact'
import { fileColumns } from './import/columns'
import { judgeRows } from './import/judge-rows'
import { cellsOf, type FileRow } from './import/read-file'
import { absentRows, writeTable } from './import/replace-table'
import { rowFacts } from './rows/read-row'

/**
 * Replaces a table by the centre's version: its rows become the next versions of ours, rows it no longer names end.
 * One row that can't be read refuses the whole, so that no table is ever half the centre's.
 * @throws Fault CHANGE_MALFORMED.
 */
export const applyReferenceTable = (context: Context, body: ReferenceTableBody): void =>
  transact(context.db, (db) => {
    const { known } = fileColumns(body.table)
    const rows = body.rows.map((item, i): FileRow => {
      const cells = cellsOf(item, known)
      return cells ? { row: i + 1, cells } : { row: i + 1, misshapen: true }
    })
    const stored = new Map(listRows(db, body.table).map((row) => [row.code, row]))
    const judged = judgeRows(body.table, rows, rowFacts(db, context.clock.today()), stored)
    if (judged.some(({ draft }) => draft === null)) throw new Fault('CHANGE_MALFORMED')
    const drafts = judged.flatMap(({ draft, verdict }) => (draft && verdict.outcome !== 'same' ? [draft] : []))
    const { ending } = absentRows(context, body.table, new Set(judged.map(({ verdict }) => verdict.code)))
    writeTable(context, body.table, { drafts, ending, whole: true, source: `registry ${body.version}` })
  })
