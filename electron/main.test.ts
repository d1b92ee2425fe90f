import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { newFolder, newPage } from '#main/shells/testing/served-page'
import { app, BrowserWindow, dialog, Menu, protocol, session } from './testing/electron-stand-in'

vi.mock('#main/shells/host/page-files', async (original) => {
  const real = await original<{ pageFilesIn: (folder: string) => unknown }>()
  return { ...real, pageFilesIn: () => real.pageFilesIn(newPage()) }
})

const home = newFolder()
type Item = { label?: string; submenu?: Item[] }
/** What the start called, before Vitest clears the mocks for the first test. */
const seen = { order: [] as number[], menu: [] as Item[], loaded: [] as unknown[], path: [] as unknown[], guarded: 0 }

beforeAll(async () => {
  process.env['MOHR_HOME'] = home
  await import('./main')
  await vi.waitFor(() => { expect(BrowserWindow.made).toHaveLength(1) })
  seen.order = [app.enableSandbox, protocol.registerSchemesAsPrivileged, app.requestSingleInstanceLock, app.whenReady, session.defaultSession.setPermissionRequestHandler, protocol.handle]
    .map((mock) => mock.mock.invocationCallOrder[0]!)
  seen.menu = Menu.setApplicationMenu.mock.lastCall![0] as Item[]
  seen.loaded = [...BrowserWindow.made[0]!.loadURL.mock.calls]
  seen.path = app.setPath.mock.lastCall!
  seen.guarded = BrowserWindow.made[0]!.webContents.setWindowOpenHandler.mock.calls.length
})
afterAll(() => { delete process.env['MOHR_HOME'] })

test('EL 2–4, 6, 8–10: the window is isolated, sandboxed and without Node', () => {
  const { preload, ...preferences } = BrowserWindow.made[0]!.options.webPreferences
  expect(preferences).toEqual({
    contextIsolation: true, sandbox: true, nodeIntegration: false, nodeIntegrationInWorker: false, nodeIntegrationInSubFrames: false,
    webSecurity: true, webviewTag: false, spellcheck: false, devTools: false,
  })
  expect(preload).toMatch(/preload[\\/]preload\.cjs$/)
  expect(seen.loaded).toEqual([['app://bundle/']])
})

test('sandbox, scheme and single instance are set before the app is ready; guards and protocol after', () => {
  expect(seen.order).toEqual([...seen.order].sort((a, b) => a - b))
  expect(seen.path).toEqual(['userData', join(home, 'electron')])
  expect(seen.guarded).toBe(1)
})

test('the menu is Persian throughout', () => {
  const labels = (items: Item[]): string[] => items.flatMap(({ label, submenu }) => [...(label ? [label] : []), ...labels(submenu ?? [])])
  const all = labels(seen.menu)
  expect(all.length).toBeGreaterThan(10)
  expect(all.filter((label) => /[A-Za-z]/.test(label))).toEqual([])
})

test('a second start shows the first window; quitting locks the office first', async () => {
  app.emit('second-instance')
  expect(BrowserWindow.made[0]!.focus).toHaveBeenCalledOnce()
  expect(dialog.showErrorBox).not.toHaveBeenCalled()
  const preventDefault = vi.fn()
  app.emit('before-quit', { preventDefault })
  expect(preventDefault).toHaveBeenCalledOnce()
  await vi.waitFor(() => { expect(app.quit).toHaveBeenCalledOnce() })
  expect(readdirSync(home)).toContain('window.lock')
  app.emit('before-quit', { preventDefault })
  expect(preventDefault).toHaveBeenCalledOnce()
})
