import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { canonicalText } from '#main/ledger/index'
import { permitHandlers } from '#main/permits/permit-handlers'
import { createPermitOffice, now, passphrase, type PermitOffice } from '#main/permits/testing/permit-office'
import { newFolder } from '#main/shells/testing/served-page'
import { recordingTerminal } from '#main/shells/testing/recording-terminal'
import { signingHandlers } from '#main/signing/signing-handlers'
import { timestampHandlers } from '#main/timestamps/index'
import { makeAuthority, startAuthority } from '#main/timestamps/testing/timestamp-authority'
import { insertStaff } from '#db/staff/staff-repo'
import { openDatabase } from '#db/open'
import { runCommand } from './run-command'

const authority = makeAuthority()
let tsa: Awaited<ReturnType<typeof startAuthority>>
let office: PermitOffice
let no = ''
beforeAll(async () => { tsa = await startAuthority(authority.folder) })
afterAll(() => tsa.close())
beforeEach(() => {
  tsa.behave(null)
  office = createPermitOffice({ instant: new Date().toISOString() })
  insertStaff(office.db, { username: 'director', displayName: 'مدیر', post: '', roles: ['director'], active: true }, office.clock.now().toISOString())
})

type Wish = { on?: boolean; hoursAgo?: number }
/** An office with one permit that waits for its time; the command opens it as its own program would. */
const closedOffice = async ({ on = true, hoursAgo = 0 }: Wish = {}): Promise<void> => {
  office.clock.set(new Date(Date.now() - hoursAgo * 3_600_000).toISOString())
  now(timestampHandlers.saveSettings(office.as('it'), { version: 0, on, urls: [tsa.url], policy: '', caPem: authority.rootPem, graceHours: 10 }))
  no = await office.issue(1)
  // Nobody answers to the sign-in's own asking: what the command does is what is looked at.
  office.db.prepare("INSERT INTO timestamp_authorities (url, failures, next_at) VALUES (?, 9, '2999-01-01T00:00:00.000Z')").run(tsa.url)
  office.db.close()
}
const mohr = async (...args: string[]) => {
  const terminal = recordingTerminal({ MOHR_PASSPHRASE: passphrase })
  return { code: await runCommand([...args], terminal), terminal }
}
const stamps = (...args: string[]) => mohr('timestamps', ...args, '--home', office.home, '--user', 'director')

test('what waits, how long, and that a run gives it its time: words and exit codes', async () => {
  await closedOffice()
  const before = await stamps()
  expect(before.terminal.lines.join('\n')).toMatch(/کهنه‌ترین امضای بی مهر زمانی .* است که منتظر است/)
  expect(before.code).toBe(10)
  const ran = await stamps('run', '--json')
  expect(ran.terminal.json()).toMatchObject({ state: 'good', oldest: null, waiting: 0, run: { left: 0, tries: [{ url: tsa.url, fault: null }] } })
  expect(ran.code).toBe(0)
  const after = await stamps('status')
  expect(after).toMatchObject({ code: 0 })
  expect(after.terminal.lines.join('\n')).toContain('هیچ امضایی بی مهر زمانی نمانده است.')
})

test.each([[4, 10], [6, 11], [11, 12]])('a permit of %i hours ago under a grace of ten ends with %i', async (hoursAgo, code) => {
  await closedOffice({ hoursAgo })
  expect((await stamps('--json')).code).toBe(code)
})

test('an authority that gives nothing ends with 20 and is named; switched off ends with 30', async () => {
  tsa.behave((_, response) => { response.writeHead(500).end() })
  await closedOffice()
  const { code, terminal } = await stamps('run')
  expect(terminal.lines.join('\n')).toContain(`${tsa.url}: پاسخ خطا داد (HTTP)`)
  expect(code).toBe(20)
  office = createPermitOffice({ instant: new Date().toISOString() })
  insertStaff(office.db, { username: 'director', displayName: 'مدیر', post: '', roles: ['director'], active: true }, office.clock.now().toISOString())
  await closedOffice({ on: false })
  expect(await stamps('run')).toMatchObject({ code: 30 })
})

