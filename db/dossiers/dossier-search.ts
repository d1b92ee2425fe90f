import type { ActivityType, DossierState } from '#contract/dossiers'
import type { IsoDay } from '#contract/values/jalali'
import type { Reader } from '../handle'
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
  /** An expression for the indices of names, of persons and companies. */
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
    case 'name': return {
      where: `d.id IN (
        SELECT x.id FROM dossiers x WHERE x.national_id IN (SELECT national_id FROM persons WHERE no IN (SELECT rowid FROM person_names WHERE person_names MATCH ?))
        UNION ALL
        SELECT x.id FROM dossiers x WHERE x.legal_id IN (SELECT legal_id FROM legal_entities WHERE rowid IN (SELECT rowid FROM entity_names WHERE entity_names MATCH ?)))`,
      values: [search.match, search.match],
    }
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

/** The two statements of a search, newest first; kept apart so that a test can ask the planner about them. */
export const searchSql = (search: SearchBy, page: Page): { items: string; total: string; values: (string | number)[]; totalValues: (string | number)[] } => {
  const { where, values } = condition(search)
  const inState = page.states.length > 0 ? ` AND d.state IN (${page.states.map(() => '?').join(', ')})` : ''
  const more = narrowed(page)
  const totalValues = [...values, ...page.states, ...more.values]
  return {
    items: `SELECT ${dossierColumns} ${dossierTables}
      WHERE ${where}${inState}${more.where} AND d.id < ? ORDER BY d.id DESC LIMIT ?`,
    total: `SELECT count(*) FROM dossiers d WHERE ${where}${inState}${more.where}`,
    values: [...totalValues, page.after ?? '~', page.limit],
    totalValues,
  }
}

const pageOf = (db: Reader, search: SearchBy, page: Page): DossierRow[] => {
  const { items, values } = searchSql(search, page)
  return db.prepare<unknown[], StoredDossier>(items).all(...values).map(toDossier)
}

/**
 * One page, newest first, below `after`. Listing by several states reads a page of each by its index and merges them: one
 * query over a list of states would sort them all.
 */
export const searchDossiers = (db: Reader, search: SearchBy, page: Page): { rows: DossierRow[]; total: number } => {
  const apart = search.by === 'all' && page.states.length > 1
  const rows = apart
    ? page.states.flatMap((state) => pageOf(db, search, { ...page, states: [state] })).sort((a, b) => (a.id < b.id ? 1 : -1)).slice(0, page.limit)
    : pageOf(db, search, page)
  const { total, totalValues } = searchSql(search, page)
  return { rows, total: db.prepare<unknown[], number>(total).pluck().get(...totalValues) ?? 0 }
}
