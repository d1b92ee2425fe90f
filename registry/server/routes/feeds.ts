import type { ChangesPage } from '#contract/wire/changes'
import type { ReceiptsPage } from '#contract/wire/receipt'
import { readCursor, writeCursor } from '../cursor'
import { RequestProblem } from '../problem'
import { pageLimit } from './query'
import type { Route } from './route'

/** Pull: what the registry has to say on one stream, within the device's unit. */
export const changes: Route = {
  method: 'GET', path: '/v1/changes', auth: 'device',
  handle: async ({ store, query }, device) => {
    const stream = query.get('stream') ?? ''
    if (!device.streams.includes(stream)) throw new RequestProblem('out_of_scope')
    const { epoch } = await store.identity()
    const after = readCursor(query.get('after') ?? '', epoch, stream)
    const { items, hasMore } = await store.changes(device.unit, stream, after, pageLimit(query))
    const body: ChangesPage = { items, next: writeCursor(epoch, stream, items.at(-1)?.seq ?? after), has_more: hasMore }
    return { status: 200, body }
  },
}

/** What the registry holds of this device: the independent second look at every delivery. */
export const receipts: Route = {
  method: 'GET', path: '/v1/receipts', auth: 'device',
  handle: async ({ store, query }, device) => {
    const { epoch } = await store.identity()
    const after = readCursor(query.get('after') ?? '', epoch, 'receipts')
    const { items, hasMore } = await store.operationsOf(device.deviceId, after, pageLimit(query))
    const body: ReceiptsPage = {
      items: items.map(({ receipt }) => receipt), next: writeCursor(epoch, 'receipts', items.at(-1)?.serverSeq ?? after), has_more: hasMore,
    }
    return { status: 200, body }
  },
}
