import { randomBytes } from 'node:crypto'
import type { Connection } from '#main/app/create-app'

export type PageSession = { connection: Connection; streams: number; lastSeen: number }

/** A page that neither listens nor calls for this long was closed: its user is signed out. Long enough for a form. */
const idle = 30 * 60_000

export type PageSessions = {
  open(): string
  find(authorization: string | undefined): PageSession | null
  sweep(): void
  closeAll(): void
}

/** One Connection of the app per page, found by its bearer token. */
export const createSessions = (connect: () => Connection, now: () => number): PageSessions => {
  const sessions = new Map<string, PageSession>()
  const end = (token: string): void => {
    sessions.get(token)?.connection.close()
    sessions.delete(token)
  }
  return {
    open: () => {
      const token = randomBytes(32).toString('base64url')
      sessions.set(token, { connection: connect(), streams: 0, lastSeen: now() })
      return token
    },
    find: (authorization) => {
      // 256 random bits looked up by hash: nothing that timing could tell apart.
      const token = /^Bearer ([\w-]{43})$/.exec(authorization ?? '')?.[1]
      const session = token ? sessions.get(token) : undefined
      if (session) session.lastSeen = now()
      return session ?? null
    },
    sweep: () => {
      for (const [token, { streams, lastSeen }] of sessions) if (streams === 0 && now() - lastSeen > idle) end(token)
    },
    closeAll: () => {
      for (const token of [...sessions.keys()]) end(token)
    },
  }
}
