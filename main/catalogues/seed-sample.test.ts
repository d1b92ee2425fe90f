import { expect, test } from 'vitest'
import type { Context } from '#main/app/ports'
import { bankCodeOf } from '#contract/values/sheba'
import { writeSetting } from '#db/catalogues/setting-repo'
import { listProvinces } from '#db/catalogues/catalogue-repo'
import { createDb, freshHome } from '#db/testing/memory-db'
import { catalogueHandlers, findAgency, findCounty, findField, findProvince, seedSampleCatalogues, skillPolicy } from './index'

const newOffice = (): Context => {
  const context: Context = {
    db: createDb(), home: freshHome(), office: { name: 'اداره‌کل خوزستان', unit: '0600', training: false }, actor: { username: 'm', displayName: 'm', role: 'system_manager' },
    clock: { now: () => new Date('2026-11-21T06:00:00Z'), today: () => '2026-11-21' }, vault: { openUserKey: () => Buffer.alloc(0) },
    emit: () => undefined, log: { write: () => undefined },
  }
  seedSampleCatalogues(context)
  return context
}
const list = (context: Context) => {
  const catalogues = catalogueHandlers.list(context, {})
  if (catalogues instanceof Promise) throw new TypeError('not synchronous')
  return catalogues
}

test('the shipped fields say that they are a sample, and hold the four that everybody builds on', () => {
  const context = newOffice()
  const { sample, fields } = list(context)
  expect(sample).toBe(true)
  expect(fields.length).toBeGreaterThanOrEqual(14)
  expect(['1001', '1002', '1003', '2001'].map((code) => findField(context.db, code))).toMatchObject([
    { title: 'خیاطی', path: 'approval', hygiene: false }, { title: 'قالی‌بافی', path: 'approval', hygiene: false },
    { title: 'تولید مربا و ترشی', path: 'approval', hygiene: true }, { title: 'حروف‌چینی', path: 'registration', hygiene: false },
  ])
})

test('S0-04: every field has an owning agency, and all four agencies own some', () => {
  const context = newOffice()
  const { fields, agencies } = list(context)
  expect(agencies.length).toBeGreaterThanOrEqual(4)
  expect(fields.every((field) => findAgency(context.db, field.agencyCode))).toBe(true)
  expect(new Set(fields.map((field) => field.agencyCode)).size).toBe(4)
})

test('places carry the Statistical Centre\'s codes: 31 provinces, Khuzestan\'s 29 counties', () => {
  const context = newOffice()
  expect(listProvinces(context.db)).toHaveLength(31)
  expect([findProvince(context.db, '00')?.title, findProvince(context.db, '06')?.title, findProvince(context.db, '30')?.title]).toEqual(['مرکزی', 'خوزستان', 'البرز'])
  expect(list(context).counties).toHaveLength(29)
  expect(['0601', '0603', '0608', '0615', '0629'].map((code) => findCounty(context.db, code)?.title)).toEqual(['آبادان', 'اهواز', 'دزفول', 'باغ‌ملک', 'دزپارت'])
})

test('agent banks are known by the code inside a Sheba', () => {
  const { banks } = list(newOffice())
  expect(banks.map((bank) => bank.code)).toEqual(['012', '013', '018', '019', '022', '060', '061', '070'])
  expect(banks.find((bank) => bank.code === bankCodeOf('IR120220000000000000000001'))?.title).toBe('توسعه تعاون')
})

test('the import of the tables is in the ledger with their digests, once', () => {
  const { db } = newOffice()
  const payloads = db.prepare<[], string>("SELECT payload FROM ledger_entries WHERE kind = 'reference.import'").pluck().all()
  expect(payloads).toHaveLength(1)
  expect(JSON.parse(payloads[0]!).sets).toContainEqual({ name: 'counties', sample: false, source: 'شهرستان‌های خوزستان، ۱۴۰۰', rows: 29, digest: expect.stringMatching(/^[\w-]{43}$/) })
})

test('S3-11, S1-B7: skill evidence may follow unless the setting asks for it', () => {
  const { db } = newOffice()
  expect(skillPolicy(db)).toBe('grace')
  writeSetting(db, 'skillEvidenceAtRegistration', 'required', '')
  expect(skillPolicy(db)).toBe('required')
})
