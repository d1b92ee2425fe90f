import type { Agreement, Service } from '#contract/catalogues'
import type { IsoDay } from '#contract/values/jalali'
import type { Reader, Writer } from '../handle'
import { prepared } from '../prepared'

const columns = 'service, version, text, from_day AS "from", closes_on AS closesOn, closing_law AS closingLaw, published_at AS publishedAt, published_by AS publishedBy'

/** Every version of a service's agreement, newest first. */
export const listAgreements = (db: Reader, service: Service): Agreement[] =>
  prepared<[Service], Agreement>(db, `SELECT ${columns} FROM agreements WHERE service = ? ORDER BY version DESC`).all(service)

/** The version in force on a day: of those that have begun, the newest. */
export const agreementOn = (db: Reader, service: Service, day: IsoDay): Agreement | undefined =>
  prepared<[Service, IsoDay], Agreement>(db, `SELECT ${columns} FROM agreements WHERE service = ? AND from_day <= ? ORDER BY version DESC LIMIT 1`).get(service, day)

/** A published version is never changed: a new one follows it. */
export const insertAgreement = (db: Writer, row: Agreement): void => {
  db.prepare('INSERT INTO agreements (service, version, text, from_day, closes_on, closing_law, published_at, published_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?)')
    .run(row.service, row.version, row.text, row.from, row.closesOn, row.closingLaw, row.publishedAt, row.publishedBy)
}
