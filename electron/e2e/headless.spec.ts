import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { driver } from '../testing/launch'
import { expect, mohr, newHome, test } from './fixtures'

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

test('a wrong configuration stops window and command alike, before anything is made', async () => {
  const home = join(newHome(), 'office')
  const file = join(mkdtempSync(join(tmpdir(), 'mohr-config-')), 'mohr.config.json')
  writeFileSync(file, '{ "v": 1, "lock": { "minutes": 5 } }')
  const ended = await mohr(['status'], home, { env: { MOHR_CONFIG: file } })
  expect(ended.code).toBe(78)
  expect(ended.stderr).toContain('lock.minutes')
  expect(existsSync(home)).toBe(false)
})
