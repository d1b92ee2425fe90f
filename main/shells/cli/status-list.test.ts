import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { createApp } from '#main/app/create-app'
import { minimumCost } from '#main/staff/index'
import { verifyListText } from '#main/permits/index'
import { keysOfTrustFile } from '#main/signing/index'
import { newFolder } from '#main/shells/testing/served-page'
import { recordingTerminal } from '#main/shells/testing/recording-terminal'
import { runCommand } from './run-command'

const passphrase = 'a long enough passphrase'
const home = newFolder()
let trust = ''

beforeAll(async () => {
  const app = createApp({ home, host: { kind: 'cli', capabilities: {} }, kdfCost: minimumCost })
  const connection = app.connect()
  const manager = { username: 'manager', displayName: 'کیوان رستگار', passphrase }
  expect(await connection.call('office.create', { name: 'اداره‌کل خوزستان', unit: '0600', manager })).toMatchObject({ ok: true })
  expect(await connection.call('staff.signIn', { username: 'manager', passphrase })).toMatchObject({ ok: true })
  const exported = await connection.call('signing.trustFile', {}) as { ok: true; value: { content: string } }
  trust = exported.value.content
  connection.close()
  await app.close()
})

test('the lists are written to a folder and verify with the office’s trust file', async () => {
  const out = join(newFolder(), 'lists')
  const terminal = recordingTerminal({ MOHR_PASSPHRASE: passphrase })
  expect(await runCommand(['status-list', '--home', home, '--user', 'manager', '--out', out, '--json'], terminal)).toBe(0)
  const { lists } = terminal.json() as { lists: { list: string; file: string }[] }
  expect(lists.map(({ list, file }) => [list, file])).toEqual([['0600-1', join(out, 'status-0600-1.jwt')]])
  expect(verifyListText(readFileSync(lists[0]!.file, 'utf8'), keysOfTrustFile(trust)!.keys)).toMatchObject({ ok: true, list: { sub: '0600-1', test: false } })
})

test('nobody gets it without signing in', async () => {
  const terminal = recordingTerminal({ MOHR_PASSPHRASE: 'another passphrase' })
  expect(await runCommand(['status-list', '--home', home, '--user', 'manager', '--out', newFolder()], terminal)).toBe(4)
})
