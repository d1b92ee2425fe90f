import type { CoveredLink, Fit, PoolPerson, Supporter } from '#contract/supporters'
import { daysBetween, type IsoDay } from '#contract/values/jalali'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { findCounty, findField } from '#main/catalogues/index'
import { holderName, maskedId, maskedMobile, seesMasked } from '#main/dossiers/index'
import { findDossier } from '#db/dossiers/dossier-repo'
import type { Reader } from '#db/handle'
import { linksOfSupporter, seenInLink, type LinkRow } from '#db/supporters/link-repo'
import type { PoolRow } from '#db/supporters/pool-repo'
import { findSupporter, type SupporterRow } from '#db/supporters/supporter-repo'

const countyTitle = (db: Reader, code: string): string => findCounty(db, code)?.title ?? code
const fieldTitle = (db: Reader, code: string): string => findField(db, code)?.title ?? code

/** One person who waits; the mobile masked for an auditor (S0-03). */
export const describePoolPerson = ({ db, actor }: Pick<Context, 'db' | 'actor'>, row: PoolRow, today: IsoDay): PoolPerson => ({
  dossierId: row.id, version: row.version, trackingCode: row.trackingCode, name: holderName(row), nationalIdMasked: maskedId(row.person.nationalId),
  mobile: seesMasked(actor.role) ? maskedMobile(row.person.mobile) : row.person.mobile, countyCode: row.countyCode, countyTitle: countyTitle(db, row.countyCode),
  fieldCode: row.fieldCode ?? '', fieldTitle: fieldTitle(db, row.fieldCode ?? ''), skillEvidence: row.plan?.skillEvidence ?? 'pending',
  supportingBody: row.answers.supportingBody, wishForSupporter: row.answers.wishForSupporter,
  since: row.since, waitingDays: daysBetween(row.since, today), declined: row.declined,
})

export const describeSupporter = (row: SupporterRow): Supporter =>
  ({ ...row, legal: row.legal === 1, countyTitle: row.countyTitle ?? row.countyCode })

/** @throws Fault NOT_FOUND: no such permit, or not a supporter's. */
export const supporterFor = (db: Reader, permitNo: string): Supporter => {
  const row = findSupporter(db, permitNo)
  if (!row) throw new Fault('NOT_FOUND')
  return describeSupporter(row)
}

/** S4-10: whether field and county are the same. */
export const fitOf = (supporter: Pick<Supporter, 'fieldCode' | 'countyCode'>, covered: { fieldCode: string | null; countyCode: string }): Fit =>
  ({ field: supporter.fieldCode === covered.fieldCode, county: supporter.countyCode === covered.countyCode })

const describeLink = (db: Reader, link: LinkRow): CoveredLink[] => {
  const row = findDossier(db, link.dossierId)
  if (!row) return []
  const { supporterNo: _supporterNo, ...rest } = link
  return [{
    ...rest, version: row.version, trackingCode: row.trackingCode, name: holderName(row), fieldTitle: fieldTitle(db, row.fieldCode ?? ''),
    countyTitle: countyTitle(db, row.countyCode),
    seen: seenInLink(db, link),
  }]
}

/** Everybody a supporter was offered, with what visits saw (S1-B5). */
export const describeLinks = (db: Reader, permitNo: string): CoveredLink[] =>
  linksOfSupporter(db, permitNo).flatMap((link) => describeLink(db, link))
