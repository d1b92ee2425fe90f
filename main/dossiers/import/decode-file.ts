import { readTable } from '#main/catalogues/index'
import type { RawRow } from './columns'
import { readCsv } from './read-csv'
import { readJson } from './read-json'

/**
 * Reads a whole file of submissions: UTF-8 CSV (byte-order mark allowed; comma, semicolon or tab) or a JSON array of objects.
 * Columns beyond importColumns are ignored.
 * @throws Fault IMPORT_TOO_LARGE, IMPORT_NOT_UTF8, IMPORT_EMPTY, IMPORT_NOT_TABLE, IMPORT_COLUMNS {missing}.
 */
export const decodeFile = (bytes: Uint8Array): RawRow[] => readTable(bytes, { csv: readCsv, json: readJson })
