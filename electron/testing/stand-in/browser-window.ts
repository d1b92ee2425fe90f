import { EventEmitter } from 'node:events'
import { app } from './running-app'
import { securePreferences, type Preferences } from './preferences'
import { newEvent, note } from './surroundings'
import { WebContents } from './web-contents'

type Bounds = { x: number; y: number; width: number; height: number }
type Options = Partial<Bounds> & { show?: boolean; title?: string; webPreferences?: Preferences } & Record<string, unknown>

const open = new Set<BrowserWindow>()

export class BrowserWindow extends EventEmitter {
  static getAllWindows = (): BrowserWindow[] => [...open]
  static getFocusedWindow = (): BrowserWindow | null => [...open].find((window) => window.isFocused()) ?? null
  static fromWebContents = (contents: WebContents): BrowserWindow | null => [...open].find((window) => window.webContents === contents) ?? null

  readonly options: Options
  readonly webContents: WebContents
  #bounds: Bounds
  #visible: boolean
  #focused = false
  #minimized = false
  #maximized = false
  #gone = false
  #shownOnce = false

  constructor(options: Options = {}) {
    super()
    if (!app.isReady()) throw new Error('Cannot create BrowserWindow before app is ready')
    this.options = options
    this.#bounds = { x: options.x ?? 0, y: options.y ?? 0, width: options.width ?? 800, height: options.height ?? 600 }
    this.#visible = options.show !== false
    this.webContents = new WebContents(securePreferences(options.webPreferences), this.#bounds)
    open.add(this)
    app.windows.add(this)
    this.webContents.on('did-finish-load', () => {
      if (!this.#shownOnce) this.emit('ready-to-show', newEvent())
      this.#shownOnce = true
    })
    this.webContents.on('destroyed', () => { this.#closed() })
    app.emit('web-contents-created', newEvent(), this.webContents)
    app.emit('browser-window-created', newEvent(), this)
  }

  loadURL = (url: string): Promise<void> => this.webContents.loadURL(url)
  loadFile = (): Promise<void> => this.webContents.loadFile()
  show = (): void => {
    this.#visible = true
    this.focus()
    this.emit('show', newEvent())
  }
  hide = (): void => {
    this.#visible = false
    this.blur()
    this.emit('hide', newEvent())
  }
  focus = (): void => {
    this.#focused = true
    note('window.focus')
    this.emit('focus', newEvent())
  }
  blur = (): void => {
    this.#focused = false
    this.emit('blur', newEvent())
  }
  minimize = (): void => {
    this.#minimized = true
    this.blur()
    this.emit('minimize', newEvent())
  }
  restore = (): void => {
    this.#minimized = false
    this.emit('restore', newEvent())
  }
  maximize = (): void => {
    this.#maximized = true
    this.emit('maximize', newEvent())
  }
  unmaximize = (): void => {
    this.#maximized = false
    this.emit('unmaximize', newEvent())
  }
  isVisible = (): boolean => this.#visible
  isFocused = (): boolean => this.#focused
  isMinimized = (): boolean => this.#minimized
  isMaximized = (): boolean => this.#maximized
  isDestroyed = (): boolean => this.#gone
  getBounds = (): Bounds => ({ ...this.#bounds })
  getNormalBounds = (): Bounds => ({ ...this.#bounds })
  setBounds = (bounds: Partial<Bounds>): void => {
    this.#bounds = { ...this.#bounds, ...bounds }
    this.emit('resize', newEvent())
    this.emit('move', newEvent())
  }
  setProgressBar = (share: number): void => { note('window.setProgressBar', share) }
  flashFrame = (on: boolean): void => { note('window.flashFrame', on) }
  setTitle = (title: string): void => { note('window.setTitle', title) }

  close = (): void => { void this.closeForQuit() }
  destroy = (): void => { void this.webContents.destroy() }
  /** @returns false when the program wants to keep it */
  async closeForQuit(): Promise<boolean> {
    if (this.#gone) return true
    const event = newEvent()
    this.emit('close', event)
    if (event.defaultPrevented) return false
    const closed = new Promise<void>((resolve) => { this.once('closed', () => { resolve() }) })
    await this.webContents.destroy()
    await closed
    return true
  }

  #closed(): void {
    if (this.#gone) return
    this.#gone = true
    open.delete(this)
    app.windows.delete(this)
    this.emit('closed')
    if (open.size === 0) app.lastWindowClosed()
  }
}
