import { gzipSync } from 'node:zlib'
import { z } from 'zod'
import type { WireOperation } from '#contract/wire/operation'
import type { OutboxRow } from '#db/registry/outbox-repo'

const idList = z.array(z.string())

export type Batch = { rows: OutboxRow[]; body: Buffer; encoding: 'gzip' | undefined }

const toWire = (row: OutboxRow): WireOperation => ({
  op_id: row.op_id, device_seq: row.device_seq, aggregate: { type: row.aggregate_type, id: row.aggregate_id },
  base_version: row.base_version, kind: row.kind, schema: row.schema, stream: row.stream, at: row.at,
  payload: row.payload, payload_sha256: row.payload_sha256, depends_on: idList.parse(JSON.parse(row.depends_on)),
})

/**
 * The longest prefix of `rows` that fits into `maxBytes` on the wire, never none: a single operation that is too large
 * goes alone and is the registry's to judge.
 */
export const packBatch = (rows: readonly OutboxRow[], epoch: string, maxBytes: number, compress: boolean): Batch => {
  for (let count = rows.length; ; count = Math.ceil(count / 2)) {
    const chosen = rows.slice(0, count)
    const text = JSON.stringify({ epoch, operations: chosen.map(toWire) })
    const body = compress ? gzipSync(text) : Buffer.from(text)
    if (body.length <= maxBytes || count <= 1) return { rows: chosen, body, encoding: compress ? 'gzip' : undefined }
  }
}
