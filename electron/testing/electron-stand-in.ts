/*
 * Stands for the `electron` module in unit tests (vitest.config.mts, `alias`), because Electron's binary can't be had
 * where these tests run: only package registries are reachable, and the binary comes from GitHub.
 * What it proves: that the shell calls the right functions with the right arguments, and answers the events it is given.
 * What it can't prove: that Electron then does what its manual says. README, "Not run yet", names that gap.
 */
import { EventEmitter } from 'node:events'
import { vi } from 'vitest'

export class WebContentsStandIn extends EventEmitter {
  setWindowOpenHandler = vi.fn()
  send = vi.fn()
  print = vi.fn()
  isDestroyed = (): boolean => false
}

export class BrowserWindow extends EventEmitter {
  static readonly made: BrowserWindow[] = []
  static getFocusedWindow = (): BrowserWindow | null => BrowserWindow.made.at(-1) ?? null
  readonly webContents = new WebContentsStandIn()
  loadURL = vi.fn(() => Promise.resolve())
  show = vi.fn()
  focus = vi.fn()
  restore = vi.fn()
  isMinimized = vi.fn(() => true)
  constructor(readonly options: { webPreferences: Record<string, unknown> }) {
    super()
    BrowserWindow.made.push(this)
    app.emit('web-contents-created', {}, this.webContents)
  }
}

export const app = Object.assign(new EventEmitter(), {
  isPackaged: true,
  enableSandbox: vi.fn(),
  setPath: vi.fn(),
  requestSingleInstanceLock: vi.fn(() => true),
  whenReady: vi.fn(() => Promise.resolve()),
  quit: vi.fn(),
})

export const session = {
  defaultSession: Object.assign(new EventEmitter(), {
    setPermissionRequestHandler: vi.fn(),
    setPermissionCheckHandler: vi.fn(),
    setDevicePermissionHandler: vi.fn(),
    webRequest: { onBeforeRequest: vi.fn() },
  }),
}
export const ipcMain = { handle: vi.fn() }
export const ipcRenderer = Object.assign(new EventEmitter(), { invoke: vi.fn(() => Promise.resolve({ ok: true, value: null })) })
export const contextBridge = { exposeInMainWorld: vi.fn() }
export const protocol = { registerSchemesAsPrivileged: vi.fn(), handle: vi.fn() }
export const dialog = { showErrorBox: vi.fn() }
export const utilityProcess = { fork: vi.fn() }
export const Menu = { setApplicationMenu: vi.fn(), buildFromTemplate: vi.fn((template: unknown) => template) }
