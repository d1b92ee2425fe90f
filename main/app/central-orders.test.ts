import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { permitHandlers } from '#main/permits/index'
import { entriesOf } from '#db/ledger/ledger-repo'
import { findPermit } from '#db/permits/permit-repo'
import { historyOf } from '#db/permits/status-repo'
import { findStatusList, placeOfNumber } from '#db/permits/status-list-repo'
import { statusAt } from '#contract/verify/status-list'
import { createPermitOffice, now, type PermitOffice } from '../permits/testing/permit-office'
import { benchOf, control, type Bench } from '../registry/testing/office'
import { appliers } from './appliers'

const order = { unit: '0600', to: 'revoked', authority: 'مرکز توسعۀ مشاغل خانگی', order_no: '۹/۱۴۰۵', ordered_on: '2026-11-20', reason: 'گواهی جعلی بود' } as const

let office: PermitOffice
let bench: Bench
beforeEach(async () => {
  office = createPermitOffice()
  bench = await benchOf(office.as('it'), join(office.home, 'office.db'))
})
afterEach(() => bench.close())
const send = (permitNo: string, over: Record<string, unknown> = {}) => control(bench.registry, 'revocations', { ...order, permit_no: permitNo, ...over })
const pull = () => bench.sync({ appliers })
const orders = (open = true) => now(permitHandlers.centralOrders(office.as('director'), { open })).items
const told = (no: string) => office.told(findPermit(office.db, no)!.dossierId)
const listValue = (no: string) => {
  const { list, place } = placeOfNumber(office.db, no)!
  return statusAt(findStatusList(office.db, list)!.bits, place)
}
const kept = () => office.db.prepare('SELECT reason FROM unapplied_changes ORDER BY reason').pluck().all()

test('P13: an order of the centre takes effect as it is pulled: status, list, message and an entry that goes back', async () => {
  const [no, other] = [await office.issue(1), await office.issue(2)]
  expect(await send(no)).toMatchObject({ http: 201 })
  expect(await pull()).toMatchObject({ exitCode: 0, pulled: 1, unapplied: 0 })
  expect(historyOf(office.db, no).at(-1)).toMatchObject({ status: 'revoked', by: 'registry', reasonCode: 'central_order', reason: order.reason })
  expect(listValue(no)).toBe(1)
  expect(told(no).at(-1)).toBe('permit.revoked')
  const entry = entriesOf(office.db, 'Permit', no).at(-1)!
  expect(entry.kind).toBe('permit.applyCentral')
  expect(JSON.parse(entry.payload)).toMatchObject({ no, from: 'valid', to: 'revoked', authority: order.authority, order_no: order.order_no, reason_code: 'central_order' })
  expect(office.db.prepare("SELECT stream FROM deliveries JOIN ledger_entries USING (op_id) WHERE kind = 'permit.applyCentral'").pluck().get()).toBe('revocations')
  expect(findPermit(office.db, other)?.status).toBe('valid')
})

test('P13: the Director is shown it until she has seen it; that is noted once', async () => {
  const no = await office.issue(1)
  await send(no, { to: 'suspended' })
  await pull()
  expect(orders()).toMatchObject([{ permitNo: no, status: 'suspended', to: 'suspended', authority: order.authority, orderNo: order.order_no, tookEffect: true, seenAt: null }])
  expect(told(no).at(-1)).toBe('permit.suspended')
  const { id } = orders()[0]!
  expect(now(permitHandlers.noteCentralOrder(office.as('director'), { id }))).toEqual({ noted: true })
  expect(now(permitHandlers.noteCentralOrder(office.as('director'), { id }))).toEqual({ noted: false })
  expect(orders()).toEqual([])
  expect(orders(false)).toMatchObject([{ id, seenBy: 'director' }])
  expect(office.kinds(no)).toEqual(['permit.sign', 'permit.applyCentral', 'permit.note'])
  expect(now(permitHandlers.reinstate(office.as('director'), { no, reason: 'دستور پس گرفته شد' }))).toEqual({ status: 'valid' })
})

test('P13: what already stood so keeps the order and changes nothing; a suspended permit may still be revoked', async () => {
  const no = await office.issue(1)
  now(permitHandlers.suspend(office.as('director'), { no, reason: 'گزارش خلاف' }))
  const before = told(no)
  await send(no, { to: 'suspended' })
  await pull()
  expect(orders()).toMatchObject([{ tookEffect: false }])
  expect([historyOf(office.db, no).length, told(no)]).toEqual([2, before])
  await send(no)
  await pull()
  expect(findPermit(office.db, no)?.status).toBe('revoked')
})

test('P13: a proposal that still waited is closed, because nothing is left to decide', async () => {
  const no = await office.issue(1)
  now(permitHandlers.proposeRevocation(office.as('expert'), { no, act: 'revoke', reasonCode: 'inactive', reason: 'بسته است' }))
  await send(no)
  await pull()
  expect(now(permitHandlers.revocations(office.as('director'), { open: true })).items).toEqual([])
  expect(now(permitHandlers.revocations(office.as('director'), { open: false })).items).toMatchObject([{ decision: 'dismissed', decidedBy: 'registry' }])
  expect(office.kinds(no).slice(-2)).toEqual(['permit.applyCentral', 'permit.dismissRevocation'])
})

test('P13: an order about another office\'s permit, one that closed, or one without an authority is kept for a person and changes nothing', async () => {
  const no = await office.issue(1)
  await send(no)
  await pull()
  await send('P-0600-1405-01-99999-0')
  await send(no, { to: 'suspended' })
  expect(await send(no, { authority: ' ' })).toMatchObject({ http: 400 })
  await control(bench.registry, 'changes', { stream: 'revocations', unit: '0600', type: 'permit_revocation', id: 'broken', body: { ...order, permit_no: no, authority: '' } })
  await control(bench.registry, 'changes', { stream: 'revocations', unit: '0600', op: 'tombstone', type: 'permit_revocation', id: 'gone', body: { ...order, permit_no: no } })
  expect(await pull()).toMatchObject({ exitCode: 10, unapplied: 4 })
  expect(kept()).toEqual(['CHANGE_MALFORMED', 'CHANGE_MALFORMED', 'NOT_FOUND', 'PERMIT_STATE'])
  expect(findPermit(office.db, no)?.status).toBe('revoked')
  expect(bench.broken()).toEqual([])
})
