import type { Database } from 'better-sqlite3'
import { wireOperation, type ItemStatus, type WireOperation } from '#contract/wire/operation'
import { receipt as receiptSchema } from '#contract/wire/receipt'
import type { Aggregate, Device, Facts, Store, Stored } from './store'
import { messageResults } from './message-results'
import { sideEffects } from './side-effects'

type Row = { server_seq: number; device_id: string; unit: string; version: number; operation: string; receipt: string }

const toStored = (row: Row): Stored => ({
  serverSeq: row.server_seq, deviceId: row.device_id, unit: row.unit, version: row.version,
  operation: wireOperation.parse(JSON.parse(row.operation)), receipt: receiptSchema.parse(JSON.parse(row.receipt)),
})

const columns = 'server_seq, device_id, unit, version, operation, receipt'

/** Operations, their receipts and the versions they lead to. */
export const sqliteOperations = (
  db: Database,
): Pick<Store, 'takeBatch' | 'lookup' | 'operationsOf' | 'highWater' | 'planMessages'> => {
  const byId = db.prepare<[string], Row>(`SELECT ${columns} FROM operations WHERE op_id = ?`)
  const insert = db.prepare(`
    INSERT INTO operations VALUES (@serverSeq, @opId, @deviceId, @deviceSeq, @unit, @lane, @version, @kind, @sha, @operation, @receipt)`)
  const nextSeq = db.prepare<[], number>('SELECT coalesce(max(server_seq), 0) + 1 FROM operations').pluck()
  const upsert = db.prepare(`
    INSERT INTO aggregates VALUES (@type, @id, @unit, @version, @opId, @deviceId, @deviceSeq)
    ON CONFLICT DO UPDATE SET version = @version, op_id = @opId, device_id = @deviceId, device_seq = @deviceSeq`)
  const effects = sideEffects(db)
  const messages = messageResults(db)

  const facts: Facts = {
    stored: (opId) => {
      const row = byId.get(opId)
      return row && toStored(row)
    },
    aggregate: (type, id) => db.prepare<[string, string], Aggregate>(`
      SELECT unit, version, op_id AS opId, device_id AS deviceId, device_seq AS deviceSeq FROM aggregates WHERE type = ? AND id = ?`,
    ).get(type, id),
    holderOf: (deviceId, deviceSeq) => db.prepare<[string, number], string>(
      'SELECT op_id FROM operations WHERE device_id = ? AND device_seq = ?',
    ).pluck().get(deviceId, deviceSeq),
    signerKey: effects.signerKey,
    unitHasKeys: effects.unitHasKeys,
    signedUnder: effects.signedUnder,
  }

  const store = (device: Device, operation: WireOperation, version: number, sign: Parameters<Store['takeBatch']>[3], at: string): ItemStatus => {
    const { registry_id, epoch } = db.prepare<[], { registry_id: string; epoch: string }>('SELECT registry_id, epoch FROM identity').get()!
    const { op_id, payload_sha256, aggregate: { type, id } } = operation
    const serverSeq = nextSeq.get()!
    const receipt = sign({ registry_id, epoch, op_id, payload_sha256, server_seq: serverSeq, at })
    const same = { unit: device.unit, version, opId: op_id, deviceId: device.deviceId, deviceSeq: operation.device_seq }
    insert.run({
      ...same, serverSeq, lane: `${type}:${id}`, kind: operation.kind, sha: payload_sha256,
      operation: JSON.stringify(operation), receipt: JSON.stringify(receipt),
    })
    upsert.run({ ...same, type, id })
    effects.apply(device.unit, operation)
    messages.note(device.unit, operation)
    return { status: 'accepted', op_id, version, receipt }
  }

  return {
    takeBatch: (device, items, judge, sign, at) =>
      db.transaction(() => {
        // Lane → first operation of this batch that did not get in: those behind it must wait.
        const unsettled = new Map<string, string>()
        messages.begin()
        const results = items.map((item): ItemStatus => {
          const verdict = judge(item, facts, unsettled)
          if (verdict.status === 'accept') return store(device, verdict.operation, verdict.version, sign, at)
          const parsed = wireOperation.safeParse(item)
          const lane = parsed.success ? `${parsed.data.aggregate.type}:${parsed.data.aggregate.id}` : undefined
          if (lane && verdict.status !== 'duplicate' && !unsettled.has(lane)) unsettled.set(lane, verdict.op_id)
          return verdict
        })
        messages.report(at)
        return results
      }).immediate(),
    planMessages: messages.plan,
    lookup: (unit, opIds) =>
      new Map(opIds.flatMap((opId) => {
        const row = byId.get(opId)
        return row && row.unit === unit ? [[opId, toStored(row)] as const] : []
      })),
    operationsOf: (deviceId, after, limit) => {
      const rows = db.prepare<[string, number, number], Row>(
        `SELECT ${columns} FROM operations WHERE device_id = ? AND server_seq > ? ORDER BY server_seq LIMIT ?`,
      ).all(deviceId, after, limit + 1)
      return { items: rows.slice(0, limit).map(toStored), hasMore: rows.length > limit }
    },
    highWater: (deviceId) => db.prepare<[string], { deviceSeq: number; serverSeq: number }>(`
      SELECT coalesce(max(device_seq), 0) AS deviceSeq, coalesce(max(server_seq), 0) AS serverSeq FROM operations WHERE device_id = ?`,
    ).get(deviceId)!,
  }
}
