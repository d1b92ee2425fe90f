import { EventEmitter } from 'node:events'
import { note } from './surroundings'

type Request = { url: string }
type Answer = (answer: { cancel?: boolean }) => void
type Before = (details: Request, answer: Answer) => void
type Ask = (contents: unknown, permission: string, answer: (granted: boolean) => void, details: object) => void
type Check = (contents: unknown, permission: string, origin: string, details: object) => boolean

/** Chrome's match patterns, as webRequest filters have them. */
const matcher = (pattern: string): RegExp =>
  new RegExp(`^${pattern.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`)

class Session extends EventEmitter {
  #before: { filters: RegExp[]; ask: Before } | null = null
  #ask: Ask | null = null
  #check: Check | null = null
  #device: ((details: object) => boolean) | null = null

  readonly webRequest = {
    onBeforeRequest: (filter: { urls: string[] } | null, ask?: Before): void => {
      this.#before = filter && ask ? { filters: filter.urls.map(matcher), ask } : null
    },
  }

  setPermissionRequestHandler(ask: Ask | null): void { this.#ask = ask }
  setPermissionCheckHandler(check: Check | null): void { this.#check = check }
  setDevicePermissionHandler(check: ((details: object) => boolean) | null): void { this.#device = check }
  setSpellCheckerEnabled(on: boolean): void { note('session.setSpellCheckerEnabled', on) }

  /** Would this request be cancelled? */
  async cancels(url: string): Promise<boolean> {
    const before = this.#before
    if (!before?.filters.some((filter) => filter.test(url))) return false
    return new Promise((resolve) => { before.ask({ url }, ({ cancel }) => { resolve(cancel === true) }) })
  }

  /** What Electron would answer a page: without a handler everything is granted. */
  async grants(contents: unknown, permission: string, origin: string): Promise<boolean> {
    if (this.#check && !this.#check(contents, permission, origin, {})) return false
    const ask = this.#ask
    return ask ? new Promise((resolve) => { ask(contents, permission, resolve, { requestingUrl: origin }) }) : true
  }

  grantsDevice(kind: string): boolean {
    return this.#device ? this.#device({ deviceType: kind, origin: '', device: {} }) : false
  }
}

export const defaultSession = new Session()
