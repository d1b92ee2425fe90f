import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, readdirSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { InputOf, OperationName, Result, ResultOf } from '#contract'
import { ordinaryConfig } from '#contract/config'
import type { UpdateFault, UpdateState } from '#contract/updates'
import { createApp, type App } from '#main/app/create-app'
import { fixedClock } from '#main/app/clock'
import { newAuthority } from '#main/network/testing/private-authority'
import { minimumCost } from '#main/staff/index'
import { newReleaseKey, startUpdateServer, type UpdateServer } from './testing/update-server'

const manager = { username: 'manager', displayName: 'کیوان رستگار', passphrase: 'a long enough passphrase' }
const { keyPem, publicPem } = newReleaseKey()
let server: UpdateServer
let clock: ReturnType<typeof fixedClock>
const apps: App[] = []
/** Founded once; every test works on a copy of its own. */
const founded = mkdtempSync(join(tmpdir(), 'mohr-updates-founded-'))
beforeAll(async () => {
  const app = createApp({ home: founded, kdfCost: minimumCost, host: { kind: 'cli', capabilities: {} } })
  expect(await app.connect().call('office.create', { name: 'اداره‌کل خوزستان', unit: '0600', manager })).toMatchObject({ ok: true })
  await app.close()
})
beforeEach(async () => {
  server = await startUpdateServer()
  clock = fixedClock(new Date().toISOString())
})
afterEach(async () => {
  for (const app of apps.splice(0)) await app.close()
  await server.close()
})

type Desk = { home: string; ask<N extends OperationName>(name: N, input?: InputOf<N>): Promise<ResultOf<N>>; steps: number[] }
type Net = { updates?: { url: string; keyPem: string } | null; ca?: string[] }

/** A founded office on a machine with this configuration, its manager at the desk. */
const office = async ({ updates = { url: server.url, keyPem: publicPem }, ca = [server.caPem] }: Net = {}): Promise<Desk> => {
  const home = mkdtempSync(join(tmpdir(), 'mohr-updates-'))
  cpSync(founded, home, { recursive: true })
  const app = createApp({ home, clock, kdfCost: minimumCost, host: { kind: 'cli', capabilities: {}, config: { ...ordinaryConfig, updates, ca } } })
  apps.push(app)
  const door = app.connect()
  const steps: number[] = []
  door.on('update.progress', ({ done }) => { steps.push(done) })
  const ask: Desk['ask'] = (name, input) => door.call(name, input ?? {}) as Promise<ResultOf<typeof name>>
  expect(await ask('staff.signIn', { username: manager.username, passphrase: manager.passphrase })).toMatchObject({ ok: true })
  return { home, ask, steps }
}
const valueOf = <T>(answer: Result<T>): T => {
  if (!answer.ok) throw new Error(answer.error.code)
  return answer.value
}
const check = async ({ ask }: Desk): Promise<UpdateState> => valueOf(await ask('updates.check'))
const faultAfter = async (desk: Desk): Promise<UpdateFault | undefined> => (await check(desk)).fault?.fault
const kindsOf = async ({ ask }: Desk): Promise<string[]> => valueOf(await ask('ledger.list', {})).items.map(({ kind }) => kind).filter((kind) => kind.startsWith('update.'))
const deb = 'mohr-9.1.0-linux-amd64.deb'

test('security row 30: without a server and a key nothing is asked for', async () => {
  const desk = await office({ updates: null })
  expect(valueOf(await desk.ask('updates.state'))).toMatchObject({ server: null, offer: null, need: 'none' })
  expect(await desk.ask('updates.check')).toMatchObject({ ok: false, error: { code: 'UPDATES_OFF' } })
  expect(await desk.ask('updates.fetch', { name: deb })).toMatchObject({ ok: false, error: { code: 'UPDATES_OFF' } })
  expect(server.asked).toEqual([])
})

test('what the release script signs is offered, fetched, proven and written down', async () => {
  server.put('9.1.0')
  expect(server.release(keyPem, '--days', '30', '--minimum', '0.1.0')).toContain('9.1.0')
  const desk = await office()
  const state = await check(desk)
  expect(state).toMatchObject({ fault: null, need: 'newer', offer: { version: '9.1.0', minimum: '0.1.0' }, fetched: [] })
  expect(state.offer?.files.map(({ name }) => name)).toEqual(expect.arrayContaining([deb, 'mohr-9.1.0-setup-x64.exe', 'mohr-9.1.0-linux-arm64.deb']))
  expect(state.offer?.files[0]?.fits).toBe(true)
  const fetched = valueOf(await desk.ask('updates.fetch', { name: deb }))
  expect(readFileSync(fetched.path)).toEqual(readFileSync(join(server.folder, 'mohr', deb)))
  expect(valueOf(await desk.ask('updates.state')).fetched).toEqual([fetched])
  expect(desk.steps.at(-1)).toBe(readFileSync(fetched.path).length)
  expect((await kindsOf(desk)).sort()).toEqual(['update.fetch', 'update.offer'])
})

