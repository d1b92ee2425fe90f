/*
 * Stands for the module `electron` in unit tests (vitest.config.mts, `alias`): which functions a part calls and how it
 * answers the events it is given. What the whole shell does is proven in electron/e2e.
 */
import { EventEmitter } from 'node:events'
import { vi } from 'vitest'

export class WebContentsMock extends EventEmitter {
  setWindowOpenHandler = vi.fn()
  send = vi.fn()
  isDestroyed = (): boolean => false
}

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
