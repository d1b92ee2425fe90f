import { EventEmitter } from 'node:events'

type Handle = (event: object, ...args: unknown[]) => unknown

class IpcMain extends EventEmitter {
  readonly handlers = new Map<string, Handle>()

  handle(channel: string, handle: Handle): void {
    if (this.handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`)
    this.handlers.set(channel, handle)
  }

  removeHandler(channel: string): void {
    this.handlers.delete(channel)
  }
}

export const ipcMain = new IpcMain()

/** One invoke of a page. @throws what the handler throws, or Electron's words where there is none */
export const invoke = async (channel: string, event: object, args: unknown[]): Promise<unknown> => {
  const handle = ipcMain.handlers.get(channel)
  if (!handle) throw new Error(`No handler registered for '${channel}'`)
  return await handle(event, ...args)
}
