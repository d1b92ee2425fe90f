import type { PermitStatus } from '#contract/permits'
import type { IsoDay } from '#contract/values/jalali'
import type { Reader } from '../handle'
import { prepared } from '../prepared'

export type SupporterRow = {
  permitNo: string
  dossierId: string
  trackingCode: string
  name: string
  legal: number
  status: PermitStatus
  fieldCode: string
  fieldTitle: string
  countyCode: string
  countyTitle: string | null
  issuedOn: IsoDay
  committed: number | null
  introduced: number
  accepted: number
  working: number
  shortfall: number
}

const counted = (states: string): string => `(SELECT count(*) FROM support_links l WHERE l.supporter_no = m.no AND l.state IN ${states})`
const committed = "json_extract(d.answers, '$.coveredCommitted')"
const shortfall = `max(0, coalesce(${committed}, 0) - ${counted("('working')")})`

const select = `
  SELECT m.no AS permitNo, d.id AS dossierId, d.tracking_code AS trackingCode, m.name, d.activity_type = 'supporter_legal' AS legal, m.status,
    m.field_code AS fieldCode, m.field_title AS fieldTitle, m.county_code AS countyCode, n.title AS countyTitle, m.issued_on AS issuedOn,
    ${committed} AS committed, ${counted("('introduced')")} AS introduced, ${counted("('accepted', 'working')")} AS accepted,
    ${counted("('working')")} AS working, ${shortfall} AS shortfall
  FROM dossiers d CROSS JOIN permits m ON m.dossier_id = d.id LEFT JOIN counties n ON n.code = m.county_code
  WHERE d.activity_type IN ('supporter_natural', 'supporter_legal')`
const inForce = "m.status IN ('valid', 'conditional')"

export type SupporterFilter = { key: string; countyCode: string | null; fieldCode: string | null; short: boolean }

/** The statement of a page, kept apart so that a test can ask the planner about it. */
export const supportersSql = `${select} AND ${inForce} AND (@key = '' OR instr(m.search_text, @key) > 0)
  AND (@countyCode IS NULL OR m.county_code = @countyCode) AND (@fieldCode IS NULL OR m.field_code = @fieldCode)
  AND (@short = 0 OR ${shortfall} > 0)`

/** Supporters in force, newest first below `before`; `key` is a folded part of a name or number. */
export const listSupporters = (db: Reader, filter: SupporterFilter, before: string | null, limit: number): { rows: SupporterRow[]; total: number } => {
  const values = { ...filter, short: filter.short ? 1 : 0 }
  return {
    rows: prepared<[object], SupporterRow>(db, `${supportersSql} AND d.id < @before ORDER BY d.id DESC LIMIT @limit`).all({ ...values, before: before ?? '~', limit }),
    total: db.prepare<[object], number>(`SELECT count(*) FROM (${supportersSql})`).pluck().get(values) ?? 0,
  }
}

/** One supporter by its permit, in force or not. */
export const findSupporter = (db: Reader, permitNo: string): SupporterRow | undefined =>
  prepared<[string], SupporterRow>(db, `${select} AND m.no = ?`).get(permitNo)

/** Supporters in force for somebody of this field and county: who fits first, then who lacks most (S4-10). */
export const matchingSupporters = (db: Reader, fieldCode: string, countyCode: string, limit: number): SupporterRow[] =>
  prepared<[object], SupporterRow>(db, `
    ${select} AND ${inForce}
    ORDER BY (m.field_code = @fieldCode) + (m.county_code = @countyCode) DESC, m.field_code = @fieldCode DESC, shortfall DESC, m.seq LIMIT @limit
  `).all({ fieldCode, countyCode, limit })