test('what docs/formats/update.md says to do by hand proves a manifest with openssl alone', () => {
  server.put('9.1.0', 10)
  server.release(keyPem)
  const folder = join(server.folder, 'mohr')
  writeFileSync(join(folder, 'release.pem'), publicPem)
  const lines = /```\n(cut [\s\S]+?)```/.exec(readFileSync(resolve(import.meta.dirname, '../../docs/formats/update.md'), 'utf8'))?.[1] ?? ''
  const told = execFileSync('sh', ['-ec', lines], { cwd: folder, encoding: 'utf8' })
  expect(told).toMatch(/^Signature Verified Successfully\n\{"expires":.*"version":"9\.1\.0"\}$/)
})

test('the release script never signs a lower version over a higher one, nor without a key of its kind', () => {
  server.put('9.1.0')
  server.release(keyPem)
  for (const name of readdirSync(join(server.folder, 'mohr')).filter((one) => one.startsWith('mohr-'))) truncateSync(join(server.folder, 'mohr', name), 1)
  expect(() => server.release(newReleaseKey().keyPem)).toThrow(/not signed by this key/)
  expect(() => server.release(keyPem, '--minimum', '9.2.0')).toThrow(/no version up to/)
  expect(() => server.release(keyPem, '--days', '401')).toThrow(/release:sign/)
})

test('a version that nobody needs to replace is current; one below the minimum must be replaced', async () => {
  server.offer(keyPem, { version: '0.1.0', files: [{ name: deb, system: 'linux', arch: 'x64', kind: 'deb', size: 1, sha256: 'a'.repeat(64) }] })
  const desk = await office()
  expect(await check(desk)).toMatchObject({ need: 'none', fault: null })
  server.put('9.1.0', 10)
  server.offer(keyPem, { minimum: '9.0.0' })
  expect(await check(desk)).toMatchObject({ need: 'required' })
})

test('security row 30: tampered, expired, not yet released, of another key: refused by name, written down once, and nothing is lost of the last good one', async () => {
  server.put('9.1.0', 10)
  server.offer(keyPem)
  const desk = await office()
  await check(desk)
  const token = readFileSync(join(server.folder, 'mohr/update.jws'), 'utf8')
  const [head, payload, signature] = token.split('.') as [string, string, string]
  const changed = Buffer.from(Buffer.from(payload, 'base64url').toString().replace('9.1.0', '9.9.0')).toString('base64url')
  writeFileSync(join(server.folder, 'mohr/update.jws'), `${head}.${changed}.${signature}`)
  expect(await faultAfter(desk)).toBe('signature')
  expect(await faultAfter(desk)).toBe('signature')
  server.offer(newReleaseKey().keyPem)
  expect(await faultAfter(desk)).toBe('signature')
  server.offer(keyPem, { released: '2026-01-01T00:00:00Z', expires: '2026-02-01T00:00:00Z' })
  expect(await faultAfter(desk)).toBe('expired')
  server.offer(keyPem, { released: '2040-01-01T00:00:00Z', expires: '2040-02-01T00:00:00Z' })
  expect(await faultAfter(desk)).toBe('early')
  writeFileSync(join(server.folder, 'mohr/update.jws'), '<!doctype html><title>portal</title>')
  expect(await faultAfter(desk)).toBe('malformed')
  expect(valueOf(await desk.ask('updates.state')).offer?.version).toBe('9.1.0')
  expect((await kindsOf(desk)).filter((kind) => kind === 'update.refuse')).toHaveLength(4)
})

test('security row 30: the version never goes down: not below the running one, not below the highest ever seen, not to an earlier release', async () => {
  const files = [{ name: deb, system: 'linux', arch: 'x64', kind: 'deb', size: 1, sha256: 'a'.repeat(64) }] as const
  const desk = await office()
  server.offer(keyPem, { version: '0.0.9', files: [...files] })
  expect(await faultAfter(desk)).toBe('older')
  server.offer(keyPem, { version: '9.2.0', files: [...files] })
  expect((await check(desk)).offer?.version).toBe('9.2.0')
  server.offer(keyPem, { version: '9.1.9', files: [...files] })
  expect(await faultAfter(desk)).toBe('older')
  server.offer(keyPem, { version: '9.2.0', files: [...files], released: '2026-06-01T00:00:00Z' })
  expect(await faultAfter(desk)).toBe('older')
  expect(valueOf(await desk.ask('updates.state')).offer?.version).toBe('9.2.0')
})

