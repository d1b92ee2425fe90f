import type { ActivityType, DossierState } from '#contract/dossiers'
import type { IsoDay } from '#contract/values/jalali'
import type { Reader } from '../handle'
import { prepared } from '../prepared'
import { dossierColumns, dossierTables, toDossier, type DossierRow, type StoredDossier } from './dossier-row'

/** What a search goes by; each has its own index. */
export type SearchBy =
  | { by: 'all' }
  | { by: 'trackingCode'; code: string }
  | { by: 'nationalId'; nationalId: string }
  | { by: 'legalId'; legalId: string }
  | { by: 'mobile'; mobile: string }
  /** The first digits of a national ID, legal ID or mobile. */
  | { by: 'digits'; digits: string }
  /** An expression for the index of names, of persons and companies. */
  | { by: 'name'; match: string }

/** What narrows a search; null and empty narrow nothing. Days are both inclusive. */
export type Narrowing = {
  activityTypes?: readonly ActivityType[]
  countyCode?: string | null
  fieldCode?: string | null
  filedFrom?: IsoDay | null
  filedTo?: IsoDay | null
}

export type Page = Narrowing & { states: readonly DossierState[]; after: string | null; limit: number }

type Condition = { where: string; values: (string | number)[] }

/** The end of the range of texts that begin with `digits`. */
const beyond = (digits: string): string => `${digits}:`

const condition = (search: SearchBy): Condition => {
  switch (search.by) {
    case 'all': return { where: 'TRUE', values: [] }
    case 'trackingCode': return { where: '(d.tracking_code = ? OR d.central_code = ?)', values: [search.code, search.code] }
    case 'nationalId': return { where: 'd.national_id = ?', values: [search.nationalId] }
    case 'legalId': return { where: 'd.legal_id = ?', values: [search.legalId] }
    case 'mobile': return { where: 'd.mobile = ?', values: [search.mobile] }
    case 'digits': return {
      where: '((d.national_id >= ? AND d.national_id < ?) OR (d.mobile >= ? AND d.mobile < ?) OR (d.legal_id >= ? AND d.legal_id < ?))',
      values: [search.digits, beyond(search.digits), search.digits, beyond(search.digits), search.digits, beyond(search.digits)],
    }
    case 'name': return { where: 'dossier_names MATCH ?', values: [search.match] }
  }
}

const narrowed = ({ activityTypes = [], countyCode, fieldCode, filedFrom, filedTo }: Narrowing): Condition => {
  const parts: [string, (string | number)[]][] = [
    ...(activityTypes.length > 0 ? [[` AND d.activity_type IN (${activityTypes.map(() => '?').join(', ')})`, [...activityTypes]] as [string, string[]]] : []),
    ...(countyCode ? [[' AND d.county_code = ?', [countyCode]] as [string, string[]]] : []),
    ...(fieldCode ? [[' AND d.field_code = ?', [fieldCode]] as [string, string[]]] : []),
    ...(filedFrom ? [[' AND d.filed_on >= ?', [filedFrom]] as [string, string[]]] : []),
    ...(filedTo ? [[' AND d.filed_on <= ?', [filedTo]] as [string, string[]]] : []),
  ]
  return { where: parts.map(([where]) => where).join(''), values: parts.flatMap(([, values]) => values) }
}

/** Where the rows of a search come from, and what keeps them newest first without sorting. */
const source = (search: SearchBy): { from: string; below: string; order: string } =>
  search.by === 'name'
    ? {
        from: 'FROM dossier_names f JOIN dossiers d ON d.no = f.rowid', order: 'f.rowid',
        below: 'f.rowid < coalesce((SELECT no FROM dossiers WHERE id = ?), 9223372036854775807)',
      }
    : { from: 'FROM dossiers d', below: 'd.id < coalesce(?, \'~\')', order: 'd.id' }

const joins = dossierTables.slice(dossierTables.indexOf('JOIN'))

/** Above this a total is only "more than": counting a hundred thousand hits costs more than any page of them. */
export const countedAtMost = 1000

/** The two statements of a search, newest first; kept apart so that a test can ask the planner about them. */
export const searchSql = (search: SearchBy, page: Page): { items: string; total: string; values: (string | number | null)[]; totalValues: (string | number)[] } => {
  const { where, values } = condition(search)
  const inState = page.states.length > 0 ? ` AND d.state IN (${page.states.map(() => '?').join(', ')})` : ''
  const more = narrowed(page)
  const { from, below, order } = source(search)
  const totalValues = [...values, ...page.states, ...more.values]
  const onIndexAlone = search.by === 'name' && inState === '' && more.where === ''
  return {
    items: `SELECT ${dossierColumns} ${from} ${joins} WHERE ${where}${inState}${more.where} AND ${below} ORDER BY ${order} DESC LIMIT ?`,
    total: `SELECT count(*) FROM (SELECT 1 ${onIndexAlone ? 'FROM dossier_names' : from} WHERE ${where}${inState}${more.where} LIMIT ${countedAtMost + 1})`,
    values: [...totalValues, page.after, page.limit],
    totalValues,
  }
}

const pageOf = (db: Reader, search: SearchBy, page: Page): DossierRow[] => {
  const { items, values } = searchSql(search, page)
  return prepared<unknown[], StoredDossier>(db, items).all(...values).map(toDossier)
}

/** How many: kept per state where only states narrow, counted up to a thousand otherwise. */
const totalOf = (db: Reader, search: SearchBy, page: Page): { total: number; more: boolean } => {
  if (search.by === 'all' && narrowed(page).where === '') {
    const inState = page.states.length > 0 ? ` WHERE state IN (${page.states.map(() => '?').join(', ')})` : ''
    return { total: prepared<unknown[], number>(db, `SELECT coalesce(sum(n), 0) FROM dossier_counts${inState}`).pluck().get(...page.states) ?? 0, more: false }
  }
  const { total, totalValues } = searchSql(search, page)
  const counted = prepared<unknown[], number>(db, total).pluck().get(...totalValues) ?? 0
  return { total: Math.min(counted, countedAtMost), more: counted > countedAtMost }
}

/**
 * One page, newest first, below `after`. Listing by several states reads a page of each by its index and merges them: one
 * query over a list of states would sort them all. `more`: the total is that and more.
 */
export const searchDossiers = (db: Reader, search: SearchBy, page: Page): { rows: DossierRow[]; total: number; more: boolean } => {
  const apart = search.by === 'all' && page.states.length > 1
  const rows = apart
    ? page.states.flatMap((state) => pageOf(db, search, { ...page, states: [state] })).sort((a, b) => (a.id < b.id ? 1 : -1)).slice(0, page.limit)
    : pageOf(db, search, page)
  return { rows, ...totalOf(db, search, page) }
}
