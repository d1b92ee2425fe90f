import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { createApp } from '#main/app/create-app'
import { minimumCost } from '#main/staff/index'
import { recordingTerminal } from '#main/shells/testing/recording-terminal'
import { newFolder } from '#main/shells/testing/served-page'
import { runCommand } from './run-command'

const passphrase = 'a long enough passphrase'
const home = newFolder()
const out = join(newFolder(), 'lists')

beforeAll(async () => {
  const app = createApp({ home, host: { kind: 'cli', capabilities: {} }, kdfCost: minimumCost })
  await app.connect().call('office.create', { name: 'اداره‌کل خوزستان', unit: '0600', manager: { username: 'manager', displayName: 'کیوان رستگار', passphrase } })
  await app.close()
})

type Night = { exitCode: number; steps: { step: string; code: number; error: string | null }[] }

const night = async (folder: string): Promise<Night> => {
  const terminal = recordingTerminal({ MOHR_PASSPHRASE: passphrase })
  const code = await runCommand(['nightly', '--home', home, '--user', 'manager', '--out', folder, '--json'], terminal)
  const report = terminal.json() as Night
  expect(report.exitCode).toBe(code)
  return report
}

test('a step that fails holds up none of the others; the gravest code is the night’s, and each night leaves one report', async () => {
  const first = await night(out)
  expect(first.steps.map(({ step, code, error }) => [step, code, error ?? ''])).toEqual([
    ['sync', 30, 'DEVICE_NOT_ENROLLED'], ['backup', 2, 'BACKUP_UNSET'], ['statusLists', 0, ''], ['ledger', 0, ''],
  ])
  expect(first.exitCode).toBe(30)
  await night(out)
  const reports = readdirSync(join(home, 'reports')).map((name) => readFileSync(join(home, 'reports', name), 'utf8'))
  expect(reports.map((report) => (JSON.parse(report) as { exitCode: number }).exitCode)).toEqual([30, 30])
  expect(reports.join()).not.toMatch(/کیوان|passphrase/)
})

test('a folder that takes no lists is a failed step, told in the report, and the chain is checked all the same', async () => {
  const file = join(newFolder(), 'file')
  writeFileSync(file, '')
  const { exitCode, steps } = await night(join(file, 'lists'))
  expect(exitCode).toBe(50)
  expect(steps.slice(2).map(({ step, code, error }) => [step, code, error ?? ''])).toEqual([['statusLists', 50, 'STORAGE_FAILED'], ['ledger', 0, '']])
})
