import type { Context } from '#main/app/ports'
import { appendEntry, canonicalText, sha256 } from '#main/ledger/index'
import {
  insertAgency, insertBank, insertCounty, insertField, insertProvince, insertReferenceSet,
} from '#db/catalogues/catalogue-repo'
import { writeSetting } from '#db/catalogues/setting-repo'
import { transact } from '#db/transact'
import { banks, counties, provinces } from './places'
import { agencies, sampleFields, sampleSource } from './sample-fields'
import { defaultSettings } from './settings'

/**
 * Fills a new office with what it starts from: provinces, Khuzestan's counties, the banks and agencies known by public
 * sources, and a sample of fields that says it is one. Joins the caller's transaction.
 */
export const seedSampleCatalogues = (context: Pick<Context, 'db' | 'clock' | 'actor'>): void =>
  transact(context.db, (db) => {
    const at = context.clock.now().toISOString()
    for (const province of provinces) insertProvince(db, province)
    for (const county of counties) insertCounty(db, county)
    for (const agency of agencies) insertAgency(db, agency)
    for (const bank of banks) insertBank(db, bank)
    for (const field of sampleFields) insertField(db, field)
    for (const [key, value] of Object.entries(defaultSettings)) writeSetting(db, key, value, at)
    const sets = [
      { name: 'provinces', sample: false, source: 'کدهای مرکز آمار ایران', rows: provinces },
      { name: 'counties', sample: false, source: 'شهرستان‌های خوزستان، ۱۴۰۰', rows: counties },
      { name: 'agencies', sample: true, source: 'نمونه: چهار دستگاه صادرکننده، ۱۴۰۴', rows: agencies },
      { name: 'banks', sample: true, source: 'نمونه: بانک‌های عامل یک استان، ۱۴۰۴', rows: banks },
      { name: 'fields', sample: true, source: sampleSource, rows: sampleFields },
    ]
    for (const set of sets) insertReferenceSet(db, set, at)
    appendEntry(context, {
      kind: 'reference.import', aggregate: { type: 'Reference', id: 'shipped' }, baseVersion: 0,
      payload: { sets: sets.map(({ name, sample, source, rows }) => ({ name, sample, source, rows: rows.length, digest: sha256(canonicalText(rows)) })) },
    })
  })
