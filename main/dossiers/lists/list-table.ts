import type { DossierSummary } from '#contract/dossiers'
import type { ExportColumn } from '#contract/intake'
import type { CsvCell } from '#contract/values/csv'
import { jalaliText } from '#contract/values/jalali'

export type Words = Readonly<Record<string, string>>

const day = (iso: string | undefined): string | null => (iso === undefined ? null : jalaliText(iso))

/** What stands in each column of an exported list. Days are given Jalali and, in a column of their own, ISO for sorting. */
export const cellOf = (row: DossierSummary, column: ExportColumn, words: Words): CsvCell => {
  const word = (value: string): string => words[value] ?? value
  switch (column) {
    case 'activityType': case 'caseType': case 'state': return word(row[column])
    case 'stateSince': return day(row.stateSince)
    case 'filedOn': return day(row.clock?.filedOn)
    case 'filedOnIso': return row.clock?.filedOn ?? null
    case 'dueOn': return day(row.clock?.dueOn)
    case 'dueOnIso': return row.clock?.dueOn ?? null
    case 'daysLeft': return row.clock?.daysLeft ?? null
    case 'loanWanted': return word(row.loanWanted ? 'yes' : 'no')
    default: return row[column]
  }
}
