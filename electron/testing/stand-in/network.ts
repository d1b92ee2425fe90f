import type { EventEmitter } from 'node:events'
import type { CdpSession } from './cdp'
import { handlerOf, inward } from './schemes'
import { defaultSession } from './session'
import { newEvent, note } from './surroundings'

type Paused = {
  requestId: string; frameId: string; resourceType: string
  request: { url: string; method: string; headers: Record<string, string>; postData?: string }
}
export type Frames = { mainFrameId: string; ownLoads: number }

const onThisMachine = /^http:\/\/127\.0\.0\.1(:\d+)?\//

/** Puts every request of a page through the program: navigation events, webRequest, scheme handlers. Nothing else gets out. */
export const watchRequests = async (cdp: CdpSession, contents: EventEmitter, frames: Frames): Promise<void> => {
  const refuse = (requestId: string, errorReason: string): Promise<unknown> =>
    cdp.send('Fetch.failRequest', { requestId, errorReason })

  const staysHere = ({ resourceType, frameId }: Paused, url: string): boolean => {
    if (resourceType !== 'Document') return true
    const isMainFrame = frameId === frames.mainFrameId
    if (isMainFrame && frames.ownLoads > 0) return true
    const event = newEvent({ url, isMainFrame, isSameDocument: false, frame: null })
    contents.emit('will-frame-navigate', event)
    if (isMainFrame) contents.emit('will-navigate', event, url)
    return !event.defaultPrevented
  }

  const fulfil = async ({ requestId, request }: Paused, url: string): Promise<unknown> => {
    const answer = handlerOf(url)
    if (!answer) return onThisMachine.test(url) ? cdp.send('Fetch.continueRequest', { requestId }) : refuse(requestId, 'InternetDisconnected')
    const response = await answer(new Request(url, { method: request.method, headers: request.headers, body: request.postData }))
    return cdp.send('Fetch.fulfillRequest', {
      requestId, responseCode: response.status,
      responseHeaders: [...response.headers].map(([name, value]) => ({ name, value })),
      body: Buffer.from(await response.arrayBuffer()).toString('base64'),
    })
  }

  const decide = async (paused: Paused): Promise<unknown> => {
    const url = inward(paused.request.url)
    if (!staysHere(paused, url)) return refuse(paused.requestId, 'Aborted')
    if (await defaultSession.cancels(url)) return refuse(paused.requestId, 'BlockedByClient')
    return fulfil(paused, url)
  }

  cdp.on('Fetch.requestPaused', (paused: Paused) => {
    decide(paused).catch((error: unknown) => {
      note('request failed', inward(paused.request.url), String(error))
      return refuse(paused.requestId, 'Failed').catch(() => undefined)
    })
  })
  await cdp.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] })
}
