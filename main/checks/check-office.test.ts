import { appendFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { ordinaryConfig } from '#contract/config'
import { jpegOf } from '#main/documents/testing/sample-files'
import { createScanOffice } from '#main/documents/testing/scan-office'
import { newBench } from '#main/registry/testing/office'
import { checkClock, checkDisk, checkKeyRing, checkLedger, checkRegistry, checkScans } from './check-office'

const closers: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

test('every scan is read: one that is gone and one that was altered are counted', async () => {
  const office = createScanOffice()
  const dossierId = office.draft(1)
  for (const [at, kind] of (['photos', 'skill', 'national-card'] as const).entries()) office.ask('attach', { dossierId, kind, contentBase64: jpegOf(60, 80, at + 1).toString('base64') })
  expect(await checkScans(office.as('it'))).toMatchObject({ state: 'good', facts: { scans: 3, unfit: 0 } })
  const files = readdirSync(join(office.home, 'scans'), { recursive: true, withFileTypes: true }).filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name))
  rmSync(files[0]!)
  appendFileSync(files[1]!, 'x')
  expect(await checkScans(office.as('it'))).toMatchObject({ state: 'bad', code: 50, facts: { scans: 3, unfit: 2 } })
})

test('a ledger that somebody changed behind the program’s back ends with 60', async () => {
  const office = createScanOffice()
  const dossierId = office.draft(1)
  office.ask('attach', { dossierId, kind: 'photos', contentBase64: jpegOf().toString('base64') })
  expect(await checkLedger(office.as('it'))).toMatchObject({ state: 'good' })
  for (const name of office.db.prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'ledger_entries'").pluck().all()) office.db.exec(`DROP TRIGGER ${name}`)
  office.db.exec("UPDATE ledger_entries SET actor = 'somebody' WHERE seq = 1")
  expect(await checkLedger(office.as('it'))).toMatchObject({ state: 'bad', code: 60, reason: 'CHAIN_BROKEN', facts: { firstBad: 1 } })
})

test('a key ring that is not there, or is none, is a fault of this machine', () => {
  const office = createScanOffice()
  expect(checkKeyRing(office.as('it'))).toMatchObject({ state: 'bad', code: 50 })
  writeFileSync(join(office.home, 'keyring.json'), '{ "v": ', { mode: 0o600 })
  expect(checkKeyRing(office.as('it'))).toMatchObject({ state: 'bad', code: 50 })
})

test('security row 22: five minutes off the registry are said, a day is a fault, and a clock before the last entry is seen without any network', async () => {
  const office = createScanOffice()
  const context = office.as('it')
  expect(await checkClock(context, '2026-11-21T06:04:00Z')).toMatchObject({ state: 'good', facts: { fromRegistrySeconds: -240 } })
  expect(await checkClock(context, '2026-11-21T05:50:00Z')).toMatchObject({ state: 'warning', code: 10, reason: 'SKEWED' })
  expect(await checkClock(context, '2026-11-19T06:00:00Z')).toMatchObject({ state: 'bad', code: 50 })
  office.ask('attach', { dossierId: office.draft(1), kind: 'photos', contentBase64: jpegOf().toString('base64') })
  office.setToday('2026-11-20')
  expect(await checkClock(office.as('it'), null)).toMatchObject({ state: 'warning', reason: 'BEHIND_LEDGER', facts: { behindLedgerSeconds: 86_400 } })
  expect(checkDisk(context).facts['freeMegabytes']).toBeGreaterThan(0)
})

test('the registry: not enrolled, answering with its clock, under a proxy that is not there, gone', async () => {
  expect((await checkRegistry(createScanOffice().as('it'))).item).toMatchObject({ state: 'warning', code: 10, reason: 'NOT_ENROLLED' })
  const bench = await newBench()
  closers.push(() => { bench.db.close() })
  expect(await checkRegistry(bench.context)).toMatchObject({ item: { state: 'good', code: 0 }, serverTime: '2026-11-21T06:00:00.000Z' })
  bench.registry.setFaults([{ request: 1, fault: 'html' }])
  expect((await checkRegistry({ ...bench.context, config: ordinaryConfig })).item).toMatchObject({ code: 20, reason: 'NETWORK_PORTAL' })
  await bench.registry.close()
  expect((await checkRegistry(bench.context)).item).toMatchObject({ state: 'bad', code: 20, reason: 'NETWORK_ABSENT' })
})
