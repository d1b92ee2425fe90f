import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './places.mjs'

const packagesOf = (file) => JSON.parse(readFileSync(join(root, file), 'utf8')).packages

/**
 * Is what lies in node_modules what package-lock.json asks for? By content: npm writes the two files in an order that
 * makes their times say nothing, and a needless `npm ci` empties node_modules under a running program.
 */
export const packagesAreCurrent = () => {
  if (!existsSync(join(root, 'node_modules/.package-lock.json'))) return false
  const have = packagesOf('node_modules/.package-lock.json')
  return Object.entries(packagesOf('package-lock.json')).every(
    ([path, wanted]) => path === '' || wanted.optional || wanted.peer || have[path]?.version === wanted.version,
  )
}

/** Installs the packages of package-lock.json where they are missing or others; ends the program when that fails. */
export const installPackages = () => {
  if (packagesAreCurrent()) return
  console.error('The packages of package-lock.json are not here yet: running npm ci …')
  const { status, error } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root, stdio: ['inherit', 2, 'inherit'], shell: process.platform === 'win32',
  })
  if (status === 0) return
  console.error(`npm ci failed${error ? ` (${error.message})` : ''}. It needs npm and an npm registry it can reach.`)
  process.exit(1)
}
