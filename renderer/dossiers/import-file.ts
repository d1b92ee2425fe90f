import { importColumns, type RowVerdict } from '#contract/dossiers'
import { fieldLabels } from '../locale/dossiers'
import { reasons } from '../locale/reasons'
import { formField } from './intake-form'

/** A file's bytes as base64, in pieces that do not overflow the call stack. */
export const toBase64 = (bytes: Uint8Array): string => {
  let binary = ''
  for (let i = 0; i < bytes.length; i += 0x8000) binary += String.fromCharCode(...bytes.subarray(i, i + 0x8000))
  return btoa(binary)
}

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

const cell = (text: string): string => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`

/** Refused rows as CSV; cells that a spreadsheet would run as a formula are made text. */
export const refusedCsv = (verdicts: readonly RowVerdict[]): string =>
  `\uFEFF${verdicts.filter((verdict) => verdict.outcome === 'refused')
    .map((verdict) => [String(verdict.row), verdict.name, refusalText(verdict)].map(cell).join(',')).join('\r\n')}\r\n`

/** Hands a text to the person as a file. */
export const saveText = (name: string, text: string, type = 'text/csv;charset=utf-8'): void => {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([text], { type }))
  link.download = name
  link.click()
  setTimeout(() => { URL.revokeObjectURL(link.href) }, 10_000)
}