test('an unknown act is a wrong call, and nobody is let in without a passphrase', async () => {
  expect((await stamps('stop')).code).toBe(2)
  await closedOffice()
  expect(await runCommand(['timestamps', '--home', office.home, '--user', 'director'], recordingTerminal({ MOHR_PASSPHRASE: 'another one' }))).toBe(4)
})

test('S0-24: a stranger checks permit and timestamp with `mohr verify`, and with the lines of docs/formats/timestamp.md alone', async () => {
  await closedOffice()
  await stamps('run')
  const db = openDatabase(join(office.home, 'office.db'), office.databaseKey)
  const clerk = { ...office.as('clerk'), db }
  const folder = newFolder()
  const put = (name: string, content: string | Buffer): string => {
    writeFileSync(join(folder, name), content)
    return join(folder, name)
  }
  const permit = put(`${no}.jws`, now(permitHandlers.exportFile(clerk, { no })).content)
  const stamp = put(`${no}.tsr`, Buffer.from(now(timestampHandlers.exportFile(clerk, { no })).base64, 'base64'))
  const trust = put('trust.json', now(signingHandlers.trustFile(clerk, {})).content)
  const ca = put('tsa-ca.pem', authority.rootPem)
  db.close()
  const check = (stampFile: string, caFile: string, ...more: string[]) => mohr('verify', permit, '--trust', trust, '--timestamp', stampFile, '--tsa-ca', caFile, ...more)
  const good = await check(stamp, ca, '--json')
  expect(good.terminal.json()).toMatchObject({ results: [{ outcome: 'valid', timestamp: { outcome: 'valid', authority: 'CN=Test TSA, O=Time Office, C=IR' } }] })
  expect(good.code).toBe(6)
  expect((await check(stamp, ca)).terminal.lines.join('\n')).toMatch(/مهر زمانی: .* — CN=Test TSA/)

  const bad = await check(stamp, put('other.pem', makeAuthority().rootPem))
  expect(bad.terminal.lines.join('\n')).toContain('گواهی‌نامه‌اش به مرجع پذیرفتۀ اداره نمی‌رسد')
  expect(bad.code).toBe(7)
  expect((await check(put('cut.tsr', readFileSync(stamp).subarray(0, 900)), ca, '--json')).terminal.json()).toMatchObject({ results: [{ timestamp: { reason: 'malformed' } }] })
  expect((await check(join(folder, 'absent.tsr'), ca)).code).toBe(7)
  expect((await mohr('verify', permit, '--trust', trust, '--timestamp', stamp)).code).toBe(2)
  expect((await mohr('verify', permit, '--trust', trust, '--tsa-ca', ca)).code).toBe(2)

  // Signing design §4.5: a key that was stolen later. Without a timestamp nobody knows which permits are the thief's.
  const second = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`
  const file = JSON.parse(readFileSync(trust, 'utf8')) as { keys: { use: string }[] }
  const stolen = (lost: number): string => put('stolen.json', canonicalText({
    ...file, at: second(Date.now()), v: 2, keys: file.keys.map((key) => (key.use === 'director' ? { ...key, lost: second(lost) } : key)),
  }))
  const standing = async (lost: number, ...more: string[]) =>
    ((await mohr('verify', permit, '--trust', stolen(lost), '--json', ...more)).terminal.json() as { results: { standing: { why: string } }[] }).results[0]!.standing.why
  const withStamp = ['--timestamp', stamp, '--tsa-ca', ca]
  expect(await standing(Date.now() + 3_600_000)).toBe('key_lost')
  expect(await standing(Date.now() + 3_600_000, ...withStamp)).toBe('no_list')
  expect(await standing(Date.now() + 3_600_000, '--timestamp', stamp, '--tsa-ca', join(folder, 'other.pem'))).toBe('key_lost')

  const page = readFileSync(join(import.meta.dirname, '../../../docs/formats/timestamp.md'), 'utf8')
  const lines = /```sh\n([\s\S]+?)```/.exec(page)![1]!
  const said = execFileSync('bash', ['-eu', '-c', lines], { cwd: folder, env: { ...process.env, NUMBER: no }, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  expect(said).toContain('Verification: OK')
  expect(said).toMatch(/Time stamp: .* GMT/)
})
