import assert from 'node:assert/strict'
import { createPublicKey, randomUUID, verify } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import canonicalize from 'canonicalize'
import { messageResult } from '#contract/wire/changes'
import type { WireOperation } from '#contract/wire/operation'
import type { Receipt } from '#contract/wire/receipt'
import { ConformanceDevice, statuses, type Reply } from './client'

/** A server under test: its address, and a way to get one-time codes for two units. Nothing else of it is touched. */
export type Target = { url: string; enrolCode(unit: 'one' | 'two'): Promise<string> }
export type Case = { name: string; run(target: Target): Promise<void> }

export const device = async (target: Target, unit: 'one' | 'two' = 'one'): Promise<ConformanceDevice> => {
  const made = new ConformanceDevice(target.url)
  assert.equal((await made.enrol(await target.enrolCode(unit))).status, 201)
  return made
}

export const refused = (reply: Reply, status: number, code: string): void => {
  assert.deepEqual([reply.status, reply.body['code']], [status, code])
  assert.match(reply.type, /^application\/problem\+json/)
  for (const member of ['type', 'title', 'scope', 'retry']) assert.ok(member in reply.body, `problem has no ${member}`)
}

const receiptOf = (reply: Reply, i = 0): Receipt => (reply.body['results'] as { receipt: Receipt }[])[i]!.receipt

