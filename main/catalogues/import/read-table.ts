import { Fault } from '#main/app/fault'

const maxBytes = 16 * 1024 * 1024
const maxRows = 20_000

/**
 * Opens a table's file: UTF-8 (byte-order mark allowed), a JSON array or CSV, told apart by content, within what is sane.
 * @throws Fault IMPORT_TOO_LARGE, IMPORT_NOT_UTF8, IMPORT_EMPTY, IMPORT_NOT_TABLE, and what the readers throw.
 */
export const readTable = <Row>(bytes: Uint8Array, read: { csv: (text: string) => Row[]; json: (text: string) => Row[] }): Row[] => {
  if (bytes.length > maxBytes) throw new Fault('IMPORT_TOO_LARGE', { bytes: bytes.length, maxBytes })
  const text = utf8(bytes)
  if (text.trim() === '') throw new Fault('IMPORT_EMPTY')
  // No text file holds NUL: this is a spreadsheet, a picture or the like.
  if (text.includes('\0')) throw new Fault('IMPORT_NOT_TABLE')
  const rows = /^\s*[[{]/.test(text) ? read.json(text) : read.csv(text)
  if (rows.length === 0) throw new Fault('IMPORT_EMPTY')
  if (rows.length > maxRows) throw new Fault('IMPORT_TOO_LARGE', { rows: rows.length, maxRows })
  return rows
}

const utf8 = (bytes: Uint8Array): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new Fault('IMPORT_NOT_UTF8')
  }
}
