import { handshakeRequest, type HandshakeRequest, type HandshakeResponse } from '#contract/wire/handshake'
import { apiVersion, schemaRange } from '#contract/wire/service'
import type { Device, Store } from '#registry/store/store'
import { readCursor } from '../cursor'
import { RequestProblem } from '../problem'
import type { Route } from './route'

/** Compares both sides' marks and says what the client is to do (sync design §3.2). */
export const handshake: Route = {
  method: 'POST', path: '/v1/handshake', auth: 'device',
  handle: async ({ store, body, now }, device) => {
    const parsed = handshakeRequest.safeParse(body)
    if (!parsed.success) throw new RequestProblem('malformed')
    const request = parsed.data
    if (request.device_id !== device.deviceId) throw new RequestProblem('out_of_scope')
    const { registryId, epoch } = await store.identity()
    const received = await store.highWater(device.deviceId)
    const action = actionFor(request, device, received)
    // A head that went back is evidence: it must not overwrite the newer one.
    if (action !== 'recover_device' && request.head.seq > 0) await store.saveHead(device.deviceId, request.head)
    const answer: HandshakeResponse = {
      registry_id: registryId, epoch, server_time: now.toISOString(), action,
      received_device_seq: received.deviceSeq, received_server_seq: received.serverSeq, known_head: device.head,
      pending: await pendingStreams(store, device, request.cursors, epoch),
      ...(action === 'upgrade_required' ? { min_schema: schemaRange.min } : {}),
    }
    return { status: 200, body: answer }
  },
}

const actionFor = (
  request: HandshakeRequest, device: Device, received: { deviceSeq: number; serverSeq: number },
): HandshakeResponse['action'] => {
  if (request.api !== apiVersion || request.schema < schemaRange.min || request.schema > schemaRange.max) return 'upgrade_required'
  const head = device.head
  const wentBack = head !== null && (request.head.seq < head.seq || (request.head.seq === head.seq && request.head.hash !== head.hash))
  if (request.incarnation !== device.incarnation || request.last_device_seq < received.deviceSeq || wentBack) return 'recover_device'
  return request.acked_seq > received.serverSeq ? 'repush' : 'continue'
}

const pendingStreams = async (store: Store, device: Device, cursors: Record<string, string>, epoch: string): Promise<string[]> => {
  const pending: string[] = []
  for (const stream of [...device.streams, 'receipts']) {
    const after = positionOrStart(cursors[stream] ?? '', epoch, stream)
    const page = stream === 'receipts'
      ? await store.operationsOf(device.deviceId, after, 1)
      : await store.changes(device.unit, stream, after, 1)
    if (page.items.length > 0) pending.push(stream)
  }
  return pending
}

/** A cursor of another epoch will be refused when it is used; here it only means "there may be something". */
const positionOrStart = (cursor: string, epoch: string, stream: string): number => {
  try {
    return readCursor(cursor, epoch, stream)
  } catch {
    return 0
  }
}
