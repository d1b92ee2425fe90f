import { importColumns, type RowVerdict } from '#contract/dossiers'
import { csvText } from '#contract/values/csv'
import { fieldLabels } from '../locale/dossiers'
import { reasons } from '../locale/reasons'
import { formField } from './intake-form'

/** The template: UTF-8 with BOM and CRLF, so that Excel shows its letters right. */
export const csvTemplate = (): string => `\uFEFF${importColumns.join(',')}\r\n`

/** A row that was not filed because its dossier already stands in this office. */
export const isKnown = (verdict: RowVerdict): boolean => verdict.outcome === 'refused' && verdict.trackingCode !== null

/** Why a row was refused, in one line: «کد پستی: …؛ رشته: …». */
export const refusalText = (verdict: RowVerdict): string =>
  verdict.outcome === 'accepted' ? '' : verdict.faults.map(({ field, reason }) => {
    const name = formField(field)
    return `${fieldLabels[name] ?? name}: ${reasons[reason]}`
  }).join(' ')

/** Refused rows as CSV, each with its reasons. */
export const refusedCsv = (verdicts: readonly RowVerdict[]): string =>
  csvText(verdicts.filter((verdict) => verdict.outcome === 'refused').map((verdict) => [String(verdict.row), verdict.name, refusalText(verdict)]))
