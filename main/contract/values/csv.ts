export type CsvCell = string | number | null

/** A text that a spreadsheet would run as a formula is made a text; a number stays one (OWASP, CSV injection). */
const quoted = (cell: CsvCell): string => {
  if (typeof cell === 'number') return String(cell)
  const text = cell ?? ''
  return `"${(/^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`
}

/** Lines as CSV that Excel reads as UTF-8: byte-order mark, CRLF, every text quoted (RFC 4180). */
export const csvText = (lines: readonly (readonly CsvCell[])[]): string =>
  `\uFEFF${lines.map((line) => line.map(quoted).join(',')).join('\r\n')}\r\n`
