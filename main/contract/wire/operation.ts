import { z } from 'zod'
import { problem } from './problem'
import { receipt } from './receipt'

export const wireOperation = z.object({
  op_id: z.uuid(),
  device_seq: z.int().min(1),
  aggregate: z.object({ type: z.string().min(1).max(60), id: z.string().min(1).max(100) }),
  /** The aggregate's version before this operation; lower than the registry's is a conflict. */
  base_version: z.int().min(0),
  kind: z.string().regex(/^[a-zA-Z]+\.[a-zA-Z]+$/).max(60),
  schema: z.int().min(1),
  stream: z.string().min(1).max(40),
  at: z.iso.datetime(),
  /** The exact RFC 8785 text that the ledger hashed: a string, so that no JSON library re-writes it. */
  payload: z.string(),
  payload_sha256: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  depends_on: z.array(z.string().max(64)).max(100),
})
export type WireOperation = z.infer<typeof wireOperation>

/** `POST /v1/operations:batch`. Items are judged one by one, so a malformed one can't refuse its neighbours. */
export const batchRequest = z.object({ epoch: z.uuid(), operations: z.array(z.unknown()).min(1) })
export const batchRequestTyped = batchRequest.extend({ operations: z.array(wireOperation) })

const stored = { op_id: z.string(), version: z.int(), receipt }

/** What became of one operation; exactly one for each, in the same order. */
export const itemStatus = z.discriminatedUnion('status', [
  z.object({ status: z.literal('accepted'), ...stored }),
  z.object({ status: z.literal('duplicate'), ...stored }),
  z.object({
    status: z.literal('conflict'), op_id: z.string(), current_version: z.int(),
    /** The operation that holds the version, so that both can be shown side by side. */
    current: z.object({ op_id: z.string(), kind: z.string(), at: z.string(), payload: z.string().nullable() }),
    problem,
  }),
  z.object({ status: z.literal('rejected'), op_id: z.string(), problem }),
  z.object({ status: z.literal('deferred'), op_id: z.string(), missing: z.array(z.string()), problem }),
  z.object({ status: z.literal('retry'), op_id: z.string(), after_s: z.int(), problem }),
])
export type ItemStatus = z.infer<typeof itemStatus>

export const batchResponse = z.object({ results: z.array(itemStatus) })

/** `POST /v1/operations:lookup`: "did you get these?" */
export const lookupRequest = z.object({ op_ids: z.array(z.string().max(64)).min(1) })
const lookupResult = z.discriminatedUnion('status', [
  z.object({ status: z.literal('stored'), ...stored }),
  z.object({ status: z.literal('unknown'), op_id: z.string() }),
])
export const lookupResponse = z.object({ results: z.array(lookupResult) })
export type LookupResult = z.infer<typeof lookupResult>

/** `GET /v1/operations?device=self&after_seq=`: a restored workstation reads its own past. */
export const historyPage = z.object({
  items: z.array(z.object({ server_seq: z.int(), operation: wireOperation, receipt })),
  next_after_seq: z.int(),
  has_more: z.boolean(),
})
export type HistoryPage = z.infer<typeof historyPage>
