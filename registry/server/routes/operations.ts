import { batchRequest, lookupRequest, type HistoryPage, type LookupResult } from '#contract/wire/operation'
import type { Stored } from '#registry/store/store'
import { judgeFor } from '../operations/judge'
import { RequestProblem } from '../problem'
import { limits } from '../read-body'
import { receiptSigner } from '../receipts'
import { pageLimit, wholeNumber } from './query'
import type { Route } from './route'

/** Push. The batch is one transaction; the answer has exactly one status for each operation, in the same order. */
export const pushBatch: Route = {
  method: 'POST', path: '/v1/operations:batch', auth: 'device',
  handle: async ({ store, body, now, beforeCommit }, device) => {
    const request = batchRequest.safeParse(body)
    if (!request.success) throw new RequestProblem('malformed')
    if (request.data.operations.length > limits.max_ops) throw new RequestProblem('too_large')
    const identity = await store.identity()
    // Without this a client that has not noticed a restore would mix marks of two lives of the registry.
    if (request.data.epoch !== identity.epoch) throw new RequestProblem('epoch_changed', { epoch: identity.epoch })
    const judge = judgeFor(device)
    const last = request.data.operations.at(-1)
    const results = await store.takeBatch(device, request.data.operations, (item, facts, unsettled) => {
      if (item === last) beforeCommit()
      return judge(item, facts, unsettled)
    }, receiptSigner(identity), now.toISOString())
    return { status: 200, body: { results } }
  },
}

/** "Did you get these?": asked when bytes were sent and the answer was lost. Sees the device's unit only. */
export const lookup: Route = {
  method: 'POST', path: '/v1/operations:lookup', auth: 'device',
  handle: async ({ store, body }, device) => {
    const request = lookupRequest.safeParse(body)
    if (!request.success) throw new RequestProblem('malformed')
    if (request.data.op_ids.length > limits.max_lookup) throw new RequestProblem('too_large')
    const found = await store.lookup(device.unit, request.data.op_ids)
    const results = request.data.op_ids.map((op_id): LookupResult => {
      const stored: Stored | undefined = found.get(op_id)
      return stored ? { status: 'stored', op_id, version: stored.version, receipt: stored.receipt } : { status: 'unknown', op_id }
    })
    return { status: 200, body: { results } }
  },
}

/** The device's own history, so that a restored workstation can see what it had delivered. */
export const history: Route = {
  method: 'GET', path: '/v1/operations', auth: 'device',
  handle: async ({ store, query }, device) => {
    if (query.get('device') !== 'self') throw new RequestProblem('out_of_scope')
    const after = wholeNumber(query.get('after_seq'))
    const { items, hasMore } = await store.operationsOf(device.deviceId, after, pageLimit(query))
    const body: HistoryPage = {
      items: items.map(({ serverSeq, operation, receipt }) => ({ server_seq: serverSeq, operation, receipt })),
      next_after_seq: items.at(-1)?.serverSeq ?? after, has_more: hasMore,
    }
    return { status: 200, body }
  },
}
