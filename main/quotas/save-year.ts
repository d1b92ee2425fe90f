import type { ProgrammeYear } from '#contract/quotas'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { appendEntry } from '#main/ledger/index'
import { findBank } from '#db/catalogues/catalogue-repo'
import { countyQuotas, findYear, insertYear, updateYear } from '#db/quotas/quota-repo'
import { transact } from '#db/transact'
import { describeYear } from './describe-year'

/** `version` null: a year that is new. */
export type YearChange = Omit<ProgrammeYear, 'version' | 'state' | 'ruleSet' | 'counties' | 'allottedRial'> & { version: number | null }

/**
 * Plans a programme year or changes its settings (S1-00, S1-A3).
 * @throws Fault BANK_UNKNOWN, QUOTA_BELOW_ALLOTTED {allottedRial}, VERSION_STALE.
 */
export const saveYear = (context: Context, change: YearChange): ProgrammeYear =>
  transact(context.db, (db) => {
    const unknown = change.bankCodes.filter((code) => !findBank(db, code))
    if (unknown.length > 0) throw new Fault('BANK_UNKNOWN', { banks: unknown })
    const known = findYear(db, change.year)
    if ((known?.version ?? null) !== change.version) throw new Fault('VERSION_STALE')
    const allottedRial = countyQuotas(db, change.year).reduce((sum, county) => sum + county.allottedRial, 0)
    if (allottedRial > change.provincialQuotaRial) throw new Fault('QUOTA_BELOW_ALLOTTED', { allottedRial })
    // The rule set is named once: a referral keeps the one of its own year.
    if (known) updateYear(db, { ...change, version: known.version })
    else insertYear(db, { ...change, ruleSet: `${change.year}.1` })
    const saved = describeYear(db, change.year)
    appendEntry(context, {
      kind: 'year.save', aggregate: { type: 'ProgrammeYear', id: String(change.year) }, baseVersion: known?.version ?? 0,
      payload: {
        year: saved.year, provincial_quota_rial: saved.provincialQuotaRial, independent_ceiling_rial: saved.independentCeilingRial,
        supporter_ceiling_rial: saved.supporterCeilingRial, per_covered_rial: saved.perCoveredRial, min_covered: saved.minCovered,
        absorb_by: saved.absorbBy, banks: saved.bankCodes, rule_set: saved.ruleSet,
      },
    })
    return saved
  })
