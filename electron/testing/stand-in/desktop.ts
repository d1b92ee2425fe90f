import { EventEmitter } from 'node:events'
import { existsSync } from 'node:fs'
import { BrowserWindow } from './browser-window'
import { app } from './running-app'
import { newEvent, note, strict } from './surroundings'

type Template = {
  id?: string; label?: string; role?: string; type?: string; checked?: boolean; enabled?: boolean; visible?: boolean; accelerator?: string
  click?: (item: object, window: BrowserWindow | undefined, event: object) => void; submenu?: Template[]
}

class MenuItem {
  readonly submenu: Menu | null
  readonly template: Template
  constructor(template: Template) {
    this.template = template
    this.submenu = template.submenu ? Menu.buildFromTemplate(template.submenu) : null
  }
  get id(): string | undefined { return this.template.id }
  get label(): string { return this.template.label ?? '' }
  get role(): string | undefined { return this.template.role }
  get enabled(): boolean { return this.template.enabled ?? true }
  get accelerator(): string | undefined { return this.template.accelerator }
  click(): void {
    if (this.template.role === 'quit') app.quit()
    else this.template.click?.(this, BrowserWindow.getAllWindows()[0], newEvent())
  }
}

export class Menu extends EventEmitter {
  static #application: Menu | null = null
  static buildFromTemplate(template: Template[]): Menu {
    const menu = new Menu()
    menu.items.push(...template.map((one) => new MenuItem(one)))
    return menu
  }
  static setApplicationMenu(menu: Menu | null): void { Menu.#application = menu }
  static getApplicationMenu(): Menu | null { return Menu.#application }
  readonly items: MenuItem[] = []
  getMenuItemById(id: string): MenuItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id)
      if (found) return found
    }
    return null
  }
}

export class Tray extends EventEmitter {
  #menu: Menu | null = null
  readonly image: unknown
  constructor(image: unknown) {
    super()
    this.image = image
  }
  setToolTip(text: string): void { note('tray.setToolTip', text) }
  setContextMenu(menu: Menu): void { this.#menu = menu }
  get menu(): Menu | null { return this.#menu }
  destroy(): void { this.#menu = null }
  isDestroyed(): boolean { return this.#menu === null }
}

export class Notification extends EventEmitter {
  static isSupported = (): boolean => true
  readonly options: { title: string; body: string }
  constructor(options: { title: string; body: string }) {
    super()
    this.options = options
  }
  show(): void {
    note('notification', this.options)
    this.emit('show', newEvent())
  }
  close(): void { this.emit('close', newEvent()) }
}

/** Nobody sits here: a test puts its own function in the place of the dialog it expects, on either driver. */
const unanswered = (name: string) => (...args: unknown[]): never => {
  note(`dialog.${name}`, ...args)
  throw new Error(`nobody answers dialog.${name} here`)
}
export const dialog = strict('dialog', {
  showOpenDialog: unanswered('showOpenDialog'), showSaveDialog: unanswered('showSaveDialog'), showMessageBox: unanswered('showMessageBox'),
  showErrorBox: (title: string, content: string): void => { note('dialog.showErrorBox', title, content) },
})

export const shell = strict('shell', { openExternal: (url: string): Promise<void> => Promise.resolve(note('shell.openExternal', url)) })

export const powerMonitor = strict('powerMonitor', Object.assign(new EventEmitter(), {
  getSystemIdleTime: (): number => 0, getSystemIdleState: (): string => 'active',
}))

const display = { id: 1, workArea: { x: 0, y: 0, width: 1920, height: 1040 }, bounds: { x: 0, y: 0, width: 1920, height: 1080 }, scaleFactor: 1 }
export const screen = strict('screen', Object.assign(new EventEmitter(), {
  getPrimaryDisplay: () => display, getAllDisplays: () => [display], getDisplayMatching: () => display,
}))

const image = (path: string) => ({ path, isEmpty: () => !existsSync(path), setTemplateImage: () => undefined })
export const nativeImage = strict('nativeImage', { createFromPath: image, createEmpty: () => image('') })
