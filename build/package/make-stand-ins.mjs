// Before the packaging tests: everything of electron-builder.yml that can be made without Electron's program, once.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Arch, build, Platform } from 'electron-builder'
import { root } from '../ready/places.mjs'
import { makeStandInElectron } from './stand-in-electron.mjs'

const version = JSON.parse(readFileSync(join(root, 'node_modules/electron/package.json'), 'utf8')).version

const wanted = [
  ['linux', Platform.LINUX, 'x64', ['deb', 'zip']],
  ['linux', Platform.LINUX, 'arm64', ['dir']],
  ['win32', Platform.WINDOWS, 'x64', ['dir', 'zip']],
]

const make = async (work) => {
  for (const [name, platform, arch, targets] of wanted) {
    await build({
      projectDir: root, publish: 'never', targets: platform.createTarget(targets, Arch[arch]),
      config: {
        electronDist: makeStandInElectron(join(work, `electron-${name}-${arch}`), name, arch, version), compression: 'store',
        directories: { output: join(work, 'dist') },
      },
    })
  }
}

/** Vitest's global set-up: tells the tests where the packages lie, takes them away at the end. */
export const setup = async ({ provide }) => {
  Object.assign(process.env, {
    CUSTOM_FPM_PATH: join(root, 'build/package/fpm-deb.mjs'), ELECTRON_BUILDER_7ZIP_PATH: '/usr/bin/7za', ELECTRON_BUILDER_OFFLINE: 'true', MOHR_SETUP_QUICK: '1',
  })
  const work = mkdtempSync(join(tmpdir(), 'mohr-packages-'))
  await make(work)
  provide('packages', join(work, 'dist'))
  return () => { rmSync(work, { recursive: true }) }
}
