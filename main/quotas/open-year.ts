import type { ProgrammeYear } from '#contract/quotas'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { appendEntry } from '#main/ledger/index'
import { requirePrincipal } from '#main/signing/index'
import { touchYear } from '#db/quotas/quota-repo'
import { transact } from '#db/transact'
import { describeYear } from './describe-year'

/**
 * The Director, and nobody who acts for her, opens a planned year: from now on its quota may be held.
 * @throws Fault NOT_FOUND, VERSION_STALE, YEAR_STATE (already open), YEAR_EMPTY (no county has a share), PRINCIPAL_ONLY.
 */
export const openYear = (context: Context, { year, version }: { year: number; version: number }): ProgrammeYear =>
  transact(context.db, (db) => {
    requirePrincipal(context)
    const planned = describeYear(db, year)
    if (planned.version !== version) throw new Fault('VERSION_STALE')
    if (planned.state !== 'planned') throw new Fault('YEAR_STATE')
    if (planned.allottedRial === 0) throw new Fault('YEAR_EMPTY')
    touchYear(db, year, version, 'open')
    appendEntry(context, {
      kind: 'year.open', aggregate: { type: 'ProgrammeYear', id: String(year) }, baseVersion: version, payload: { year },
    })
    return describeYear(db, year)
  })
