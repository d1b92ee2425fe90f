import { lockFolder, type FolderLock } from '#db/folder-lock'
import { createApp, type App, type Connection } from '#main/app/create-app'
import type { SecretStore } from '#main/app/ports'
import { fileLog } from '#main/shells/host/file-log'
import { builtBankPage } from '#main/shells/host/printer/index'
import { trainingRegistryStarter } from '#main/shells/host/training-registry'
import { createErrandDesk, type ErrandDesk } from './errands'
import type { FromCore, ToCore } from './messages'
import { errandPrinter } from './paper-printer'

type Running = { app: App; lock: FolderLock & { held: true }; pages: Map<number, Connection> }

/**
 * The core behind a port: one Connection a page, pushes to whoever listens, errands back to the window's program.
 * It holds the data folder's lock itself, so that the lock lives exactly as long as the process that writes there.
 * @returns what takes the window's program's messages
 */
export const serveCore = (tell: (message: FromCore) => void): ((message: ToCore) => void) => {
  const desk = createErrandDesk(tell)
  let running: Running | null = null

  const start = ({ home, capabilities, registry, config }: Extract<ToCore, { t: 'start' }>): void => {
    const lock = tryLock(home)
    if (!lock) return tell({ t: 'unusable' })
    if (!lock.held) return tell({ t: 'inUse', holder: lock.holder })
    const startTrainingRegistry = trainingRegistryStarter(registry, desk.startProcess)
    const app = createApp({ home, log: fileLog(home, config.logs), host: { kind: 'electron', capabilities, startTrainingRegistry, printer: errandPrinter(desk), bankPage: builtBankPage, secretStore: secretStore(desk), config } })
    app.onAny((event, payload) => { tell({ t: 'push', event, payload }) })
    running = { app, lock, pages: new Map() }
    tell({ t: 'ready' })
  }

  const call = async ({ page, id, name, input }: Extract<ToCore, { t: 'call' }>): Promise<void> => {
    const connection = running?.pages.get(page)
    const result = connection ? await connection.call(name, input) : { ok: false as const, error: { code: 'CONNECTION_LOST', ref: 'core' } }
    tell({ t: 'answer', id, result })
  }

  const stop = async (): Promise<void> => {
    await running?.app.close()
    running?.lock.release()
    running = null
    tell({ t: 'stopped' })
  }

  return (message) => {
    if (desk.hear(message)) return
    switch (message.t) {
      case 'start': return start(message)
      case 'open': return void running?.pages.set(message.page, running.app.connect())
      case 'close':
        running?.pages.get(message.page)?.close()
        return void running?.pages.delete(message.page)
      case 'call': return void call(message)
      case 'lock': return running?.app.lock(message.reason)
      case 'stop': return void stop()
      default:
    }
  }
}

const secretStore = ({ ask }: ErrandDesk): SecretStore => ({
  state: () => ask('secretState', {}),
  wrap: (secret) => ask('secretWrap', { secret: secret.toString('base64') }),
  unwrap: async (wrapped) => Buffer.from(await ask('secretUnwrap', { wrapped }), 'base64'),
})

const tryLock = (home: string): FolderLock | null => {
  try {
    return lockFolder(home)
  } catch {
    return null
  }
}
