// Before the packaging tests: everything of electron-builder.yml that can be made without Electron's program, once.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
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

/** A certificate for programs, as an office's own authority would issue it: files with key and certificate, password, certificate alone. */
const makeCertificate = (folder) => {
  const at = (name) => join(folder, name)
  const openssl = (...args) => void execFileSync('openssl', args, { stdio: 'pipe' })
  openssl('req', '-x509', '-newkey', 'rsa:3072', '-nodes', '-keyout', at('key.pem'), '-out', at('cert.pem'), '-days', '2', '-subj', '/CN=Mohr packages', '-addext', 'extendedKeyUsage=codeSigning')
  writeFileSync(at('password'), 'office-only\n')
  openssl('pkcs12', '-export', '-inkey', at('key.pem'), '-in', at('cert.pem'), '-out', at('sign.p12'), '-passout', `file:${at('password')}`)
  return { p12: at('sign.p12'), password: at('password'), ca: at('cert.pem') }
}

/** Vitest's global set-up: tells the tests where the packages lie, takes them away at the end. */
export const setup = async ({ provide }) => {
  Object.assign(process.env, {
    CUSTOM_FPM_PATH: join(root, 'build/package/fpm-deb.mjs'), ELECTRON_BUILDER_7ZIP_PATH: '/usr/bin/7za', ELECTRON_BUILDER_OFFLINE: 'true', MOHR_SETUP_QUICK: '1',
  })
  const work = mkdtempSync(join(tmpdir(), 'mohr-packages-'))
  const { p12, password, ca } = makeCertificate(work)
  Object.assign(process.env, { MOHR_SIGN_P12: p12, MOHR_SIGN_PASSWORD_FILE: password })
  await make(work)
  provide('packages', join(work, 'dist'))
  provide('certificate', { p12, ca })
  return () => { rmSync(work, { recursive: true }) }
}
