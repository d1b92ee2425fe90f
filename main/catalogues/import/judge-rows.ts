import type { ReferenceVerdict } from '#contract/catalogues'
import type { ReferenceName, ReferenceRow } from '#contract/reference-tables'
import { codeText } from '#contract/values/text'
import { readRow, sameRow, type Draft, type RowFacts } from '../rows/read-row'
import type { FileRow } from './read-file'

/** A row of the file, judged: what it would write stands beside its verdict. */
export type Judged = { verdict: ReferenceVerdict; draft: Draft | null }

/** Judges every row of a file for itself; the second row of one code is refused. */
export const judgeRows = (name: ReferenceName, rows: readonly FileRow[], facts: RowFacts, stored: ReadonlyMap<string, ReferenceRow>): Judged[] => {
  const seen = new Set<string>()
  return rows.map((raw) => {
    const judged = judgeRow(name, raw, facts, stored)
    const { code } = judged.verdict
    if (code === '' || !seen.has(code)) {
      seen.add(code)
      return judged
    }
    return refused(raw.row, code, judged.verdict.title, [...judged.verdict.faults, { field: 'code', reason: 'CODE_DUPLICATE' }])
  })
}

const refused = (row: number, code: string, title: string, faults: ReferenceVerdict['faults']): Judged =>
  ({ verdict: { row, code, title, outcome: 'refused', faults }, draft: null })

const judgeRow = (name: ReferenceName, raw: FileRow, facts: RowFacts, stored: ReadonlyMap<string, ReferenceRow>): Judged => {
  if ('misshapen' in raw) return refused(raw.row, '', '', [{ field: 'row', reason: 'ROW_SHAPE' }])
  const read = readRow(name, raw.cells, facts)
  if ('faults' in read) return refused(raw.row, codeText(read.code), read.title, read.faults)
  const { draft } = read
  const before = stored.get(draft.code)
  const outcome = !before ? 'new' : sameRow(draft, before) ? 'same' : 'changed'
  return { verdict: { row: raw.row, code: draft.code, title: draft.title, outcome, faults: [] }, draft }
}
