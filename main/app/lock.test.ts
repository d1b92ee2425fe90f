import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Result } from '#contract'
import { minimumCost } from '#main/staff/index'
import { fixedClock } from './clock'
import type { Connection } from './connection'
import { createApp, type App } from './create-app'

const manager = { username: 'manager', displayName: 'کیوان رستگار', passphrase: 'a long enough passphrase' }
const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.error.code)
const clock = fixedClock('2026-11-21T06:00:00Z')
const minutes = (n: number): void => {
  clock.pass(n * 60_000)
  vi.advanceTimersByTime(10_000)
}

let app: App
const newApp = async (kind: 'electron' | 'cli' = 'electron'): Promise<App> => {
  const made = createApp({
    home: mkdtempSync(join(tmpdir(), 'mohr-lock-')), host: { kind, capabilities: {} },
    clock, kdfCost: minimumCost,
  })
  await made.connect().call('office.create', { name: 'اداره‌کل', unit: '0600', manager })
  return made
}
const signedIn = async (from: App) => {
  const page = from.connect()
  expect(codeOf(await page.call('staff.signIn', manager))).toBe('ok')
  return page
}

beforeEach(() => { vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }) })
afterEach(async () => {
  await app.close()
  vi.useRealTimers()
})

test('security row 1: a page that nobody touches is signed out after the minutes the office set, and told why', async () => {
  app = await newApp()
  const page = await signedIn(app)
  const heard: unknown[] = []
  page.onAny((event, payload) => { heard.push([event, payload]) })
  minutes(14)
  expect(codeOf(await page.call('staff.me', {}))).toBe('ok')
  minutes(1)
  expect(codeOf(await page.call('staff.me', {}))).toBe('NOT_SIGNED_IN')
  expect(heard).toEqual([['office.locked', { reason: 'idle' }], ['office.changed', {}]])
  expect(await page.call('office.status', {})).toMatchObject({ value: { state: 'locked' } })
})

test('what a person does counts, what a screen refreshes by itself does not', async () => {
  app = await newApp()
  const page = await signedIn(app)
  const idle = await signedIn(app)
  for (let i = 0; i < 4; i += 1) {
    minutes(10)
    await idle.call('staff.list', {})
    expect(codeOf(await page.call('staff.noteActivity', {}))).toBe('ok')
  }
  expect(codeOf(await idle.call('staff.me', {}))).toBe('NOT_SIGNED_IN')
  expect(codeOf(await page.call('staff.me', {}))).toBe('ok')
})

test('the minutes are the office\'s own', async () => {
  app = await newApp()
  const page = await signedIn(app)
  expect(codeOf(await page.call('catalogues.changeSetting', { key: 'lockAfterMinutes', value: '3', before: '15' }))).toBe('ok')
  minutes(2)
  expect(codeOf(await page.call('staff.me', {}))).toBe('ok')
  minutes(1)
  expect(codeOf(await page.call('staff.me', {}))).toBe('NOT_SIGNED_IN')
})

test('a lock lets work under way end, and only then closes the file', async () => {
  app = await newApp()
  const page = await signedIn(app)
  // The synchronisation waits for the day's round, so it is under way when the lock falls.
  const sync = page.call('registry.sync', {})
  app.lock('suspend')
  const [status, me] = [page.call('office.status', {}), page.call('staff.me', {})]
  expect(await status).toMatchObject({ value: { state: 'open' } })
  expect(codeOf(await me)).toBe('NOT_SIGNED_IN')
  expect(codeOf(await sync)).not.toBe('INTERNAL')
  expect(await page.call('office.status', {})).toMatchObject({ value: { state: 'locked' } })
})

test.each([
  ['signs out', async (page: Connection) => { expect(codeOf(await page.call('staff.signOut', {}))).toBe('ok') }],
  ['closes her page', (page: Connection) => Promise.resolve(page.close())],
])('whoever %s lets work under way end, and only then the file is closed', async (_, leave) => {
  app = await newApp()
  const page = await signedIn(app)
  const other = app.connect()
  // An office without a registry hears so at the end of its day's round: with the file closed under it, it would hear nothing.
  const sync = page.call('registry.sync', {})
  await leave(page)
  expect(await other.call('office.status', {})).toMatchObject({ value: { state: 'open' } })
  expect(codeOf(await page.call('staff.me', {}))).toBe('NOT_SIGNED_IN')
  expect(codeOf(await sync)).toBe('DEVICE_NOT_ENROLLED')
  expect(await other.call('office.status', {})).toMatchObject({ value: { state: 'locked' } })
  expect(codeOf(await other.call('staff.signIn', manager))).toBe('ok')
  other.close()
  expect(await app.connect().call('office.status', {})).toMatchObject({ value: { state: 'locked' } })
})

test('whoever signs in while the work of one who left goes on finds the office open, and it stays so', async () => {
  app = await newApp()
  const page = await signedIn(app)
  const sync = page.call('registry.sync', {})
  page.close()
  const next = await signedIn(app)
  expect(codeOf(await sync)).toBe('DEVICE_NOT_ENROLLED')
  expect(codeOf(await next.call('staff.me', {}))).toBe('ok')
})

test('a lock with nobody inside says nothing; a command in a terminal is not timed', async () => {
  app = await newApp('cli')
  const page = await signedIn(app)
  minutes(300)
  expect(codeOf(await page.call('staff.me', {}))).toBe('ok')
  const heard: unknown[] = []
  page.onAny((event) => { heard.push(event) })
  app.lock('asked')
  app.lock('asked')
  expect(heard).toEqual(['office.locked', 'office.changed'])
})
