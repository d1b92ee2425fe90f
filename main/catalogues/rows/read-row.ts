import { referenceTable, type ReferenceName, type ReferenceRow, type ReferenceValue } from '#contract/reference-tables'
import type { FieldFault, ReasonCode } from '#contract/values/reasons'
import { codeText } from '#contract/values/text'
import { listAgencies, listProvinces } from '#db/catalogues/catalogue-repo'
import type { Reader } from '#db/handle'
import type { IsoDay } from '#contract/values/jalali'
import { readCell, readDay, readMaybeDay, readText, type Read } from './read-cell'

/** A row as typed, before it has a source and a version. */
export type Draft = Omit<ReferenceRow, 'source' | 'version'>
export type Cells = { readonly [column: string]: string }
export type RowRead = { draft: Draft } | { faults: FieldFault[]; code: string; title: string }

/** What a row is held against. */
export type RowFacts = { agencies: ReadonlySet<string>; provinces: ReadonlySet<string> }

/** Agencies whose rows have not ended by `day`, and the provinces. */
export const rowFacts = (db: Reader, day: IsoDay): RowFacts => ({
  agencies: new Set(listAgencies(db).filter(({ to }) => to === null || to >= day).map(({ code }) => code)),
  provinces: new Set(listProvinces(db).map(({ code }) => code)),
})

/**
 * A row of typed texts against its table's columns: the form and the importer judge alike.
 * @returns the row, or every fault by column in the table's order.
 */
export const readRow = (name: ReferenceName, cells: Cells, facts: RowFacts): RowRead => {
  const cell = (column: string): string => (Object.hasOwn(cells, column) ? cells[column]! : '')
  const faults: FieldFault[] = []
  const take = <T>(field: string, read: Read<T>, otherwise: T): T => {
    if ('value' in read) return read.value
    faults.push({ field, reason: read.reason })
    return otherwise
  }
  const table = referenceTable(name)
  const code = take('code', readCode(name, cell('code'), facts), '')
  const title = take('title', readText(cell('title'), table.titleMax, true), '')
  const from = take('from', readMaybeDay(cell('from')), null)
  const to = take('to', readMaybeDay(cell('to')), null)
  if (from !== null && to !== null && to < from) faults.push({ field: 'to', reason: 'DATE_ORDER' })
  const values: Record<string, ReferenceValue> = {}
  for (const column of table.columns) values[column.id] = take(column.id, readCell(column, cell(column.id), facts.agencies), '')
  return faults.length > 0 ? { faults, code: codeText(cell('code')).slice(0, 80), title: codeText(cell('title')).slice(0, 200) } : { draft: { code, title, from, to, values } }
}

const readCode = (name: ReferenceName, typed: string, { provinces }: RowFacts): Read<string> => {
  const table = referenceTable(name)
  if (table.codeIsDay) return readDay(typed)
  const code = codeText(typed)
  if (code === '') return { reason: 'REQUIRED' }
  const reason = codeReason(name, code, table.code, provinces)
  return reason ? { reason } : { value: code }
}

const codeReason = (name: ReferenceName, code: string, form: string, provinces: ReadonlySet<string>): ReasonCode | null => {
  if (/[\u202A-\u202E\u2066-\u2069]/.test(code)) return 'BIDI_CONTROL'
  if (!code.isWellFormed() || !new RegExp(form, 'u').test(code)) return 'CODE_FORMAT'
  return name === 'counties' && !provinces.has(code.slice(0, 2)) ? 'PROVINCE_UNKNOWN' : null
}

/** Whether a row says just what is stored. */
export const sameRow = (draft: Draft, stored: ReferenceRow): boolean =>
  draft.title === stored.title && draft.from === stored.from && draft.to === stored.to &&
  Object.keys(draft.values).every((column) => JSON.stringify(draft.values[column]) === JSON.stringify(stored.values[column]))
