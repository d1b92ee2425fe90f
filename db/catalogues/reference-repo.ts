import type { ReferenceName, ReferenceRow, ReferenceValue } from '#contract/reference-tables'
import type { Reader, Writer } from '../handle'
import { prepared } from '../prepared'

type Form = 'text' | 'flag' | 'list'
type Stored = { table: string; kind?: 'refusal' | 'correction' | 'revocation'; columns: Readonly<Record<string, readonly [sql: string, form: Form]>>; fixed?: Readonly<Record<string, string>> }

const reasonColumns = { shortTitle: ['short_title', 'text'] } as const

/** Where each table of the contract lies. */
const stores: Readonly<Record<ReferenceName, Stored>> = {
  fields: {
    table: 'fields',
    columns: {
      group: ['field_group', 'text'], agencyCode: ['agency_code', 'text'], secondAgencies: ['second_agencies', 'list'], path: ['path', 'text'],
      hygiene: ['hygiene', 'flag'], confirmations: ['confirmations', 'list'], loanAllowed: ['loan_allowed', 'flag'], model: ['model', 'flag'],
    },
  },
  agencies: { table: 'agencies', columns: { kind: ['kind', 'text'], level: ['level', 'text'] } },
  banks: { table: 'banks', columns: { shortTitle: ['short_title', 'text'] } },
  counties: { table: 'counties', columns: {} },
  holidays: { table: 'holidays', columns: { certainty: ['certainty', 'text'] } },
  refusalReasons: { table: 'reasons', kind: 'refusal', columns: reasonColumns, fixed: { asks: '' } },
  correctionReasons: { table: 'reasons', kind: 'correction', columns: { ...reasonColumns, asks: ['asks', 'text'] } },
  revocationReasons: { table: 'reasons', kind: 'revocation', columns: reasonColumns, fixed: { asks: '' } },
  resolutions: {
    table: 'resolutions',
    columns: { issuedOn: ['issued_on', 'text'], body: ['body', 'text'], text: ['text', 'text'], ruleSets: ['rule_sets', 'list'] },
  },
}

type Bare = { code: string; title: string; from: string | null; to: string | null; source: string; version: number }
type Flat = Bare & Record<string, string | number | null>

const selectOf = ({ table, kind, columns }: Stored, where: string): string => {
  const own = Object.entries(columns).map(([id, [sql]]) => `, ${sql} AS "${id}"`).join('')
  const conditions = [kind ? `kind = '${kind}'` : '', where].filter((part) => part !== '').join(' AND ')
  return `SELECT code, title, from_day AS "from", to_day AS "to", source, version${own} FROM ${table}${conditions ? ` WHERE ${conditions}` : ''} ORDER BY code`
}

const readValue = (form: Form, stored: string | number | null | undefined): ReferenceValue => {
  if (form === 'flag') return stored === 1
  if (form === 'text') return String(stored ?? '')
  const list: unknown = JSON.parse(String(stored ?? '[]'))
  return Array.isArray(list) ? list.filter((part) => typeof part === 'string') : []
}
const writeValue = (form: Form, value: ReferenceValue | undefined): string | number => {
  if (form === 'flag') return value === true ? 1 : 0
  return form === 'list' ? JSON.stringify(Array.isArray(value) ? value : []) : String(value ?? '')
}

const toRow = ({ columns }: Stored, { code, title, from, to, source, version, ...own }: Flat): ReferenceRow => ({
  code, title, from, to, source, version,
  values: Object.fromEntries(Object.entries(columns).map(([id, [, form]]) => [id, readValue(form, own[id])])),
})

/** Every row of a table, ended ones too, by code. */
export const listRows = (db: Reader, name: ReferenceName): ReferenceRow[] =>
  prepared<[], Flat>(db, selectOf(stores[name], '')).all().map((flat) => toRow(stores[name], flat))

export const findRow = (db: Reader, name: ReferenceName, code: string): ReferenceRow | undefined => {
  const flat = prepared<[string], Flat>(db, selectOf(stores[name], 'code = ?')).get(code)
  return flat && toRow(stores[name], flat)
}

/** Writes a row's newest version and keeps it in the history. */
export const writeRow = (db: Writer, name: ReferenceName, row: ReferenceRow, mark: { at: string; by: string }): void => {
  const { table, kind, columns, fixed = {} } = stores[name]
  const cells: Record<string, string | number | null> = {
    ...(kind ? { kind } : {}), ...(table === 'counties' ? { province: row.code.slice(0, 2) } : {}),
    code: row.code, title: row.title, from_day: row.from, to_day: row.to, source: row.source, version: row.version, ...fixed,
    ...Object.fromEntries(Object.entries(columns).map(([id, [sql, form]]) => [sql, writeValue(form, row.values[id])])),
  }
  const names = Object.keys(cells)
  const changed = names.filter((column) => column !== 'code' && column !== 'kind').map((column) => `${column} = excluded.${column}`).join(', ')
  prepared<(string | number | null)[]>(db, `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})
    ON CONFLICT (${kind ? 'kind, code' : 'code'}) DO UPDATE SET ${changed}`).run(...Object.values(cells))
  prepared<string[]>(db, 'INSERT INTO reference_history (name, code, version, row, source, at, by) VALUES (?, ?, CAST(? AS INTEGER), ?, ?, ?, ?)')
    .run(name, row.code, String(row.version), JSON.stringify(row), row.source, mark.at, mark.by)
}

export type RowVersion = { row: ReferenceRow; at: string; by: string }

/** The versions of one row, newest first. */
export const rowHistory = (db: Reader, name: ReferenceName, code: string): RowVersion[] =>
  prepared<[string, string], { row: string; at: string; by: string }>(db, 'SELECT row, at, by FROM reference_history WHERE name = ? AND code = ? ORDER BY version DESC')
    .all(name, code).map(({ row, at, by }) => ({ row: JSON.parse(row) as ReferenceRow, at, by }))

export type ReferenceSet = { name: string; sample: boolean; source: string; at: string }

export const findSet = (db: Reader, name: ReferenceName): ReferenceSet | undefined => {
  const stored = prepared<[string], Omit<ReferenceSet, 'sample'> & { sample: number }>(db, 'SELECT name, sample, source, at FROM reference_sets WHERE name = ?').get(name)
  return stored && { ...stored, sample: stored.sample === 1 }
}

export const writeSet = (db: Writer, { name, sample, source, at }: ReferenceSet): void => {
  db.prepare('INSERT INTO reference_sets (name, sample, source, at) VALUES (?, ?, ?, ?) ON CONFLICT (name) DO UPDATE SET sample = excluded.sample, source = excluded.source, at = excluded.at')
    .run(name, sample ? 1 : 0, source, at)
}

/** Whether a day is a holiday in force; one taken back (its row ended) is none. */
export const isHoliday = (db: Reader, day: string): boolean =>
  prepared<[string], { code: string }>(db, 'SELECT code FROM holidays WHERE code = ? AND to_day IS NULL').get(day) !== undefined
