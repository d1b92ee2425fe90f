import type { Agency, Bank, County, Field } from '#contract/catalogues'
import type { Reader, Writer } from '../handle'
import { prepared } from '../prepared'

export type Province = { code: string; title: string }
type StoredField = Omit<Field, 'hygiene' | 'loanAllowed' | 'model' | 'secondAgencies' | 'confirmations'> &
  { hygiene: number; loanAllowed: number; model: number; secondAgencies: string; confirmations: string }

const fieldColumns = `code, title, field_group AS "group", agency_code AS agencyCode, second_agencies AS secondAgencies, path, hygiene, confirmations,
  loan_allowed AS loanAllowed, model, from_day AS "from", to_day AS "to"`

const texts = (json: string): string[] => {
  const list: unknown = JSON.parse(json)
  return Array.isArray(list) ? list.filter((item) => typeof item === 'string') : []
}
const toField = (s: StoredField): Field => ({
  ...s, hygiene: s.hygiene === 1, loanAllowed: s.loanAllowed === 1, model: s.model === 1,
  secondAgencies: texts(s.secondAgencies), confirmations: texts(s.confirmations),
})

export const listFields = (db: Reader): Field[] =>
  db.prepare<[], StoredField>(`SELECT ${fieldColumns} FROM fields ORDER BY code`).all().map(toField)

export const findField = (db: Reader, code: string): Field | undefined => {
  const stored = prepared<[string], StoredField>(db, `SELECT ${fieldColumns} FROM fields WHERE code = ?`).get(code)
  return stored && toField(stored)
}

const coded = <Row>(table: 'provinces' | 'agencies' | 'banks' | 'counties', columns: string) => ({
  list: (db: Reader) => prepared<[], Row>(db, `SELECT ${columns} FROM ${table} ORDER BY code`).all(),
  find: (db: Reader, code: string) => prepared<[string], Row>(db, `SELECT ${columns} FROM ${table} WHERE code = ?`).get(code),
})
const validity = 'from_day AS "from", to_day AS "to"'

export const { list: listAgencies, find: findAgency } = coded<Agency>('agencies', `code, title, kind, level, ${validity}`)
export const { list: listBanks, find: findBank } = coded<Bank>('banks', `code, title, short_title AS shortTitle, ${validity}`)
export const { list: listCounties, find: findCounty } = coded<County>('counties', `code, title, ${validity}`)
export const { list: listProvinces, find: findProvince } = coded<Province>('provinces', 'code, title')

export const insertProvince = (db: Writer, row: Province): void => {
  db.prepare('INSERT INTO provinces (code, title) VALUES (?, ?)').run(row.code, row.title)
}

/** Whether any of the tables in use is the shipped sample. */
export const usesSample = (db: Reader): boolean =>
  db.prepare<[], number>('SELECT count(*) FROM reference_sets WHERE sample = 1').pluck().get() !== 0
