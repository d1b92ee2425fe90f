import { beforeAll, beforeEach, expect, test } from 'vitest'
import type { Context } from '#main/app/ports'
import { listEntries } from '#db/ledger/ledger-repo'
import { permitHandlers } from '../permit-handlers'
import { createPermitOffice, now, openPermitOffice, passphrase, type PermitOffice } from '../testing/permit-office'

const count = 120
let waiting: PermitOffice
let office: PermitOffice
let ids: string[]
beforeAll(() => {
  waiting = createPermitOffice()
  ids = Array.from({ length: count }, (_, i) => waiting.ready(i + 1).id)
  waiting.openPicked(ids)
  waiting.db.close()
}, 60_000)
beforeEach(() => { office = openPermitOffice(waiting.home, waiting.databaseKey) })

test('signing row 2: stop finishes what is in hand; the rest is untouched, told so, and can be signed later', async () => {
  const director = office.as('director')
  const items = office.freeze(ids).map(({ dossierId, digest }) => ({ dossierId, digest }))
  const emit: Context['emit'] = (event) => { if (event === 'sign.progress') expect(now(permitHandlers.stopSigning(director, {}))).toEqual({ stopping: true }) }
  const running = permitHandlers.sign({ ...director, emit }, { items, passphrase })
  const during = now(permitHandlers.lastBatch(director, {})).batch
  expect(during).toMatchObject({ state: 'running', told: true, total: count, signed: 0, untouched: count })
  expect(() => permitHandlers.closeBatch(director, { no: during!.no })).toThrow('BATCH_STATE')
  const report = await running
  expect(report).toMatchObject({ signed: 50, failed: 0, untouched: 70, batch: during!.no })
  expect(report.outcomes.map(({ outcome }) => outcome)).toEqual([...Array<string>(50).fill('signed'), ...Array<string>(70).fill('untouched')])
  expect(now(permitHandlers.lastBatch(director, {})).batch).toMatchObject({ state: 'stopped', told: true, signed: 50, untouched: 70 })
  expect(JSON.parse(listEntries(office.db, null, 'batch.end', 1)[0]!.payload)).toMatchObject({ how: 'stopped', signed: 50, untouched: 70 })
  expect(now(permitHandlers.stopSigning(director, {}))).toEqual({ stopping: false })

  const rest = ids.slice(50)
  office.openPicked(rest)
  expect(await permitHandlers.sign(director, { items: items.slice(50), passphrase })).toMatchObject({ signed: 70 })
  const { items: batches } = now(permitHandlers.batches(office.as('auditor'), { after: null, limit: 1 }))
  expect(batches).toMatchObject([{ state: 'done', total: 70, signed: 70 }])
  const next = now(permitHandlers.batches(office.as('auditor'), { after: String(2), limit: 50 }))
  expect(next).toMatchObject({ items: [{ state: 'stopped', total: count, signed: 50 }], next: null })
}, 30_000)

test('a full disk ends it, says which failed, and the batch tells the same afterwards', async () => {
  const director = office.as('director')
  const items = office.freeze(ids).map(({ dossierId, digest }) => ({ dossierId, digest }))
  let chunks = 0
  const emit: Context['emit'] = (event) => {
    if (event !== 'sign.progress') return
    chunks += 1
    office.db.pragma(`max_page_count=${chunks === 1 ? Number(office.db.pragma('page_count', { simple: true })) : 1_000_000}`)
  }
  const { batch, signed, failed, untouched } = await permitHandlers.sign({ ...director, emit }, { items, passphrase })
  expect({ signed, failed, untouched }).toEqual({ signed: 50, failed: 50, untouched: 20 })
  const detail = now(permitHandlers.readBatch(director, { no: batch! }))
  expect(detail).toMatchObject({ state: 'storage', signed: 50, failed: 50, untouched: 20 })
  expect(detail.items.filter(({ reason }) => reason === 'storage')).toHaveLength(50)
}, 30_000)
