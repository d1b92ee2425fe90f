import type { SkillEvidence } from '#contract/applicants'
import type { IsoDay } from '#contract/values/jalali'
import { dossierColumns, toDossier, type DossierRow, type StoredDossier } from '../dossiers/dossier-row'
import type { Reader } from '../handle'

export type PoolFilter = { countyCode: string | null; fieldCode: string | null; skill: SkillEvidence | null; sinceBefore: IsoDay | null }
export type PoolRow = DossierRow & { since: IsoDay; declined: number }

const conditions = (filter: PoolFilter): { where: string; values: string[] } => {
  const parts: [string, string | null][] = [
    ['q.county_code = ?', filter.countyCode], ['q.field_code = ?', filter.fieldCode], ['d.skill_evidence = ?', filter.skill], ['q.since <= ?', filter.sinceBefore],
  ]
  const given = parts.flatMap(([sql, value]) => (value === null ? [] : [{ sql, value }]))
  return { where: ["d.state = 'in_pool'", ...given.map(({ sql }) => sql)].join(' AND '), values: given.map(({ value }) => value) }
}

const places = 'pool_places q CROSS JOIN dossiers d ON d.id = q.dossier_id JOIN persons p ON p.national_id = d.national_id LEFT JOIN legal_entities e ON e.legal_id = d.legal_id'

/** The statement of a page, kept apart so that a test can ask the planner about it. */
export const poolSql = (filter: PoolFilter): { items: string; total: string; values: string[] } => {
  const { where, values } = conditions(filter)
  return {
    items: `SELECT ${dossierColumns}, q.since, (SELECT count(*) FROM support_links l WHERE l.dossier_id = d.id AND l.state = 'declined') AS declined
      FROM ${places} WHERE ${where} AND (q.since, q.dossier_id) > (?, ?) ORDER BY q.since, q.dossier_id LIMIT ?`,
    total: `SELECT count(*) FROM pool_places q CROSS JOIN dossiers d ON d.id = q.dossier_id WHERE ${where}`,
    values,
  }
}

/** One page of the waiting, the longest first, after the place `[since, id]` (S4-09). */
export const listPool = (db: Reader, filter: PoolFilter, after: readonly [string, string] | null, limit: number): { rows: PoolRow[]; total: number } => {
  const { items, total, values } = poolSql(filter)
  const rows = db.prepare<unknown[], StoredDossier & { since: IsoDay; declined: number }>(items).all(...values, ...(after ?? ['', '']), limit)
  return {
    rows: rows.map((stored) => ({ ...toDossier(stored), since: stored.since, declined: stored.declined })),
    total: db.prepare<unknown[], number>(total).pluck().get(...values) ?? 0,
  }
}

/** Since when somebody waits, or undefined outside the pool. */
export const poolSince = (db: Reader, dossierId: string): IsoDay | undefined =>
  db.prepare<[string], IsoDay>('SELECT since FROM pool_places WHERE dossier_id = ?').pluck().get(dossierId)
