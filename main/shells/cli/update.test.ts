import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createApp } from '#main/app/create-app'
import { minimumCost } from '#main/staff/index'
import { recordingTerminal } from '#main/shells/testing/recording-terminal'
import { newReleaseKey, startUpdateServer, type UpdateServer } from '#main/updates/testing/update-server'
import { runCommand } from './run-command'

const passphrase = 'a long enough passphrase'
const deb = 'mohr-9.1.0-linux-amd64.deb'
const { keyPem, publicPem } = newReleaseKey()
const home = mkdtempSync(join(tmpdir(), 'mohr-update-command-'))
let server: UpdateServer
beforeAll(async () => {
  server = await startUpdateServer()
  const app = createApp({ home, kdfCost: minimumCost, host: { kind: 'cli', capabilities: {} } })
  await app.connect().call('office.create', { name: 'اداره‌کل خوزستان', unit: '0600', manager: { username: 'manager', displayName: 'کیوان رستگار', passphrase } })
  await app.close()
})
afterAll(() => server.close())

const update = async (...args: string[]) => {
  const terminal = recordingTerminal({ MOHR_PASSPHRASE: passphrase })
  return { code: await runCommand(['update', ...args, '--home', home, '--user', 'manager'], terminal), terminal }
}

test('security row 30: mohr update asks, fetches and says how to install, each with an exit code for the task planner', async () => {
  expect((await update('--check')).code).toBe(2)
  process.env['MOHR_CONFIG'] = server.configFile(publicPem)
  try {
    expect((await update('--check', '--json')).terminal.json()).toMatchObject({ fault: { fault: 'http' } })
    server.put('9.1.0')
    server.offer(keyPem)
    const newer = await update('--check')
    expect(newer.code).toBe(40)
    expect(newer.terminal.lines.join('\n')).toContain(deb)
    const fetched = await update('--fetch', deb)
    expect(fetched.code).toBe(0)
    expect(fetched.terminal.lines.join('\n')).toContain(`sudo apt-get install '${join(home, 'updates', deb)}'`)
    expect(readFileSync(join(home, 'updates', deb))).toEqual(readFileSync(join(server.folder, 'mohr', deb)))
    server.offer(newReleaseKey().keyPem)
    const refused = await update('--check')
    expect(refused.code).toBe(30)
    expect(refused.terminal.lines.join('\n')).toContain('با کلید انتشاری که این دستگاه می‌شناسد امضا نشده است')
    const held = await update('--fetch', 'mohr-9.1.0-setup-x64.exe')
    expect(held.code).toBe(30)
    expect(held.terminal.lines.join()).not.toContain('apt-get')
    expect(existsSync(join(home, 'updates/mohr-9.1.0-setup-x64.exe'))).toBe(false)
    server.offer(keyPem, { minimum: '9.0.0' })
    expect((await update()).code).toBe(41)
  } finally {
    delete process.env['MOHR_CONFIG']
  }
})
