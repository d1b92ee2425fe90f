import type { Award } from '#contract/incentives'
import { Fault } from '#main/app/fault'
import { findCounty } from '#main/catalogues/index'
import { findAward, type AwardRow } from '#db/incentives/award-repo'
import type { Reader } from '#db/handle'
import { findPermit } from '#db/permits/permit-repo'

/** A letter as screens and papers see it. */
export const describeAward = (db: Reader, row: AwardRow): Award => {
  const permit = findPermit(db, row.permitNo)
  return {
    id: row.id, version: row.version, no: row.no, permitNo: row.permitNo, name: permit?.name ?? '', fieldTitle: permit?.fieldTitle ?? '',
    countyTitle: permit ? (findCounty(db, permit.countyCode)?.title ?? permit.countyCode) : '', text: row.text, state: row.state,
    preparedBy: row.preparedBy, preparedOn: row.preparedOn,
    director: row.director && { by: row.director.signedBy, at: row.director.signedAt, kid: row.director.kid, jws: row.director.jws, digest: row.director.digest },
    deputy: row.deputy, minister: row.minister, givenOn: row.givenOn,
  }
}

/** @throws Fault NOT_FOUND. */
export const awardById = (db: Reader, id: string): Award => {
  const row = findAward(db, id)
  if (!row) throw new Fault('NOT_FOUND')
  return describeAward(db, row)
}
