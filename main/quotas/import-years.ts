import { z } from 'zod'
import { jalaliText } from '#contract/values/jalali'
import type { ReferenceReport, ReferenceVerdict } from '#contract/catalogues'
import { neededYearColumns, yearColumns, yearContent } from '#contract/quotas'
import { fieldFaults } from '#contract/values/field-faults'
import type { FieldFault } from '#contract/values/reasons'
import { codeText } from '#contract/values/text'
import type { ProgrammeYearsBody } from '#contract/wire/changes'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { cellsOf, readFile, type FileRow } from '#main/catalogues/index'
import { findBank } from '#db/catalogues/catalogue-repo'
import type { Writer } from '#db/handle'
import { countyQuotas, findYear } from '#db/quotas/quota-repo'
import { transact } from '#db/transact'
import { saveYear, type YearChange } from './save-year'

type Judged = { verdict: ReferenceVerdict; change: YearChange | null }

/**
 * Programme years from a file (S1-00, S1-A3): every row has its own verdict; stored when asked, all in one transaction.
 * Years that the file does not name stay as they are: referrals stand on them.
 * @throws Fault of the file as a whole (IMPORT_*); REFERENCE_REFUSED {refused} when rows are refused and that was not said, or none is left.
 */
export const importYears = (context: Context, input: { contentBase64: string; store: boolean; withoutRefused: boolean }): ReferenceReport => {
  const rows = readFile(Buffer.from(input.contentBase64, 'base64'), { known: yearColumns, needed: neededYearColumns })
  return transact(context.db, (db) => {
    const judged = judgeRows(db, rows)
    const verdicts = judged.map(({ verdict }) => verdict)
    const counts = { new: 0, changed: 0, same: 0, refused: 0 }
    for (const { outcome } of verdicts) counts[outcome] += 1
    if (input.store) {
      if (counts.refused > 0 && (!input.withoutRefused || counts.refused === verdicts.length)) throw new Fault('REFERENCE_REFUSED', { refused: counts.refused })
      for (const { change } of judged) if (change) saveYear(context, change)
    }
    return { stored: input.store, rows: rows.length, counts, ended: 0, kept: [], verdicts }
  })
}

/**
 * The years as the centre keeps them take the place of ours; one row that can't be taken refuses the whole.
 * @throws Fault CHANGE_MALFORMED.
 */
export const applyProgrammeYears = (context: Context, body: ProgrammeYearsBody): void =>
  transact(context.db, (db) => {
    const judged = judgeRows(db, body.rows.map((item, i): FileRow => {
      const cells = cellsOf(item, yearColumns)
      return cells ? { row: i + 1, cells } : { row: i + 1, misshapen: true }
    }))
    if (judged.some(({ verdict }) => verdict.outcome === 'refused')) throw new Fault('CHANGE_MALFORMED')
    for (const { change } of judged) if (change) saveYear(context, change)
  })

const judgeRows = (db: Writer, rows: readonly FileRow[]): Judged[] => {
  const seen = new Set<string>()
  return rows.map((raw) => {
    const judged = judgeRow(db, raw)
    const { code } = judged.verdict
    if (code === '' || !seen.has(code)) {
      seen.add(code)
      return judged
    }
    return refused(raw.row, code, [...judged.verdict.faults, { field: 'year', reason: 'CODE_DUPLICATE' }])
  })
}

const refused = (row: number, code: string, faults: FieldFault[]): Judged => ({ verdict: { row, code, title: '', outcome: 'refused', faults }, change: null })

const isoDay = z.iso.date()

/** An empty cell of a column that may be empty is a column left out; a day may stand as the centre writes it. */
const typedOf = (cells: Readonly<Record<string, string>>): Record<string, unknown> => ({
  ...Object.fromEntries(Object.entries(cells).filter(([column, text]) => text.trim() !== '' || neededYearColumns.some((needed) => needed === column))),
  ...(isoDay.safeParse(cells['absorbBy']).success ? { absorbBy: jalaliText(cells['absorbBy'] ?? '') } : {}),
  bankCodes: (cells['bankCodes'] ?? '').split('|').map(codeText).filter((code) => code !== ''),
})

const judgeRow = (db: Writer, raw: FileRow): Judged => {
  if ('misshapen' in raw) return refused(raw.row, '', [{ field: 'row', reason: 'ROW_SHAPE' }])
  const code = codeText(raw.cells['year'] ?? '')
  const parsed = yearContent.safeParse(typedOf(raw.cells), { reportInput: true })
  if (!parsed.success) return refused(raw.row, code, fieldFaults(parsed.error).map(({ field, reason }) => ({ field: field.split('.')[0] ?? field, reason })))
  const { data } = parsed
  const faults: FieldFault[] = []
  if (data.bankCodes.some((bank) => !findBank(db, bank))) faults.push({ field: 'bankCodes', reason: 'BANK_UNKNOWN' })
  if (countyQuotas(db, data.year).reduce((sum, county) => sum + county.allottedRial, 0) > data.provincialQuotaRial) faults.push({ field: 'provincialQuotaRial', reason: 'QUOTA_BELOW_ALLOTTED' })
  if (faults.length > 0) return refused(raw.row, code, faults)
  const before = findYear(db, data.year)
  const bankCodes = [...new Set(data.bankCodes)].sort()
  const same = before !== undefined && bankCodes.join() === before.bankCodes.join() &&
    yearColumns.every((column) => column === 'bankCodes' || data[column] === before[column])
  const outcome = !before ? 'new' : same ? 'same' : 'changed'
  return { verdict: { row: raw.row, code, title: '', outcome, faults: [] }, change: same ? null : { ...data, bankCodes, version: before?.version ?? null } }
}
