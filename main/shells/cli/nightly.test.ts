import { readFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { beforeAll, expect, test } from 'vitest'
import { createApp } from '#main/app/create-app'
import { minimumCost } from '#main/staff/index'
import { recordingTerminal } from '#main/shells/testing/recording-terminal'
import { newFolder } from '#main/shells/testing/served-page'
import { nightly } from './nightly'
import { runCommand } from './run-command'

const passphrase = 'a long enough passphrase'
const home = newFolder()
const out = join(newFolder(), 'lists')

beforeAll(async () => {
  const app = createApp({ home, host: { kind: 'cli', capabilities: {} }, kdfCost: minimumCost })
  await app.connect().call('office.create', { name: 'اداره‌کل خوزستان', unit: '0600', manager: { username: 'manager', displayName: 'کیوان رستگار', passphrase } })
  await app.close()
})

test('a step that fails holds up none of the others; the gravest code is the night’s, and each night leaves one line', async () => {
  const run = async (): Promise<{ exitCode: number; steps: { step: string; code: number; error?: string }[] }> => {
    const terminal = recordingTerminal({ MOHR_PASSPHRASE: passphrase })
    const code = await runCommand(['nightly', '--home', home, '--user', 'manager', '--out', out, '--json'], terminal)
    const report = terminal.json() as Awaited<ReturnType<typeof run>>
    expect(report.exitCode).toBe(code)
    return report
  }
  const first = await run()
  expect(first.steps.map(({ step, code, error = '' }) => [step, code, error])).toEqual([
    ['sync', 30, 'DEVICE_NOT_ENROLLED'], ['backup', 2, 'BACKUP_UNSET'], ['statusLists', 0, ''], ['ledger', 0, ''],
  ])
  expect(first.exitCode).toBe(30)
  await run()
  const lines = readFileSync(join(home, 'nightly.ndjson'), 'utf8').trimEnd().split('\n')
  expect(lines.map((line) => (JSON.parse(line) as { exitCode: number }).exitCode)).toEqual([30, 30])
  expect(lines.join()).not.toMatch(/کیوان|passphrase/)
})

test('the shipped tasks give arguments that the command takes', () => {
  mkdirSync(out, { recursive: true })
  const service = /ExecStart=\S+ (.+)/.exec(readFileSync('build/nightly/mohr-nightly.service', 'utf8'))?.[1]
  const windows = /<Arguments>(.+)<\/Arguments>/.exec(readFileSync('build/nightly/mohr-nightly.xml', 'utf16le'))?.[1]
  for (const line of [service, windows]) {
    const [name, ...args] = (line ?? '').split(' ')
    expect(name).toBe('nightly')
    const given = parseArgs({ args, options: { ...nightly.flags, json: { type: 'boolean' } } })
    expect(Object.keys(given.values).sort()).toEqual(['home', 'json', 'passphrase-file', 'user'])
  }
})
