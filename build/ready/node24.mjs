import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { root } from './places.mjs'

const ownNode = () => {
  const system = { win32: 'win' }[process.platform] ?? process.platform
  const folder = join(root, 'node_modules', `node-${system}-${process.arch}`, 'bin')
  return join(folder, process.platform === 'win32' ? 'node.exe' : 'node')
}

/** PATH with the project's own programs first, so that their `env node` finds the same Node. */
export const ownPath = () => [join(root, 'node_modules/.bin'), process.env.PATH].join(delimiter)

/**
 * Goes on under Node 24, which the packages brought along: the database module crashes on Node 20.
 * @returns true when this process is fit to go on; otherwise the other one has taken over, and this one only waits
 */
export const isOnNode24 = (script) => {
  if (Number(process.versions.node.split('.')[0]) >= 22) return true
  const node = ownNode()
  if (!existsSync(node)) {
    console.error(`Node ${process.versions.node} is too old, and there is no newer one for ${process.platform} ${process.arch} among the packages: install Node 24.`)
    process.exit(1)
  }
  const child = spawn(node, [script, ...process.argv.slice(2)], { stdio: 'inherit', env: { ...process.env, PATH: ownPath() } })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
  return false
}