test('an offer that was taken holds no longer than its own end, and a clock set back does not revive it', async () => {
  server.put('9.1.0', 10)
  server.offer(keyPem)
  const desk = await office()
  await check(desk)
  clock.set(new Date(Date.now() + 91 * 86_400_000).toISOString())
  expect(valueOf(await desk.ask('updates.state'))).toMatchObject({ offer: null, need: 'none' })
  expect(await desk.ask('updates.fetch', { name: deb })).toMatchObject({ error: { code: 'UPDATE_ABSENT' } })
  clock.set('2020-01-01T00:00:00Z')
  server.offer(keyPem, { released: '2019-12-01T00:00:00Z', expires: '2020-02-01T00:00:00Z' })
  expect(await faultAfter(desk)).not.toBeUndefined()
})

test('security row 12: a server that no authority of this machine vouches for hears nothing; one that is away is said to be', async () => {
  const desk = await office({ ca: [newAuthority().caPem] })
  expect(await faultAfter(desk)).toBe('tls')
  expect(server.asked).toEqual([])
  const away = await office()
  expect(await faultAfter(away)).toBe('http')
  await server.close()
  expect(await faultAfter(away)).toBe('unreached')
})

test('a cut connection keeps what came, and the next try asks only for the rest', async () => {
  server.put('9.1.0', 600_000)
  server.offer(keyPem)
  const desk = await office()
  await check(desk)
  server.cutAfter(200_000)
  const broken = await desk.ask('updates.fetch', { name: deb })
  expect(broken).toMatchObject({ ok: false, error: { code: 'UPDATE_BROKEN_OFF' } })
  expect(valueOf(await desk.ask('updates.state'))).toMatchObject({ fetched: [], fetching: null })
  const kept = readFileSync(join(desk.home, 'updates', `${deb}.part`)).length
  expect(kept).toBeGreaterThan(0)
  const { path } = valueOf(await desk.ask('updates.fetch', { name: deb }))
  expect(server.asked.at(-1)).toEqual({ path: `/mohr/${deb}`, range: `bytes=${kept}-` })
  expect(readFileSync(path)).toEqual(readFileSync(join(server.folder, 'mohr', deb)))
  expect(readdirSync(join(desk.home, 'updates'))).toEqual([deb])
})

test('a server that sends the whole again is listened to from the beginning', async () => {
  server.put('9.1.0')
  server.offer(keyPem)
  server.wholeOnly()
  const desk = await office()
  await check(desk)
  server.cutAfter(100_000)
  await desk.ask('updates.fetch', { name: deb })
  const { path } = valueOf(await desk.ask('updates.fetch', { name: deb }))
  expect(readFileSync(path)).toEqual(readFileSync(join(server.folder, 'mohr', deb)))
})

test.each([
  ['changed', (bytes: Buffer) => { bytes[1000]! ^= 1; return bytes }, 'UPDATE_UNPROVEN'],
  ['longer', (bytes: Buffer) => Buffer.concat([bytes, Buffer.from('!')]), 'UPDATE_UNPROVEN'],
  ['shorter', (bytes: Buffer) => bytes.subarray(0, 1000), 'UPDATE_BROKEN_OFF'],
] as const)('security row 30: a %s file never gets its name', async (_, change, code) => {
  server.put('9.1.0')
  server.offer(keyPem)
  const desk = await office()
  await check(desk)
  const path = join(server.folder, 'mohr', deb)
  writeFileSync(path, change(readFileSync(path)))
  expect(await desk.ask('updates.fetch', { name: deb })).toMatchObject({ ok: false, error: { code } })
  expect(readdirSync(join(desk.home, 'updates')).filter((name) => !name.endsWith('.part'))).toEqual([])
  if (code === 'UPDATE_UNPROVEN') expect(readdirSync(join(desk.home, 'updates'))).toEqual([])
  expect(await kindsOf(desk)).toEqual(['update.offer'])
})

test('a name that the signed list does not hold is not asked for, and two files do not come at once', async () => {
  server.put('9.1.0')
  server.offer(keyPem)
  const desk = await office()
  await check(desk)
  expect(await desk.ask('updates.fetch', { name: '../keyring.json' })).toMatchObject({ error: { code: 'UPDATE_ABSENT' } })
  const [one, other] = await Promise.all([desk.ask('updates.fetch', { name: deb }), desk.ask('updates.fetch', { name: 'mohr-9.1.0-setup-x64.exe' })])
  expect([one, other].map((answer) => (answer.ok ? 'ok' : answer.error.code))).toEqual(['ok', 'UPDATE_RUNNING'])
  expect(server.asked.filter(({ path }) => path.includes('keyring'))).toEqual([])
})
