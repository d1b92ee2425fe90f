import { existsSync, mkdirSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './places.mjs'
import { runTool } from './tool.mjs'

const stamp = join(root, 'out/built')
const inputs = ['main', 'db', 'electron', 'registry', 'renderer', 'verifier', 'electron.vite.config.ts', 'package-lock.json']

const isSource = (path) => !/\.test\.ts$|[\\/](e2e|testing)[\\/]/.test(path)

const newest = (path) => {
  if (!existsSync(path)) return 0
  const info = statSync(path)
  if (!info.isDirectory()) return isSource(path) ? info.mtimeMs : 0
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))))
}

export const buildIsCurrent = () =>
  existsSync(stamp) && statSync(stamp).mtimeMs >= Math.max(...inputs.map((name) => newest(join(root, name))))

/** Builds out/ and marks it with the time the build began, so that a file saved meanwhile makes it old again. */
export const build = () => {
  const began = new Date()
  const code = runTool('electron-vite', ['build', '--logLevel', 'warn'], { quiet: true })
    || runTool('vite', ['build', '-c', 'build/registry.vite.config.mts', '--logLevel', 'warn'], { quiet: true })
    || runTool('vite', ['build', '-c', 'build/verifier.vite.config.mts', '--logLevel', 'warn'], { quiet: true })
    || runTool('vite', ['build', '-c', 'build/paper.vite.config.mts', '--logLevel', 'warn'], { quiet: true })
  if (code !== 0) return code
  mkdirSync(join(root, 'out'), { recursive: true })
  writeFileSync(stamp, began.toISOString())
  utimesSync(stamp, began, began)
  return 0
}

/** Builds when out/ is missing or older than the sources; ends the program when that fails. */
export const makeBuilt = () => {
  if (buildIsCurrent()) return
  console.error('out/ is missing or older than the sources: building …')
  if (build() === 0) return
  console.error('The build failed; the lines above say why.')
  process.exit(1)
}
