import type { CountyQuota, ProgrammeYear } from '#contract/quotas'
import { RowStale } from '../faults'
import type { Reader, Writer } from '../handle'

export type YearRow = Omit<ProgrammeYear, 'counties' | 'allottedRial'>
export type CountyQuotaRow = CountyQuota & { version: number }

const yearColumns = `
  year, version, state, provincial_quota_rial AS provincialQuotaRial, independent_ceiling_rial AS independentCeilingRial,
  supporter_ceiling_rial AS supporterCeilingRial, per_covered_rial AS perCoveredRial, min_covered AS minCovered,
  absorb_by AS absorbBy, rule_set AS ruleSet`

/** A year with its banks, or undefined when nobody has planned it. */
export const findYear = (db: Reader, year: number): YearRow | undefined => {
  const row = db.prepare<[number], Omit<YearRow, 'bankCodes'>>(`SELECT ${yearColumns} FROM programme_years WHERE year = ?`).get(year)
  const banks = db.prepare<[number], string>('SELECT bank_code FROM programme_banks WHERE year = ? ORDER BY bank_code').pluck()
  return row && { ...row, bankCodes: banks.all(year) }
}

/** Newest first. */
export const listYears = (db: Reader): number[] =>
  db.prepare<[], number>('SELECT year FROM programme_years ORDER BY year DESC').pluck().all()

const replaceBanks = (db: Writer, year: number, codes: readonly string[]): void => {
  db.prepare('DELETE FROM programme_banks WHERE year = ?').run(year)
  const insert = db.prepare('INSERT INTO programme_banks VALUES (?, ?)')
  for (const code of new Set(codes)) insert.run(year, code)
}

export const insertYear = (db: Writer, row: Omit<YearRow, 'version' | 'state'>): void => {
  db.prepare(`
    INSERT INTO programme_years (year, version, state, provincial_quota_rial, independent_ceiling_rial, supporter_ceiling_rial, per_covered_rial,
      min_covered, absorb_by, rule_set)
    VALUES (?, 1, 'planned', ?, ?, ?, ?, ?, ?, ?)
  `).run(
    row.year, row.provincialQuotaRial, row.independentCeilingRial, row.supporterCeilingRial, row.perCoveredRial, row.minCovered, row.absorbBy, row.ruleSet,
  )
  replaceBanks(db, row.year, row.bankCodes)
}

/** @throws RowStale when somebody changed the year since `version` was read. */
export const updateYear = (db: Writer, row: Omit<YearRow, 'state' | 'ruleSet'>): void => {
  const { changes } = db.prepare(`
    UPDATE programme_years SET version = version + 1, provincial_quota_rial = ?, independent_ceiling_rial = ?,
      supporter_ceiling_rial = ?, per_covered_rial = ?, min_covered = ?, absorb_by = ?
    WHERE year = ? AND version = ?
  `).run(
    row.provincialQuotaRial, row.independentCeilingRial, row.supporterCeilingRial, row.perCoveredRial, row.minCovered, row.absorbBy, row.year, row.version,
  )
  if (changes === 0) throw new RowStale(String(row.year))
  replaceBanks(db, row.year, row.bankCodes)
}

/** Counts a change inside the year (a county's share) or opens it. @throws RowStale. */
export const touchYear = (db: Writer, year: number, version: number, state: YearRow['state']): void => {
  const { changes } = db.prepare('UPDATE programme_years SET version = version + 1, state = ? WHERE year = ? AND version = ?')
    .run(state, year, version)
  if (changes === 0) throw new RowStale(String(year))
}

const countyColumns = `
  q.county_code AS countyCode, c.title AS countyTitle, q.version, q.allotted_rial AS allottedRial, q.held_rial AS heldRial,
  q.paid_rial AS paidRial, q.allotted_rial - q.held_rial - q.paid_rial AS remainingRial,
  q.employment_commitment AS employmentCommitment, q.last_absorption_tenths AS lastAbsorptionTenths, q.note`

export const countyQuotas = (db: Reader, year: number): CountyQuotaRow[] =>
  db.prepare<[number], CountyQuotaRow>(`
    SELECT ${countyColumns} FROM county_quotas q JOIN counties c ON c.code = q.county_code WHERE q.year = ? ORDER BY q.county_code
  `).all(year)

export const findCountyQuota = (db: Reader, year: number, countyCode: string): CountyQuotaRow | undefined =>
  db.prepare<[number, string], CountyQuotaRow>(`
    SELECT ${countyColumns} FROM county_quotas q JOIN counties c ON c.code = q.county_code WHERE q.year = ? AND q.county_code = ?
  `).get(year, countyCode)

export type Share = Pick<CountyQuota, 'countyCode' | 'allottedRial' | 'employmentCommitment' | 'lastAbsorptionTenths' | 'note'>

/** Writes one county's share; the table refuses a sum above the province or a share below what is held and paid. */
export const upsertCountyQuota = (db: Writer, year: number, share: Share): void => {
  db.prepare(`
    INSERT INTO county_quotas (year, county_code, version, allotted_rial, employment_commitment, last_absorption_tenths, note)
    VALUES (@year, @countyCode, 1, @allottedRial, @employmentCommitment, @lastAbsorptionTenths, @note)
    ON CONFLICT DO UPDATE SET version = version + 1, allotted_rial = @allottedRial, employment_commitment = @employmentCommitment,
      last_absorption_tenths = @lastAbsorptionTenths, note = @note
  `).run({
    year, countyCode: share.countyCode, allottedRial: share.allottedRial, employmentCommitment: share.employmentCommitment,
    lastAbsorptionTenths: share.lastAbsorptionTenths, note: share.note,
  })
}
