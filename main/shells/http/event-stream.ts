import type { ServerResponse } from 'node:http'
import { securityHeaders } from '#main/shells/host/headers'
import type { PageSession } from './sessions'

/** A page that stopped reading is cut off before its unread events fill the memory; it comes back by itself, and reads anew. */
const mostUnread = 1024 * 1024
const pulse = 20_000

/**
 * Pushes as lines of JSON, `{"event":…,"payload":…}`, for as long as the page listens. Empty lines mean "still here".
 * Not EventSource: that one can't send the Authorization header.
 */
export const streamEvents = (session: PageSession, response: ServerResponse): void => {
  response.writeHead(200, { ...securityHeaders, 'Content-Type': 'application/x-ndjson; charset=utf-8' })
  response.write('\n')
  session.streams += 1
  const send = (line: string): void => {
    if (response.writableLength > mostUnread) response.destroy()
    else response.write(line)
  }
  const stop = session.connection.onAny((event, payload) => send(`${JSON.stringify({ event, payload })}\n`))
  const timer = setInterval(() => send('\n'), pulse)
  response.on('close', () => {
    clearInterval(timer)
    stop()
    session.streams -= 1
    session.lastSeen = Date.now()
  })
}
