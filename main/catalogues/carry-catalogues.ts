import { services, type Agreement } from '#contract/catalogues'
import { referenceNames, type ReferenceName, type ReferenceRow } from '#contract/reference-tables'
import { settingKeys } from '#contract/settings'
import type { Context } from '#main/app/ports'
import { appendEntry, canonicalText, sha256, type Plain } from '#main/ledger/index'
import { insertAgreement, listAgreements } from '#db/catalogues/agreement-repo'
import { insertProvince, listProvinces } from '#db/catalogues/catalogue-repo'
import { findSet, listRows, writeRow, writeSet } from '#db/catalogues/reference-repo'
import { keepSettingChange, readSetting, writeSetting } from '#db/catalogues/setting-repo'
import type { Reader } from '#db/handle'
import { transact } from '#db/transact'
import { provinces as shippedProvinces } from './sample/places'

/** Everything that an office looks things up in, as one machine of it gives it to another. */
export type CarriedCatalogues = {
  provinces: { code: string; title: string }[]
  tables: { name: ReferenceName; sample: boolean; source: string; rows: ReferenceRow[] }[]
  agreements: Agreement[]
  settings: Record<string, string>
}

export const carryCatalogues = (db: Reader): CarriedCatalogues => ({
  provinces: listProvinces(db),
  tables: referenceNames.map((name) => {
    const set = findSet(db, name)
    return { name, sample: set?.sample ?? false, source: set?.source ?? '', rows: listRows(db, name) }
  }),
  agreements: services.flatMap((service) => listAgreements(db, service)).sort((a, b) => a.version - b.version),
  settings: Object.fromEntries(settingKeys.flatMap((key) => {
    const value = readSetting(db, key)
    return value === undefined ? [] : [[key, value]]
  })),
})

/** Agencies before the fields that name them. */
const order = (name: ReferenceName): number => (name === 'fields' ? 1 : 0)

/** Fills a joined machine's office with them; settings that this program does not know are left. Joins the caller's transaction. */
export const layCatalogues = (context: Pick<Context, 'db' | 'clock' | 'actor'>, { provinces, tables, agreements, settings }: CarriedCatalogues): void =>
  transact(context.db, (db) => {
    const mark = { at: context.clock.now().toISOString(), by: context.actor.username }
    for (const province of provinces.length > 0 ? provinces : shippedProvinces) insertProvince(db, province)
    for (const { name, sample, source, rows } of [...tables].sort((a, b) => order(a.name) - order(b.name))) {
      writeSet(db, { name, sample, source, at: mark.at })
      for (const row of rows) writeRow(db, name, row, mark)
    }
    for (const agreement of agreements) insertAgreement(db, agreement)
    const known = settingKeys.filter((key) => settings[key] !== undefined)
    for (const key of known) {
      const value = settings[key] ?? ''
      writeSetting(db, key, value, mark.at)
      keepSettingChange(db, { key, value, ...mark })
    }
    appendEntry(context, {
      kind: 'reference.import', aggregate: { type: 'Reference', id: 'joined' }, baseVersion: 0,
      payload: { sets: [
        ...tables.map(({ name, sample, source, rows }) => ({ name, sample, source, rows: rows.length, digest: digestOf(rows) })),
        { name: 'settings', sample: false, source: '', rows: known.length, digest: digestOf(known.map((key) => [key, settings[key] ?? ''])) },
      ] },
    })
  })

const digestOf = (rows: readonly Plain[]): string => sha256(canonicalText(rows))
