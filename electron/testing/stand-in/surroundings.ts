import { readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

/** Where the program under test lies and what the launcher asked for. */
const entry = process.env['STANDIN_MAIN'] ?? ''
const rootOf = (folder: string): string => {
  for (let at = resolve(folder); at !== dirname(at); at = dirname(at)) {
    try {
      readFileSync(join(at, 'package.json'))
      return at
    } catch {
      // One folder up.
    }
  }
  return folder
}
const appPath = process.env['STANDIN_APP'] ?? rootOf(dirname(entry))
const electronPackage = JSON.parse(readFileSync(join(import.meta.dirname, '../../../node_modules/electron/package.json'), 'utf8')) as { version: string }
type Package = { name: string; productName?: string; version: string }

export const surroundings = {
  appPath,
  package: JSON.parse(readFileSync(join(appPath, 'package.json'), 'utf8')) as Package,
  chromium: process.env['STANDIN_CHROMIUM'] ?? '/usr/bin/chromium',
  electron: electronPackage.version,
  packaged: process.env['STANDIN_PACKAGED'] === '1',
  /** What the platform's secret store is: a real one, Chromium's fixed password, or none. */
  secretStore: process.env['STANDIN_SECRETS'] ?? 'gnome_libsecret',
}

/** Calls that have no effect here, for tests that want to see them. */
export const records: { what: string; args: unknown[] }[] = []
export const note = (what: string, ...args: unknown[]): void => { records.push({ what, args }) }

export type StandInEvent = { defaultPrevented: boolean; preventDefault(): void }
export const newEvent = <T extends object>(members?: T): StandInEvent & T => {
  const event = { defaultPrevented: false, preventDefault: () => { event.defaultPrevented = true }, ...members } as StandInEvent & T
  return event
}

/** A part of Electron that says what it lacks instead of answering `undefined`. */
export const strict = <T extends object>(name: string, target: T): T => new Proxy(target, {
  get: (inside, key, receiver): unknown => {
    if (key in inside || typeof key === 'symbol' || key === 'then' || key === 'toJSON') return Reflect.get(inside, key, receiver)
    throw new Error(`the stand-in has no ${name}.${key}`)
  },
})
