import { EventEmitter } from 'node:events'

type Params = Record<string, unknown>
type Incoming = { id?: number; sessionId?: string; method?: string; params?: Params; result?: Params; error?: { message: string } }

/** One target's share of the connection: commands, and events by their CDP names. */
export type CdpSession = EventEmitter & { send(method: string, params?: Params): Promise<Params> }

export type Cdp = CdpSession & { session(id: string): CdpSession; close(): void }

/** A Chrome DevTools Protocol connection over one WebSocket, with flat sessions. Fails with the browser's own words. */
export const connectCdp = async (url: string): Promise<Cdp> => {
  const socket = new WebSocket(url)
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => { resolve() }, { once: true })
    socket.addEventListener('error', () => { reject(new Error(`no connection to ${url}`)) }, { once: true })
  })
  const waiting = new Map<number, { keep(value: Params): void; drop(error: Error): void; method: string }>()
  const sessions = new Map<string, CdpSession>()
  let next = 1

  const sender = (sessionId?: string) => (method: string, params: Params = {}): Promise<Params> => new Promise((keep, drop) => {
    if (socket.readyState !== WebSocket.OPEN) return drop(new Error(`${method}: the browser is gone`))
    const id = next++
    waiting.set(id, { keep, drop, method })
    socket.send(JSON.stringify({ id, method, params, sessionId }))
  })
  const root = Object.assign(new EventEmitter(), {
    send: sender(),
    session: (id: string): CdpSession => {
      const known = sessions.get(id) ?? Object.assign(new EventEmitter(), { send: sender(id) })
      sessions.set(id, known)
      return known
    },
    close: () => { socket.close() },
  })
  socket.addEventListener('message', ({ data }) => {
    const { id, sessionId, method, params, result, error } = JSON.parse(String(data)) as Incoming
    if (id === undefined) {
      if (method) (sessionId ? root.session(sessionId) : root).emit(method, params ?? {})
      return
    }
    const call = waiting.get(id)
    waiting.delete(id)
    if (error) call?.drop(new Error(`${call.method}: ${error.message}`))
    else call?.keep(result ?? {})
  })
  socket.addEventListener('close', () => {
    for (const { drop, method } of waiting.values()) drop(new Error(`${method}: the browser is gone`))
    waiting.clear()
    root.emit('closed')
  })
  return root
}
