import { existsSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { driver, runProgram, type Ended } from '../testing/launch'
import { ask, expect, newHome, passphrase, test } from './fixtures'

/** The program finds no display and, on the stand-in, no browser either: a window would fail it. */
const mohr = (args: readonly string[], home: string, more: { packaged?: boolean; env?: Record<string, string> } = {}): Promise<Ended> =>
  runProgram(args, { home, packaged: more.packaged, env: { STANDIN_CHROMIUM: '/no/such/browser', MOHR_PASSPHRASE: passphrase, ...more.env } })
const profiles = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith('mohr-command-'))

test('issue 5.5: the installed program is the mohr command too: help, an unknown word and no office, without a window', async () => {
  const home = newHome()
  const help = await mohr(['help'], home)
  expect(help).toMatchObject({ code: 0, stderr: '' })
  for (const name of ['nightly', 'sync', 'check', 'backup', 'status', 'import', 'export', 'verify']) expect(help.stdout).toContain(`mohr ${name}`)
  expect(await mohr(['no-such-word'], home)).toMatchObject({ code: 2, stdout: '' })
  const status = await mohr(['--no-sandbox', 'status', '--json'], home)
  expect(status.code).toBe(0)
  expect(JSON.parse(status.stdout)).toMatchObject({ home, state: 'absent', office: null })
  expect(existsSync(join(home, 'electron'))).toBe(false)
})

test('issue 5.5: packaged, its first argument is the command; what it says goes to a file as well, for a system without a console', async () => {
  test.skip(driver === 'electron', 'only the stand-in can say that it is packaged')
  const home = newHome()
  const file = join(mkdtempSync(join(tmpdir(), 'mohr-said-')), 'status.json')
  expect(await mohr(['status', '--json-file', file], home, { packaged: true })).toMatchObject({ code: 0 })
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ state: 'absent' })
})

test('issue 5.5, security row 26: sync and nightly run beside an open window, deliver, and pass their codes on', async ({ start }) => {
  const { page, shell, home } = await start()
  // With its dossiers and its registry, which the window's program keeps running.
  expect(await ask(page, 'office.createTraining', { sampleData: true })).toMatchObject({ ok: true })
  const before = profiles()
  const refused = await mohr(['sync', '--user', 'it'], home, { env: { MOHR_PASSPHRASE: 'not the passphrase' } })
  expect(refused).toMatchObject({ code: 4, stdout: '' })
  const nightly = await mohr(['nightly', '--user', 'it', '--json'], home)
  // No backup is planned in a practice office; everything else is done.
  expect(nightly.code).toBe(2)
  expect(JSON.parse(nightly.stdout)).toMatchObject({ exitCode: 2, steps: [{ step: 'sync', code: 0 }, { step: 'backup', code: 2, error: 'BACKUP_UNSET' }, { step: 'ledger', code: 0 }] })
  expect(profiles()).toEqual(before)
  expect(await ask(page, 'office.status')).toMatchObject({ ok: true })
  expect(await shell.close()).toBe(0)
  // Security row 26: two at once take turns; one works, the other is told.
  const codes = (await Promise.all([1, 2].map(() => mohr(['sync', '--user', 'it'], home)))).map(({ code }) => code)
  expect(codes.sort((a, b) => a - b)).toEqual([0, 75])
})

test('a wrong configuration stops window and command alike, before anything is made', async () => {
  const home = join(newHome(), 'office')
  const file = join(mkdtempSync(join(tmpdir(), 'mohr-config-')), 'mohr.config.json')
  writeFileSync(file, '{ "v": 1, "lock": { "minutes": 5 } }')
  const ended = await mohr(['status'], home, { env: { MOHR_CONFIG: file } })
  expect(ended.code).toBe(78)
  expect(ended.stderr).toContain('lock.minutes')
  expect(existsSync(home)).toBe(false)
})
