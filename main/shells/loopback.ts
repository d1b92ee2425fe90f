import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Result } from '#contract'
import { lockFolder, type FolderLock } from '#db/folder-lock'
import { createApp, type AppOptions } from '#main/app/create-app'
import { builtFile } from './host/built-file'
import { configRefusal } from './host/config-words'
import { fileLog } from './host/file-log'
import { pageFilesIn } from './host/page-files'
import { builtBankPage, chromiumPrinter } from './host/printer'
import { hostConfig } from './host/read-config'
import { trainingRegistryStarter } from './host/training-registry'
import { handleRequest } from './http/request-handler'
import { createSessions } from './http/sessions'
import { createTickets } from './http/tickets'

export { dataFolder } from './host/data-folder'

export type LoopbackOptions = Omit<AppOptions, 'host'> & {
  /** Folder of the built page; left out, the one built beside this file. */
  page?: string
  /** The registry's built program, for a training office; left out, the one built beside this file. */
  registry?: string
}

export type Loopback = {
  origin: string
  /** Address with a ticket of its own: opens one page, once, within two minutes. */
  url: string
  newUrl(): string
  close(): Promise<void>
}

/** The page prints and closes itself; everything that needs the system's own windows is not there. */
const capabilities = {}

/**
 * Serves the app to a browser of this machine, on 127.0.0.1 and a free port. For machines where Electron's program
 * can't be had, and for tests in a real browser.
 * @returns where it listens, or HOME_IN_USE with the `pid` of the program that already has this data folder open,
 *   or HOME_UNUSABLE when none can be made or written there, or CONFIG_REFUSED with the `text` that says what IT has to mend
 */
export const startLoopback = async (options: LoopbackOptions): Promise<Result<Loopback, 'HOME_IN_USE' | 'HOME_UNUSABLE' | 'CONFIG_REFUSED'>> => {
  const configured = hostConfig(options.home)
  if (!configured.ok) return { ok: false, error: { code: 'CONFIG_REFUSED', details: { text: configRefusal(configured.faults) }, ref: 'config' } }
  const { config } = configured
  const { page = builtFile('renderer'), registry = builtFile('registry/registry.mjs'), ...forApp } = options
  const lock = tryLock(options.home)
  if (!lock) return { ok: false, error: { code: 'HOME_UNUSABLE', ref: 'home' } }
  if (!lock.held) return { ok: false, error: { code: 'HOME_IN_USE', details: { pid: lock.holder }, ref: 'home' } }

  const log = options.log ?? fileLog(options.home, config.logs)
  const app = createApp({ ...forApp, log, host: { kind: 'loopback', capabilities, startTrainingRegistry: trainingRegistryStarter(registry), printer: chromiumPrinter(), bankPage: builtBankPage, config } })
  const tickets = createTickets(Date.now)
  const sessions = createSessions(() => app.connect(), Date.now)
  let origin = ''
  const served = { origin: () => origin, files: pageFilesIn(page), sessions, redeem: tickets.redeem }

  const server = createServer((request, response) => {
    handleRequest(served, request, response).catch((error: unknown) => {
      log.write('error', 'loopback.request', { kind: error instanceof Error ? error.name : typeof error })
      response.destroy()
    })
  })
  // Longer than Chromium keeps an idle socket (five minutes): otherwise a call that arrives while a key is being stretched
  // finds its socket timed out, and the page an empty answer.
  server.keepAliveTimeout = 10 * 60_000
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const sweeping = setInterval(() => sessions.sweep(), 30_000)
  sweeping.unref()

  const newUrl = (): string => `${origin}/#t=${tickets.issue()}`
  const close = async (): Promise<void> => {
    clearInterval(sweeping)
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    server.closeAllConnections()
    await closed
    sessions.closeAll()
    await app.close()
    lock.release()
  }
  return { ok: true, value: { origin, url: newUrl(), newUrl, close } }
}

const tryLock = (home: string): FolderLock | null => {
  try {
    return lockFolder(home)
  } catch {
    return null
  }
}
