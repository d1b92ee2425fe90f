import { readFileSync, realpathSync, statSync } from 'node:fs'
import { isAbsolute, join } from 'node:path'
import { z } from 'zod'
import type { ModuleFault } from '#contract/tokens'
import { Fault } from '#main/app/fault'

/** A PKCS#11 library that IT allowed; screens know it by `id` and `title` only. */
export type ListedModule = { id: string; title: string; path: string }
export type ModuleList = { configured: 'absent' | 'unreadable' | 'ready'; modules: ListedModule[] }

export const moduleListFile = 'token-modules.json'

const list = z.strictObject({
  v: z.literal(1),
  modules: z.array(z.strictObject({
    id: z.string().regex(/^[a-z0-9-]{1,32}$/),
    title: z.string().min(1).max(60),
    path: z.string().max(1000).refine((path) => isAbsolute(path) && !path.includes('\0')),
  })).max(20).refine((modules) => new Set(modules.map(({ id }) => id)).size === modules.length),
})

/** On POSIX, whether anybody at all may rewrite the file; Windows' rights are the folder's affair (docs/tokens.md). */
const openToOthers = (file: string): boolean => process.platform !== 'win32' && (statSync(file).mode & 0o002) !== 0

/**
 * The libraries that may be loaded, from `token-modules.json` beside the office's database. A path that a screen could set
 * would be a program that a screen could start, so this file is the only place for it.
 */
export const readModuleList = (home: string): ModuleList => {
  const file = join(home, moduleListFile)
  let text: string
  try {
    text = readFileSync(file, 'utf8')
    if (openToOthers(file)) return { configured: 'unreadable', modules: [] }
  } catch (error) {
    const absent = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    return { configured: absent ? 'absent' : 'unreadable', modules: [] }
  }
  try {
    return { configured: 'ready', modules: list.parse(JSON.parse(text)).modules }
  } catch {
    return { configured: 'unreadable', modules: [] }
  }
}

/** @throws Fault TOKEN_MODULE_UNFIT {cause}: the list can't be read, or does not name it. */
export const listedModule = (home: string, id: string): ListedModule => {
  const { configured, modules } = readModuleList(home)
  const found = modules.find((one) => one.id === id)
  if (!found) throw unfit(configured === 'unreadable' ? 'configuration' : 'unknown')
  return found
}

export const unfit = (cause: ModuleFault): Fault => new Fault('TOKEN_MODULE_UNFIT', { cause })

/** The library's real file. @throws Fault TOKEN_MODULE_UNFIT: it is not there, or anybody may rewrite it. */
export const libraryOf = ({ path }: ListedModule): string => {
  let file: string
  try {
    file = realpathSync(path)
    if (!statSync(file).isFile()) throw unfit('missing')
  } catch {
    throw unfit('missing')
  }
  if (openToOthers(file)) throw unfit('open_to_others')
  return file
}
