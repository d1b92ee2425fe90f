import { execFileSync } from 'node:child_process'
import { existsSync, lstatSync, mkdirSync, readFileSync, readlinkSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { filesIn, made, say, scratch } from './packages'

const { version } = JSON.parse(readFileSync(resolve(import.meta.dirname, '../../package.json'), 'utf8')) as { version: string }
const deb = (): string => made(`mohr-${version}-linux-amd64.deb`)
const field = (name: string): string => say('dpkg-deb', '--field', deb(), name).trim()

test('the package says who it is and what it needs', () => {
  expect(field('Package')).toBe('mohr')
  expect(field('Version')).toBe(version)
  expect(field('Architecture')).toBe('amd64')
  expect(field('Depends').split(', ')).toEqual(expect.arrayContaining(['libc6 (>= 2.34)', 'libgtk-3-0', 'libnss3', 'libsecret-1-0']))
  expect(field('Description')).toContain('home-business permits')
})

/** Versions of the system's library that a native module asks for, highest last. */
const glibcOf = (file: string): string => [...readFileSync(file).toString('latin1').matchAll(/GLIBC_(\d+\.\d+)/g)].map((found) => found[1]!)
  .sort((a, b) => a.localeCompare(b, 'en', { numeric: true })).at(-1)!

test('the needed system library is the one that the native modules are linked against', () => {
  const needed = /libc6 \(>= ([\d.]+)\)/.exec(field('Depends'))![1]!
  const modules = filesIn(made('linux-unpacked/resources/app.asar.unpacked')).filter((file) => file.endsWith('.node') && !file.includes('pkcs11'))
  expect(modules.map((file) => glibcOf(made(`linux-unpacked/resources/app.asar.unpacked/${file}`)))).toEqual([needed])
})

test('all files belong to root, nobody else may write them, and they lie under /opt/Mohr and /usr/share', () => {
  const lines = say('dpkg-deb', '--contents', deb()).trim().split('\n')
  for (const line of lines) {
    expect(line).toMatch(/^[-dl]rw[-x](r-[-x]){2} root\/root /)
    expect(line).toMatch(/ \.\/((opt|usr|usr\/share)\/|opt\/Mohr\/.*|usr\/share\/(applications|icons)\/.*)?$/)
  }
})

test('the menu entry has a Persian name, words to find it by, and the mark in eight sizes', () => {
  const folder = scratch()
  say('dpkg-deb', '--extract', deb(), folder)
  const entry = readFileSync(join(folder, 'usr/share/applications/mohr.desktop'), 'utf8')
  expect(entry.split('\n')).toEqual(expect.arrayContaining([
    '[Desktop Entry]', 'Name=Mohr', 'Name[fa]=مُهر', 'GenericName[fa]=مجوز مشاغل خانگی', 'Exec=/opt/Mohr/mohr %U', 'Icon=mohr', 'Terminal=false', 'Categories=Office;', 'StartupWMClass=mohr',
  ]))
  expect(entry).toMatch(/^Keywords\[fa\]=.*مجوز/m)
  const sizes = [16, 24, 32, 48, 64, 128, 256, 512].map((size) => `hicolor/${size}x${size}/apps/mohr.png`)
  expect(filesIn(join(folder, 'usr/share/icons'))).toEqual(sizes.sort())
  for (const size of sizes) expect(readFileSync(join(folder, 'usr/share/icons', size))).toEqual(readFileSync(resolve(import.meta.dirname, '../icons/png', `${/\d+x\d+/.exec(size)![0]}.png`)))
})

/** A machine of its own for dpkg: scripts of packages are told by DPKG_ROOT where it is. */
const newMachine = (): { root: string; dpkg: (...args: string[]) => void; office: string } => {
  const root = scratch()
  for (const folder of ['var/lib/dpkg/info', 'var/lib/dpkg/updates', 'var/lib/dpkg/triggers', 'home/office/.local/share/mohr']) mkdirSync(join(root, folder), { recursive: true })
  writeFileSync(join(root, 'var/lib/dpkg/status'), '')
  const office = join(root, 'home/office/.local/share/mohr/office.db')
  writeFileSync(office, 'the register')
  const asRoot = process.getuid?.() === 0 ? [] : ['fakeroot']
  const dpkg = (...args: string[]): void => {
    const [program, ...rest] = [...asRoot, 'dpkg', `--root=${root}`, `--log=${join(root, 'dpkg.log')}`, '--force-depends', '--force-script-chrootless', '--force-architecture', ...args]
    execFileSync(program!, rest, { stdio: 'pipe' })
  }
  return { root, dpkg, office }
}

test('installed, updated, removed and purged on a machine of its own: the program comes and goes, the office stays', () => {
  const { root, dpkg, office } = newMachine()
  for (let time = 0; time < 2; time += 1) {
    dpkg('--install', deb())
    expect(readlinkSync(join(root, 'usr/bin/mohr'))).toBe('/opt/Mohr/mohr')
    expect(statSync(join(root, 'opt/Mohr/mohr')).mode & 0o777).toBe(0o755)
    expect(statSync(join(root, 'opt/Mohr/chrome-sandbox')).mode & 0o7777).toBe(0o4755)
  }
  dpkg('--remove', 'mohr')
  expect(existsSync(join(root, 'opt/Mohr'))).toBe(false)
  expect(lstatSync(join(root, 'usr/bin/mohr'), { throwIfNoEntry: false })).toBeUndefined()
  dpkg('--purge', 'mohr')
  expect(readFileSync(office, 'utf8')).toBe('the register')
  expect(filesIn(root).filter((file) => file.includes('mohr') && !file.startsWith('home/'))).toEqual([])
})
