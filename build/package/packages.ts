import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject, onTestFinished } from 'vitest'

declare module 'vitest' {
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- only an interface can add to vitest's
  interface ProvidedContext { packages: string; certificate: { p12: string; ca: string } }
}

/** A package or unpacked folder that the set-up made. */
export const made = (name: string): string => join(inject('packages'), name)

/** The three unpacked packages, and what each is for. */
export const unpacked = [
  { folder: 'linux-unpacked', target: 'linux-x64', program: 'mohr' },
  { folder: 'linux-arm64-unpacked', target: 'linux-arm64', program: 'mohr' },
  { folder: 'win-unpacked', target: 'win32-x64', program: 'Mohr.exe' },
] as const

/** A folder of this test's own. */
export const scratch = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'mohr-package-test-'))
  onTestFinished(() => { rmSync(folder, { recursive: true, force: true }) })
  return folder
}

/** What a program of this machine says; @throws when it fails. */
export const say = (program: string, ...args: string[]): string => execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })

/** Every file below, `/`-separated, relative to the folder. */
export const filesIn = (folder: string): string[] => readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1)).sort()

export const bytesIn = (folder: string): number => filesIn(folder).reduce((sum, file) => sum + statSync(join(folder, file)).size, 0)

/** Names in an archive as 7-Zip lists them. */
export const listedBy7z = (archive: string): string[] => say('7z', 'l', '-ba', '-slt', archive).split('\n')
  .flatMap((line) => (line.startsWith('Path = ') ? [line.slice(7)] : [])).sort()
