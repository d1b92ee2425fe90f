import { existsSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

/**
 * A file of out/, found from wherever this very code was bundled into (an entry or a shared chunk), and from the sources
 * in tests.
 */
export const builtFile = (path: string): string => {
  for (let folder = __dirname; folder !== dirname(folder); folder = dirname(folder)) {
    if (basename(folder) === 'out') return join(folder, path)
    if (existsSync(join(folder, 'package.json'))) return join(folder, 'out', path)
  }
  throw new Error(`${path} has no built folder above ${__dirname}`)
}
