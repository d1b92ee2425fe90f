import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { ownPath } from './node24.mjs'
import { root } from './places.mjs'

/**
 * Runs a program of node_modules/.bin (or `node`) in the work tree, its output shown; `quiet` shows it on stderr, for
 * commands whose own stdout is the answer.
 * @returns its exit code
 */
export const runTool = (name, args, { env = {}, quiet = false } = {}) => {
  const file = name === 'node' ? process.execPath : join(root, 'node_modules/.bin', name)
  const { status } = spawnSync(file, args, {
    cwd: root, stdio: ['inherit', quiet ? 2 : 'inherit', 'inherit'], shell: process.platform === 'win32' && name !== 'node',
    env: { ...process.env, PATH: ownPath(), ...env },
  })
  return status ?? 1
}
