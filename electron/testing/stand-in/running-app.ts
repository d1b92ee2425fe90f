import { EventEmitter } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { watchDownloads } from './downloads'
import { startEngine, type Engine } from './engine'
import { closeRegistration } from './schemes'
import { takeLock, type HeldLock } from './single-instance'
import { newEvent, note, surroundings } from './surroundings'

type Closable = { closeForQuit(): Promise<boolean> }

class App extends EventEmitter {
  readonly isPackaged = surroundings.packaged
  readonly #switches = new Set<string>()
  readonly commandLine = {
    appendSwitch: (name: string, value?: string): void => {
      this.#switches.add(name)
      note('app.commandLine.appendSwitch', name, value)
    },
    hasSwitch: (name: string): boolean => this.#switches.has(name),
  }
  name = surroundings.package.productName ?? surroundings.package.name
  readonly #paths: Record<string, string> = {
    home: homedir(), temp: tmpdir(), appData: dirname(surroundings.appPath), userData: '', exe: process.execPath,
  }
  #ready = false
  #leaving = false
  #lock: HeldLock | null = null
  #engine: Promise<Engine> | null = null
  readonly windows = new Set<Closable>()

  isReady = (): boolean => this.#ready
  whenReady = (): Promise<void> => (this.#ready ? Promise.resolve() : new Promise((resolve) => { this.once('ready', resolve) }))
  getVersion = (): string => surroundings.package.version
  getName = (): string => this.name
  getAppPath = (): string => surroundings.appPath
  getLocale = (): string => 'fa-IR'
  setAppUserModelId = (id: string): void => { note('app.setAppUserModelId', id) }
  disableHardwareAcceleration = (): void => {
    if (this.#ready) throw new Error('app.disableHardwareAcceleration() can only be called before app is ready')
    note('app.disableHardwareAcceleration')
  }
  setPath = (name: string, path: string): void => { this.#paths[name] = path }
  getPath = (name: string): string => {
    const path = this.#paths[name]
    if (path === undefined) throw new Error(`Failed to get '${name}' path`)
    return path || (this.#paths[name] = mkdtempSync(join(tmpdir(), 'mohr-standin-')))
  }

  enableSandbox = (): void => {
    if (this.#ready) throw new Error('app.enableSandbox() can only be called before app is ready')
    // As Electron itself keeps it.
    this.commandLine.appendSwitch('enable-sandbox')
  }

  requestSingleInstanceLock = (): boolean => {
    this.#lock ??= takeLock(this.getPath('userData'), (argv, cwd) => { this.emit('second-instance', newEvent(), argv, cwd, {}) })
    return this.#lock !== null
  }
  hasSingleInstanceLock = (): boolean => this.#lock !== null

  /** Chromium, started with the first window. */
  engine(): Promise<Engine> {
    this.#engine ??= startEngine(surroundings.chromium, join(this.getPath('userData'), 'standin-profile'), []).then(async (engine) => {
      await watchDownloads(engine.cdp)
      process.send?.({ t: 'endpoint', endpoint: engine.endpoint, browser: engine.pid })
      return engine
    })
    return this.#engine
  }

  boot(): void {
    this.#ready = true
    closeRegistration()
    this.emit('will-finish-launching', newEvent())
    this.emit('ready', newEvent(), {})
  }

  quit = (): void => { void this.#quit() }

  async #quit(): Promise<void> {
    if (this.#leaving) return
    const asked = newEvent()
    this.emit('before-quit', asked)
    if (asked.defaultPrevented) return
    for (const window of [...this.windows]) if (!(await window.closeForQuit())) return
    if (this.#leaving) return
    const last = newEvent()
    this.emit('will-quit', last)
    if (!last.defaultPrevented) this.exit(0)
  }

  exit = (code = 0): void => {
    if (this.#leaving) return
    this.#leaving = true
    this.emit('quit', newEvent(), code)
    this.#lock?.release()
    void Promise.resolve(this.#engine).then((engine) => engine?.close()).catch(() => undefined).finally(() => process.exit(code))
  }

  relaunch = (): void => { note('app.relaunch') }
  /** The last window is gone: Electron quits by itself unless the program listens. */
  lastWindowClosed(): void {
    if (!this.#leaving && !this.emit('window-all-closed')) this.quit()
  }
}

export const app = new App()