/** What of an operation becomes what: per-item results, idempotency, lanes, receipts. */
export const operationCases: Case[] = [
  {
    name: 'every operation gets exactly one status, in order, and a receipt that verifies offline',
    run: async (target) => {
      const one = await device(target)
      const operations = [one.operation(), one.operation(), { nonsense: true }, one.operation()]
      const reply = await one.push(operations)
      assert.deepEqual(statuses(reply), ['accepted', 'accepted', 'rejected item_malformed', 'accepted'])
      const { signature, ...content } = receiptOf(reply)
      assert.ok(verify(null, Buffer.from(canonicalize(content)!), createPublicKey(one.enrolment!.public_key_pem), Buffer.from(signature, 'base64url')))
      assert.equal(content.payload_sha256, (operations[0] as { payload_sha256: string }).payload_sha256)
    },
  },
  {
    name: 'the same operation again is a duplicate with the same receipt; other bytes under its id are refused',
    run: async (target) => {
      const one = await device(target)
      const operation = one.operation()
      const first = await one.push([operation])
      const again = await one.push([operation, operation])
      assert.deepEqual(statuses(again), ['duplicate', 'duplicate'])
      assert.deepEqual(receiptOf(again), receiptOf(first))
      const forged = { ...one.operation({ content: { note: 'دیگر' } }), op_id: operation.op_id }
      assert.deepEqual(statuses(await one.push([forged])), ['rejected key_reused'])
    },
  },
  {
    name: 'payload bytes must fit their digest and be canonical',
    run: async (target) => {
      const one = await device(target)
      const loose = '{ "b": 1, "a": 2 }'
      const { createHash } = await import('node:crypto')
      const sha = createHash('sha256').update(loose).digest('base64url')
      assert.deepEqual(statuses(await one.push([
        { ...one.operation(), payload: '{"other":1}' }, one.operation({ payload: loose, payload_sha256: sha }),
      ])), ['rejected payload_digest', 'rejected payload_not_canonical'])
    },
  },
  {
    name: 'a lane behind a refused operation waits, others go on; a dependency not yet here defers',
    run: async (target) => {
      const one = await device(target)
      const aggregate = { type: 'Dossier', id: randomUUID() }
      const bad = { ...one.operation({ aggregate }), payload: '{}' }
      const reply = await one.push([bad, one.operation({ aggregate, base_version: 1 }), one.operation(), one.operation({ depends_on: [randomUUID()] })])
      assert.deepEqual(statuses(reply), ['rejected payload_digest', 'deferred lane_waits', 'accepted', 'deferred dependency_missing'])
    },
  },
  {
    name: 'a version that another device took first is a conflict that shows the holder',
    run: async (target) => {
      const [one, two] = [await device(target), await device(target)]
      const aggregate = { type: 'Dossier', id: randomUUID() }
      const first = one.operation({ aggregate })
      assert.deepEqual(statuses(await one.push([first])), ['accepted'])
      const reply = await two.push([two.operation({ aggregate })])
      assert.deepEqual(statuses(reply), ['conflict version_conflict'])
      assert.equal((reply.body['results'] as { current: { op_id: string } }[])[0]!.current.op_id, first.op_id)
    },
  },
  {
    name: 'a device sequence is used once; another unit’s aggregate is out of reach',
    run: async (target) => {
      const [one, stranger] = [await device(target), await device(target, 'two')]
      const operation = one.operation()
      await one.push([operation])
      assert.deepEqual(statuses(await one.push([{ ...one.operation(), device_seq: operation.device_seq }])), ['rejected device_seq_reused'])
      assert.deepEqual(statuses(await stranger.push([stranger.operation({ aggregate: operation.aggregate })])), ['rejected aggregate_out_of_scope'])
      assert.deepEqual(statuses(await stranger.push([operation])), ['rejected key_reused'])
      const lookup = await stranger.send({ method: 'POST', path: '/v1/operations:lookup', body: JSON.stringify({ op_ids: [operation.op_id] }) })
      assert.deepEqual(statuses(lookup), ['unknown'])
    },
  },
  {
    name: 'lookup, history and receipts tell the same story, page by page',
    run: async (target) => {
      const one = await device(target)
      const operations = Array.from({ length: 5 }, () => one.operation())
      const receipts = ((await one.push(operations)).body['results'] as { receipt: Receipt }[]).map(({ receipt }) => receipt)
      const lookup = await one.send({ method: 'POST', path: '/v1/operations:lookup', body: JSON.stringify({ op_ids: operations.map((o) => o.op_id) }) })
      assert.deepEqual((lookup.body['results'] as { receipt: Receipt }[]).map(({ receipt }) => receipt), receipts)
      const paged: Receipt[] = []
      for (let after = '', more = true; more;) {
        const { body } = await one.send({ path: '/v1/receipts', query: `after=${after}&limit=2` })
        paged.push(...(body['items'] as Receipt[]))
        after = String(body['next'])
        more = body['has_more'] === true
      }
      assert.deepEqual(paged, receipts)
      const history = await one.send({ path: '/v1/operations', query: 'device=self&after_seq=0' })
      assert.deepEqual((history.body['items'] as { operation: unknown }[]).map(({ operation }) => operation), operations)
    },
  },
  {
    name: 'a message that the registry sends is reported once on stream messages; one the office sends, or cancels at once, is not',
    run: async (target) => {
      const one = await device(target)
      const message = (id: string, kind: string, content: object, base = 0): WireOperation =>
        one.operation({ kind, stream: 'messages', aggregate: { type: 'Message', id }, base_version: base, content: { message_id: id, ...content } })
      const [own, elsewhere, cancelled] = [randomUUID(), randomUUID(), randomUUID()]
      const text = { mobile: '09161234567', sms: 'پرونده ثبت شد.', text: 'پرونده ثبت شد.' }
      const sending = message(own, 'message.send', { ...text, sms_by: 'registry' })
      const operations = [
        sending, message(elsewhere, 'message.send', { ...text, sms_by: 'office' }),
        message(cancelled, 'message.send', { ...text, sms_by: 'registry' }), message(cancelled, 'message.cancel', {}, 1),
      ]
      assert.deepEqual(statuses(await one.push(operations)), ['accepted', 'accepted', 'accepted', 'accepted'])
      assert.deepEqual(statuses(await one.push([sending])), ['duplicate'])
      const { body } = await one.send({ path: '/v1/changes', query: 'stream=messages' })
      const found = (body['items'] as { type: string; id: string; body: unknown }[]).filter(({ type }) => type === 'message_result')
        .map(({ id, body: told }) => ({ id, ...messageResult.parse(told) })).filter(({ message_id: id }) => [own, elsewhere, cancelled].some((one) => one === id))
      assert.deepEqual(found.map(({ id, message_id, send }) => [id, message_id, send]), [[sending.op_id, own, sending.op_id]])
    },
  },
]

/** Compression helper for the border cases: `bytes` of zeros, as small as gzip makes them. */
export const bomb = (bytes: number): Buffer => gzipSync(Buffer.alloc(bytes, 0x20), { level: 9 })
