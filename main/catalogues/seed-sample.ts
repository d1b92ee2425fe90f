import { services } from '#contract/catalogues'
import type { Context } from '#main/app/ports'
import { appendEntry, canonicalText, sha256, type Plain } from '#main/ledger/index'
import { insertAgreement } from '#db/catalogues/agreement-repo'
import { insertProvince } from '#db/catalogues/catalogue-repo'
import { writeRow, writeSet } from '#db/catalogues/reference-repo'
import { transact } from '#db/transact'
import { agreementTexts, agreementsSince } from './sample/agreements'
import { provinces } from './sample/places'
import { shippedTables } from './sample/tables'

/**
 * Fills a new office with what it starts from: places, agencies, banks, fields, holidays and reasons that say they are a
 * sample, and the service agreements in force. Joins the caller's transaction.
 */
export const seedSampleCatalogues = (context: Pick<Context, 'db' | 'clock' | 'actor'>): void =>
  transact(context.db, (db) => {
    const mark = { at: context.clock.now().toISOString(), by: context.actor.username }
    for (const province of provinces) insertProvince(db, province)
    for (const { name, sample, source, rows } of shippedTables) {
      writeSet(db, { name, sample, source, at: mark.at })
      for (const row of rows) writeRow(db, name, row, mark)
    }
    for (const service of services) {
      insertAgreement(db, {
        service, version: 1, text: agreementTexts[service], from: agreementsSince, closesOn: null, closingLaw: '', publishedAt: mark.at, publishedBy: mark.by,
      })
    }
    appendEntry(context, {
      kind: 'reference.import', aggregate: { type: 'Reference', id: 'shipped' }, baseVersion: 0,
      payload: { sets: [
        shipped('provinces', false, 'کدهای مرکز آمار ایران', provinces),
        ...shippedTables.map(({ name, sample, source, rows }) => shipped(name, sample, source, rows)),
        shipped('agreements', false, 'توافقنامه‌های سطح خدمت', services.map((service) => agreementTexts[service])),
      ] },
    })
  })

const shipped = (name: string, sample: boolean, source: string, rows: readonly Plain[]): Record<string, Plain> =>
  ({ name, sample, source, rows: rows.length, digest: sha256(canonicalText(rows)) })
