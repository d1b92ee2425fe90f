import type { Readable, Writable } from 'node:stream'

/** What the DevTools protocol says: an answer to a command, or an event of a session. */
type Message = { id?: number; sessionId?: string; method?: string; params?: unknown; result?: unknown; error?: { message: string } }

type Hear = (params: Record<string, unknown>) => void

export type DevTools = {
  /** @throws Error when the browser refuses the command or has gone. */
  send(method: string, params?: object, sessionId?: string): Promise<Record<string, unknown>>
  /** Hears one event of one session. */
  on(method: string, sessionId: string, hear: Hear): void
  /** Fails every command that still waits. */
  end(): void
}

/** A PDF of five hundred sheets is some tens of megabytes; nothing else we ask for comes near. */
const longestMessage = 256 * 1024 * 1024
const zero = 0

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * Chromium's DevTools protocol over the two pipes of `--remote-debugging-pipe`: messages of JSON, each ended by a zero byte.
 * No port is opened, so no other program of the machine can reach the browser.
 */
export const devToolsOver = (to: Writable, from: Readable): DevTools => {
  const waiting = new Map<number, { resolve: (value: Record<string, unknown>) => void; reject: (error: Error) => void }>()
  const hearers = new Map<string, Hear>()
  let next = 1
  let parts: Buffer[] = []
  let size = 0
  let ended = false

  const end = (): void => {
    ended = true
    for (const { reject } of waiting.values()) reject(new Error('the browser is gone'))
    waiting.clear()
  }
  const take = (text: string): void => {
    const { id, method, params, result, error, sessionId } = JSON.parse(text) as Message
    if (id === undefined) {
      if (method && sessionId) hearers.get(`${method} ${sessionId}`)?.(isRecord(params) ? params : {})
      return
    }
    const asked = waiting.get(id)
    waiting.delete(id)
    if (error) asked?.reject(new Error(error.message))
    else asked?.resolve(isRecord(result) ? result : {})
  }
  from.on('data', (chunk: Buffer) => {
    let rest = chunk
    for (let at = rest.indexOf(zero); at >= 0; at = rest.indexOf(zero)) {
      parts.push(rest.subarray(0, at))
      take(Buffer.concat(parts).toString('utf8'))
      parts = []
      size = 0
      rest = rest.subarray(at + 1)
    }
    parts.push(rest)
    size += rest.length
    if (size > longestMessage) {
      from.destroy()
      end()
    }
  })
  for (const stream of [to, from]) stream.on('error', end).on('close', end)

  return {
    send: (method, params = {}, sessionId) => new Promise((resolve, reject) => {
      if (ended) return reject(new Error('the browser is gone'))
      const id = next
      next += 1
      waiting.set(id, { resolve, reject })
      to.write(`${JSON.stringify({ id, method, params, ...(sessionId ? { sessionId } : {}) })}\0`)
    }),
    on: (method, sessionId, hear) => void hearers.set(`${method} ${sessionId}`, hear),
    end,
  }
}
