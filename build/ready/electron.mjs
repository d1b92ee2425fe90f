import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './places.mjs'

// Never require('electron') to look: without the binary that very line starts a download and throws.
const folder = join(root, 'node_modules/electron')
const day = 24 * 3600_000

const electronHere = () => {
  const named = join(folder, 'path.txt')
  if (!existsSync(named)) return null
  const binary = join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(folder, 'dist'), readFileSync(named, 'utf8'))
  return existsSync(binary) ? binary : null
}

const reachable = async () => {
  const from = process.env.ELECTRON_MIRROR ?? 'https://github.com/electron/electron/releases/'
  try {
    await fetch(from, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(5000) })
    return { from, cause: null }
  } catch (error) {
    return { from, cause: error.cause?.code ?? error.name }
  }
}

const download = async () => {
  console.log("Electron's program is not here yet: asking for it …")
  const { from, cause } = await reachable()
  if (cause) return `${from} can't be reached (${cause})`
  console.log('Downloading Electron, at most five minutes …')
  const { status, error, stderr } = spawnSync(process.execPath, [join(folder, 'install.js')], {
    timeout: 300_000, stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8',
  })
  return status === 0 ? null : `the download failed (${error?.code ?? stderr.trim().split('\n')[0]})`
}

/**
 * Electron's program: here already, else downloaded. A failed download is remembered in `home` for a day, so that an
 * office without that network does not wait at each start.
 * @returns {Promise<string | null>} its path
 */
export const findElectron = async (home) => {
  const note = join(home, 'electron-not-had')
  const here = electronHere()
  if (here) return here
  if (existsSync(note) && Date.now() - statSync(note).mtimeMs < day) {
    console.log(`No Electron (${readFileSync(note, 'utf8')}; asked again a day later).`)
    return null
  }
  const cause = await download()
  if (!cause) return electronHere()
  console.log(`No Electron: ${cause}.`)
  mkdirSync(home, { recursive: true, mode: 0o700 })
  writeFileSync(note, cause)
  return null
}
