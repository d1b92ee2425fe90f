/*
 * Stands for Electron's module `electron` when its binary can't be had: the product's own main bundle and preload run
 * against it, in real Chromium. It knows the secure ways only and throws for everything else. Never packed, never imported
 * by the product; electron/testing/README.md says where it differs from Electron.
 */
import { runInThisContext } from 'node:vm'
import { BrowserWindow } from './browser-window'
import { Menu, Notification, Tray, dialog, nativeImage, powerMonitor, screen, shell } from './desktop'
import { ipcMain } from './ipc-main'
import { app } from './running-app'
import { protocol } from './schemes'
import { safeStorage } from './secrets'
import { defaultSession } from './session'
import { records, strict, surroundings } from './surroundings'
import { utilityMetrics, utilityProcess } from './utility-process'
import { wire } from './wire'

Object.assign(process.versions, { electron: surroundings.electron })
Object.assign(process, { type: 'browser', resourcesPath: surroundings.appPath })
// A packaged program is its own binary; in a work tree Electron is given the folder as an argument.
if (surroundings.packaged) process.argv.splice(1, 1)
else Object.assign(process, { defaultApp: true })

Object.assign(app, { getAppMetrics: () => [{ pid: process.pid, type: 'Browser' }, ...utilityMetrics()] })

const electron = strict('electron', {
  app, BrowserWindow, Menu, Notification, Tray, dialog, ipcMain, nativeImage, powerMonitor, protocol, safeStorage, screen,
  session: { defaultSession }, shell, utilityProcess,
  /** For tests that ask what only a stand-in can tell. */
  standIn: { records },
})

type Asked = { t: 'evaluate'; id: number; code: string; arg: unknown }

process.on('message', (message: Asked) => {
  if (message.t !== 'evaluate') return
  const run = async (): Promise<unknown> => {
    const work = runInThisContext(`(${message.code})`) as (module: object, arg: unknown) => unknown
    return await work(electron, wire.decode(message.arg))
  }
  run().then(
    (value) => process.send?.({ t: 'evaluated', id: message.id, value: wire.encode(value) }),
    (error: unknown) => process.send?.({ t: 'evaluated', id: message.id, error: error instanceof Error ? error.stack : String(error) }),
  )
})
process.on('disconnect', () => { app.exit(1) })
process.on('SIGTERM', () => { app.quit() })
setImmediate(() => { app.boot() })

export { electron as 'module.exports' }
