import { afterEach, expect, test } from 'vitest'
import { transact } from '#db/transact'
import type { MessageView } from '#contract/messages'
import { messagesOf, tellApplicant } from '#main/messages/index'
import { control, newBench, type Bench } from '#main/registry/testing/office'
import { appliers } from './appliers'

const dossierId = '019ab000-0000-7000-8000-000000000001'
const opened: Bench[] = []
const bench = async (): Promise<Bench> => {
  const made = await newBench()
  opened.push(made)
  return made
}
afterEach(async () => {
  for (const each of opened.splice(0)) await each.close()
})
const tell = ({ context, db }: Bench): void => transact(db, () => {
  tellApplicant(context, { dossierId, trackingCode: 'T-0603-05-02-00123-5', mobile: '09161234567' }, 'dossier.at_agency')
})
const only = ({ db }: Bench): MessageView => messagesOf(db, dossierId)[0]!
const sync = ({ sync: run }: Bench) => run({ appliers })
const sends = ({ db }: Bench): unknown => db.prepare("SELECT count(*) FROM ledger_entries WHERE kind = 'message.send'").pluck().get()

test('S0-12: a message travels with the synchronisation: queued, handed over by the receipt, delivered by the operator’s word', async () => {
  const office = await bench()
  tell(office)
  expect(only(office)).toMatchObject({ state: 'queued', handedOverAt: null })
  expect(await sync(office)).toMatchObject({ exitCode: 0, pushed: 1 })
  expect(only(office)).toMatchObject({ state: 'handed_over', handedOverAt: '2026-11-21T06:00:00.000Z' })
  expect(await sync(office)).toMatchObject({ exitCode: 0, pulled: 1 })
  expect(only(office)).toMatchObject({ state: 'delivered', endedAt: '2026-11-21T06:00:00.000Z', note: null })
  expect(await sync(office)).toMatchObject({ exitCode: 0, pulled: 0, pushed: 0 })
  expect(office.broken()).toEqual([])
})

test('S0-12: what failed goes out again by itself, three times in all, then waits for a person', async () => {
  const office = await bench()
  await control(office.registry, 'message-plan', { plan: [{ times: 9, outcome: 'failed', reason: 'خاموش است' }] })
  tell(office)
  for (let run = 0; run < 5; run += 1) await sync(office)
  expect(only(office)).toMatchObject({ state: 'failed', tries: 3, note: 'operator', noteText: 'خاموش است' })
  expect(sends(office)).toBe(3)
  expect(office.broken()).toEqual([])
})

test('S0-12: a number that can never be reached is not tried again', async () => {
  const office = await bench()
  await control(office.registry, 'message-plan', { plan: [{ outcome: 'unreachable' }] })
  tell(office)
  for (let run = 0; run < 3; run += 1) await sync(office)
  expect(only(office)).toMatchObject({ state: 'failed', tries: 1, note: 'number_unreachable' })
})

test('S0-12: a second try that gets through is delivered, and a late word of the first does not undo it', async () => {
  const office = await bench()
  await control(office.registry, 'message-plan', { plan: [{ outcome: 'failed' }] })
  tell(office)
  await sync(office)
  const first = office.db.prepare('SELECT op_id FROM messages').pluck().get()
  for (let run = 0; run < 2; run += 1) await sync(office)
  expect(only(office)).toMatchObject({ state: 'delivered', tries: 2 })
  await control(office.registry, 'changes', { stream: 'messages', unit: '0600', type: 'message_result', id: 'late', body: {
    message_id: only(office).id, send: first, outcome: 'failed', at: '2026-11-21T06:00:00.000Z',
  } })
  expect(await sync(office)).toMatchObject({ pulled: 1, unapplied: 0 })
  expect(only(office)).toMatchObject({ state: 'delivered', tries: 2 })
})

test('a result that can’t be read, or of a message that is not here, is kept and stops nothing', async () => {
  const office = await bench()
  const publish = (id: string, body: object) => control(office.registry, 'changes', { stream: 'messages', unit: '0600', type: 'message_result', id, body })
  await publish('a', { message_id: 'x', outcome: 'perhaps' })
  await publish('b', { message_id: 'x', send: 'y', outcome: 'delivered', at: '2026-11-21T06:00:00.000Z' })
  tell(office)
  expect(await sync(office)).toMatchObject({ exitCode: 10, unapplied: 2, accepted: 1 })
  expect(office.db.prepare('SELECT reason FROM unapplied_changes ORDER BY id').pluck().all()).toEqual(['CHANGE_MALFORMED', 'MESSAGE_UNKNOWN'])
})

test('a restored registry that lost the message gets it again', async () => {
  const office = await bench()
  tell(office)
  await sync(office)
  expect(only(office).state).toBe('handed_over')
  office.db.prepare("UPDATE deliveries SET state = 'queued', receipt = NULL, server_seq = NULL").run()
  expect(only(office)).toMatchObject({ state: 'queued', handedOverAt: null })
  await sync(office)
  expect(only(office).state).toBe('delivered')
})
