import { createHash } from 'node:crypto'
import { spawnSync } from 'node:child_process'
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { getRawHeader } from '@electron/asar'
import { NtExecutable, NtExecutableResource, Resource } from 'resedit'
import { expect, inject, test } from 'vitest'
import { filesIn, listedBy7z, made, say, scratch } from './packages'

const { version } = JSON.parse(readFileSync(resolve(import.meta.dirname, '../../package.json'), 'utf8')) as { version: string }
const setupName = `mohr-${version}-setup-x64.exe`
const backslashed = (files: string[]): string[] => files.map((file) => file.replaceAll('\\', '/')).sort()

const resourcesOf = (file: string): NtExecutableResource => NtExecutableResource.from(NtExecutable.from(readFileSync(file), { ignoreCert: true }))
const factsOf = (file: string): Record<string, string> => {
  const info = Resource.VersionInfo.fromEntries(resourcesOf(file).entries)[0]!
  return info.getStringValues(info.getAllLanguagesForStringValues()[0]!)
}
const iconSizes = (file: string): number[] => Resource.IconGroupEntry.fromEntries(resourcesOf(file).entries)[0]!.icons.map(({ width }) => width || 256)

test('the program says who it is: name, version, and the mark in every size', () => {
  const program = made('win-unpacked/Mohr.exe')
  expect(factsOf(program)).toMatchObject({ ProductName: 'Mohr', FileDescription: expect.stringMatching('مُهر|Mohr') as string, FileVersion: version, LegalCopyright: 'Mohr maintainers' })
  expect(iconSizes(program)).toEqual([16, 20, 24, 32, 40, 48, 64, 256])
})

test('the program carries the digest of its own app.asar, so that a changed one does not start', () => {
  const integrity = resourcesOf(made('win-unpacked/Mohr.exe')).entries.find(({ type }) => type === 'INTEGRITY')!
  const header = getRawHeader(made('win-unpacked/resources/app.asar')).headerString
  expect(JSON.parse(Buffer.from(integrity.bin).toString('utf8'))).toEqual([
    { file: 'resources\\app.asar', alg: 'SHA256', value: createHash('sha256').update(header).digest('hex') },
  ])
})

test('the portable zip is the unpacked package, file for file', () => {
  const zip = made(`mohr-${version}-win-x64.zip`)
  say('7za', 't', zip)
  const names = backslashed(listedBy7z(zip))
  expect(names.filter((name) => name !== zip && !names.some((other) => other.startsWith(`${name}/`)))).toEqual(filesIn(made('win-unpacked')))
})

test('the installer holds the unpacked package and its uninstaller, and names itself', () => {
  const setup = made(setupName)
  const names = backslashed(listedBy7z(setup))
  expect(names.filter((name) => !/^\[|^\$PLUGINSDIR/.test(name) && name !== 'uninstall.exe')).toEqual(filesIn(made('win-unpacked')))
  expect(names).toContain('uninstall.exe')
  expect(factsOf(setup)).toMatchObject({ ProductName: 'Mohr', ProductVersion: version, FileDescription: 'Mohr Setup' })
  expect(iconSizes(setup)).toEqual([16, 20, 24, 32, 40, 48, 64, 256])
})

test('the installer is per machine, silent for IT, in Persian first, never goes back, and leaves the data alone', () => {
  const script = readFileSync(resolve(import.meta.dirname, '../installer/windows.nsi'), 'utf8')
  expect(script).toMatch(/^RequestExecutionLevel admin$/m)
  expect(script.indexOf('MUI_LANGUAGE "Farsi"')).toBeLessThan(script.indexOf('MUI_LANGUAGE "English"'))
  // A silent run must stop at no question.
  const boxes = script.split('\n').filter((line) => line.trim().startsWith('MessageBox'))
  expect(boxes.length).toBeGreaterThan(0)
  for (const box of boxes) expect(box).toContain('/SD ')
  expect(script).toContain('${VersionCompare} "$0" "${VERSION}"')
  expect(script).not.toMatch(/APPDATA|PROFILE|RMDir \/r "\$INSTDIR"/i)
})

const hook = (name: string, call: string): string[] => ['-e', `${call.replace('HOOK', `require(${JSON.stringify(resolve(import.meta.dirname, name))})`)}`]

test('with a certificate the program, the installer and its uninstaller are signed', () => {
  const folder = scratch()
  say('7z', 'e', `-o${folder}`, made(setupName), 'uninstall.exe')
  for (const file of [made('win-unpacked/Mohr.exe'), made(setupName), join(folder, 'uninstall.exe')]) {
    expect(say('osslsigncode', 'verify', '-CAfile', inject('certificate').ca, '-in', file)).toContain('Signature verification: ok')
  }
})

test('without a certificate the packaging says plainly that nothing is signed; with a wrong password it stops', () => {
  const { MOHR_SIGN_P12: _, ...env } = process.env
  const program = join(scratch(), 'Mohr.exe')
  copyFileSync(made('win-unpacked/Mohr.exe'), program)
  const sign = (more: NodeJS.ProcessEnv) => spawnSync(process.execPath, hook('sign.cjs', `HOOK.default({ path: ${JSON.stringify(program)} })`), { env: { ...env, ...more }, encoding: 'utf8' })
  expect(sign({})).toMatchObject({ status: 0, stdout: expect.stringContaining('NOT SIGNED: no certificate') as string })
  const folder = scratch()
  writeFileSync(join(folder, 'wrong'), 'guess\n')
  const refused = sign({ MOHR_SIGN_P12: inject('certificate').p12, MOHR_SIGN_PASSWORD_FILE: join(folder, 'wrong') })
  expect(refused.status).not.toBe(0)
  expect(refused.stderr).toContain('osslsigncode did not sign Mohr.exe')
})
