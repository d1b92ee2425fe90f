import { ipcMain, type IpcMainInvokeEvent, type WebContents } from 'electron'
import type { Result } from '#contract'
import type { Connection } from '#main/app/create-app'
import { isOurs } from './protocol'

/** Only the top frame of our own page speaks to the core (checklist 17); a frame that is gone speaks for nobody. */
export const isTrusted = ({ senderFrame }: Pick<IpcMainInvokeEvent, 'senderFrame'>): boolean =>
  senderFrame !== null && senderFrame.parent === null && isOurs(senderFrame.url)

const refused: Result<never> = { ok: false, error: { code: 'CONNECTION_LOST', ref: 'ipc-sender' } }

/** What a page needs of the core, wherever that runs. */
export type PageConnection = Pick<Connection, 'call' | 'onAny' | 'close'>

/**
 * The one channel of calls and the one of pushes, for every operation there will ever be. Each window has a Connection
 * of its own, which ends with the window and outlives a crash of its page.
 * @param answered told of each answer a page was given
 * @returns the connection of a window, for what its person asks of the menu or the tray
 */
export const connectPages = (
  core: { connect(): PageConnection }, answered: (name: string, result: Result<unknown>) => void = () => undefined,
): { connectionOf(page: WebContents): PageConnection } => {
  const connections = new Map<WebContents, PageConnection>()

  const connectionOf = (page: WebContents): PageConnection => {
    const known = connections.get(page)
    if (known) return known
    const connection = core.connect()
    connections.set(page, connection)
    connection.onAny((event, payload) => {
      if (!page.isDestroyed()) page.send('push', event, payload)
    })
    page.once('destroyed', () => {
      connections.delete(page)
      connection.close()
    })
    return connection
  }

  ipcMain.handle('call', async (event, given: unknown, input: unknown): Promise<Result<unknown>> => {
    if (!isTrusted(event)) return refused
    const name = typeof given === 'string' ? given : ''
    const result = await connectionOf(event.sender).call(name, input)
    answered(name, result)
    return result
  })
  return { connectionOf }
}
