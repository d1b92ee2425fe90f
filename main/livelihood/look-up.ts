import type { AidCase } from '#contract/livelihood'
import type { Context } from '#main/app/ports'
import { maskedId } from '#main/dossiers/index'
import { findAidCase, type AidCaseRow } from '#db/livelihood/aid-case-repo'
import { visitsOf } from '#db/livelihood/aid-desk-repo'
import type { Reader } from '#db/handle'
import { diedOn } from './died-on'

/** What the centre last said of a household head; null when it said nothing to this office (S2-08). Nothing is computed (S2-04). */
export const lookUp = ({ db }: Context, { nationalId }: { nationalId: string }): { found: AidCase | null } => {
  const row = findAidCase(db, nationalId)
  return { found: row ? seen(db, row) : null }
}

const seen = (db: Reader, row: AidCaseRow): AidCase => ({
  nationalIdMasked: maskedId(row.nationalId), standing: row.standing, eligible: row.eligible, body: row.body, introducedOn: row.introducedOn,
  resultToldOn: row.resultToldOn,
  objection: row.objectionNo !== null && row.objectionOn !== null && row.objectionState !== null
    ? { no: row.objectionNo, on: row.objectionOn, state: row.objectionState } : null,
  closedOn: diedOn(db, row), mobileKnown: row.mobile !== null, asOf: row.asOf, visits: visitsOf(db, row.nationalId),
})
