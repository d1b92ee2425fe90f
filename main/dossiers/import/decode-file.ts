import { Fault } from '#main/app/fault'
import type { RawRow } from './columns'
import { readCsv } from './read-csv'
import { readJson } from './read-json'

const maxBytes = 16 * 1024 * 1024
const maxRows = 20_000

/**
 * Reads a whole file of submissions: UTF-8 CSV (byte-order mark allowed; comma, semicolon or tab) or a JSON array of objects.
 * Columns beyond importColumns are ignored.
 * @throws Fault IMPORT_TOO_LARGE, IMPORT_NOT_UTF8, IMPORT_EMPTY, IMPORT_NOT_TABLE, IMPORT_COLUMNS {missing}.
 */
export const decodeFile = (bytes: Uint8Array): RawRow[] => {
  if (bytes.length > maxBytes) throw new Fault('IMPORT_TOO_LARGE', { bytes: bytes.length, maxBytes })
  const text = utf8(bytes)
  if (text.trim() === '') throw new Fault('IMPORT_EMPTY')
  // No text file holds NUL: this is a spreadsheet, a picture or the like.
  if (text.includes('\0')) throw new Fault('IMPORT_NOT_TABLE')
  const rows = /^\s*[[{]/.test(text) ? readJson(text) : readCsv(text)
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
