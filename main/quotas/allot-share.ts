import type { ProgrammeYear } from '#contract/quotas'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { appendEntry } from '#main/ledger/index'
import { findCounty } from '#db/catalogues/catalogue-repo'
import { countyQuotas, touchYear, upsertCountyQuota, type Share } from '#db/quotas/quota-repo'
import { transact } from '#db/transact'
import { describeYear, yearFor } from './describe-year'

/** The first two digits of a county and of a unit are their province. */
const provinceOf = (code: string): string => code.slice(0, 2)

/**
 * Gives one county its share of the year (S1-A1). Also in an open year: quota may be added when a county runs dry.
 * @throws Fault NOT_FOUND, VERSION_STALE, COUNTY_NOT_OURS, INPUT_INVALID (county not in the catalogue),
 * QUOTA_EXCEEDS_PROVINCE {leftRial}, QUOTA_BELOW_USED {usedRial}.
 */
export const allotShare = (context: Context, change: Share & { year: number; version: number }): ProgrammeYear =>
  transact(context.db, (db) => {
    const year = yearFor(db, change.year)
    if (year.version !== change.version) throw new Fault('VERSION_STALE')
    if (provinceOf(change.countyCode) !== provinceOf(context.office.unit)) throw new Fault('COUNTY_NOT_OURS')
    if (!findCounty(db, change.countyCode)) throw new Fault('INPUT_INVALID', {}, [{ field: 'countyCode', reason: 'COUNTY_UNKNOWN' }])
    const counties = countyQuotas(db, change.year)
    const known = counties.find((county) => county.countyCode === change.countyCode)
    const usedRial = (known?.heldRial ?? 0) + (known?.paidRial ?? 0)
    if (change.allottedRial < usedRial) throw new Fault('QUOTA_BELOW_USED', { usedRial })
    const others = counties.reduce((sum, county) => sum + (county === known ? 0 : county.allottedRial), 0)
    if (others + change.allottedRial > year.provincialQuotaRial) {
      throw new Fault('QUOTA_EXCEEDS_PROVINCE', { leftRial: year.provincialQuotaRial - others })
    }
    upsertCountyQuota(db, change.year, change)
    touchYear(db, change.year, change.version, year.state)
    appendEntry(context, {
      kind: 'quota.allot', aggregate: { type: 'CountyQuota', id: `${change.year}:${change.countyCode}` }, baseVersion: known?.version ?? 0,
      payload: {
        year: change.year, county: change.countyCode, allotted_rial: change.allottedRial, employment_commitment: change.employmentCommitment,
        last_absorption_tenths: change.lastAbsorptionTenths, note: change.note,
      },
    })
    return describeYear(db, change.year)
  })
