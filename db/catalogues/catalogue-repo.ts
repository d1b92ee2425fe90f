import type { Agency, Bank, County, Field } from '#contract/catalogues'
import type { Reader, Writer } from '../handle'
import { prepared } from '../prepared'

export type Province = { code: string; title: string }
type StoredField = Omit<Field, 'hygiene' | 'loanAllowed'> & { hygiene: number; loanAllowed: number }

const fieldColumns = `code, title, field_group AS "group", agency_code AS agencyCode, path, hygiene,
  loan_allowed AS loanAllowed, from_day AS "from", to_day AS "to"`
const toField = (s: StoredField): Field => ({ ...s, hygiene: s.hygiene === 1, loanAllowed: s.loanAllowed === 1 })

export const listFields = (db: Reader): Field[] =>
  db.prepare<[], StoredField>(`SELECT ${fieldColumns} FROM fields ORDER BY code`).all().map(toField)

export const findField = (db: Reader, code: string): Field | undefined => {
  const stored = prepared<[string], StoredField>(db, `SELECT ${fieldColumns} FROM fields WHERE code = ?`).get(code)
  return stored && toField(stored)
}

const titled = (table: 'provinces' | 'agencies' | 'banks' | 'counties') => ({
  list: (db: Reader) => prepared<[], { code: string; title: string }>(db, `SELECT code, title FROM ${table} ORDER BY code`).all(),
  find: (db: Reader, code: string) =>
    prepared<[string], { code: string; title: string }>(db, `SELECT code, title FROM ${table} WHERE code = ?`).get(code),
})

export const { list: listAgencies, find: findAgency } = titled('agencies')
export const { list: listBanks, find: findBank } = titled('banks')
export const { list: listCounties, find: findCounty } = titled('counties')
export const { list: listProvinces, find: findProvince } = titled('provinces')

export const insertProvince = (db: Writer, row: Province): void => {
  db.prepare('INSERT INTO provinces VALUES (?, ?)').run(row.code, row.title)
}

/** The first two digits of a county's code are its province. */
export const insertCounty = (db: Writer, row: County): void => {
  db.prepare('INSERT INTO counties VALUES (?, ?, ?)').run(row.code, row.code.slice(0, 2), row.title)
}

export const insertAgency = (db: Writer, row: Agency): void => {
  db.prepare('INSERT INTO agencies VALUES (?, ?)').run(row.code, row.title)
}

export const insertBank = (db: Writer, row: Bank): void => {
  db.prepare('INSERT INTO banks VALUES (?, ?)').run(row.code, row.title)
}

export const insertField = (db: Writer, row: Field): void => {
  db.prepare('INSERT INTO fields VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)').run(
    row.code, row.title, row.group, row.agencyCode, row.path, row.hygiene ? 1 : 0, row.loanAllowed ? 1 : 0, row.from, row.to,
  )
}

export type ReferenceSet = { name: string; sample: boolean; source: string }

export const insertReferenceSet = (db: Writer, set: ReferenceSet, at: string): void => {
  db.prepare('INSERT INTO reference_sets VALUES (?, ?, ?, ?)').run(set.name, set.sample ? 1 : 0, set.source, at)
}

/** Whether any of the tables in use is the shipped sample. */
export const usesSample = (db: Reader): boolean =>
  db.prepare<[], number>('SELECT count(*) FROM reference_sets WHERE sample = 1').pluck().get() !== 0
