import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { createApp } from '#main/app/create-app'
import { minimumCost } from '#main/staff/index'
import { recordingTerminal } from '#main/shells/testing/recording-terminal'
import { newFolder } from '#main/shells/testing/served-page'
import { runCommand } from './run-command'

const passphrase = 'a long enough passphrase'
const backupPassphrase = 'another one for the backups'
const home = newFolder()
const folder = newFolder()
const asManager = ['--home', home, '--user', 'manager']

beforeAll(async () => {
  const app = createApp({ home, host: { kind: 'cli', capabilities: {} }, kdfCost: minimumCost })
  const connection = app.connect()
  await connection.call('office.create', { name: 'اداره‌کل خوزستان', unit: '0600', manager: { username: 'manager', displayName: 'کیوان رستگار', passphrase } })
  await app.close()
})

test('the nightly task is told that nothing is planned, then makes a file that restores elsewhere; codes say which', async () => {
  const early = recordingTerminal({ MOHR_PASSPHRASE: passphrase })
  expect(await runCommand(['backup', ...asManager], early)).toBe(2)
  const app = createApp({ home, host: { kind: 'cli', capabilities: {} } })
  const connection = app.connect()
  await connection.call('staff.signIn', { username: 'manager', passphrase })
  expect(await connection.call('backups.setUp', { version: 0, folder, keep: 3, passphrase: backupPassphrase })).toMatchObject({ ok: true })
  await app.close()
  const terminal = recordingTerminal({ MOHR_PASSPHRASE: passphrase })
  expect(await runCommand(['backup', ...asManager, '--json'], terminal)).toBe(0)
  const { fileName } = terminal.json() as { fileName: string }
  expect(readdirSync(folder)).toContain(fileName)
  const target = newFolder()
  const wrong = recordingTerminal({ MOHR_PASSPHRASE: passphrase })
  expect(await runCommand(['restore', join(folder, fileName), '--home', target], wrong)).toBe(3)
  expect(existsSync(join(target, 'keyring.json'))).toBe(false)
  const right = recordingTerminal({ MOHR_PASSPHRASE: backupPassphrase })
  expect(await runCommand(['restore', join(folder, fileName), '--home', target, '--json'], right)).toBe(0)
  expect(right.json()).toMatchObject({ unit: '0600', missing: 0 })
  expect(await runCommand(['restore', join(folder, fileName), '--home', target], right)).toBe(1)
})
