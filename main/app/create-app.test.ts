import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Result } from '#contract'
import { minimumCost } from '#main/staff/index'
import { createApp, type App } from './create-app'
import { fixedClock } from './clock'

const host = { kind: 'cli', capabilities: {} } as const
const manager = { username: 'manager', displayName: 'کیوان رستگار', passphrase: 'a long enough passphrase' }
const clock = fixedClock('2026-11-21T06:00:00Z')

const appIn = (home: string): App => createApp({ home, host, clock, kdfCost: minimumCost })
const newHome = (): string => mkdtempSync(join(tmpdir(), 'mohr-app-'))
const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.error.code)

test('the door answers with values: unknown operation, no office, wrong input, no session', async () => {
  const door = appIn(newHome()).connect()
  expect(codeOf(await door.call('nothing.here', {}))).toBe('OPERATION_UNKNOWN')
  expect(codeOf(await door.call('__proto__.toString', {}))).toBe('OPERATION_UNKNOWN')
  expect(codeOf(await door.call('staff.signIn', { username: 'x1', passphrase: 'y' }))).toBe('OFFICE_ABSENT')
  expect(codeOf(await door.call('ledger.list', {}))).toBe('NOT_SIGNED_IN')
  const refused = await door.call('office.create', { name: '', unit: '06', manager: { ...manager, passphrase: 'short' } })
  expect(refused).toMatchObject({ ok: false, error: { code: 'INPUT_INVALID', fields: [
    { field: 'name', reason: 'REQUIRED' }, { field: 'unit', reason: 'INVALID' }, { field: 'manager.passphrase', reason: 'PASSPHRASE_SHORT' },
  ] } })
})

test('an office is founded, locked, opened by its manager only, and a refused role is logged', async () => {
  const home = newHome()
  const app = appIn(home)
  const door = app.connect()
  expect(codeOf(await door.call('office.create', { name: 'اداره‌کل خوزستان', unit: '0600', manager }))).toBe('ok')
  expect(codeOf(await door.call('office.create', { name: 'اداره‌کل دیگر', unit: '0700', manager }))).toBe('OFFICE_EXISTS')
  expect(await door.call('office.status', {})).toMatchObject({ ok: true, value: { state: 'locked', office: { unit: '0600' } } })
  expect(codeOf(await door.call('staff.signIn', { username: 'manager', passphrase: 'not this passphrase' }))).toBe('SIGN_IN_FAILED')
  expect(codeOf(await door.call('staff.signIn', { username: 'manager', passphrase: manager.passphrase }))).toBe('ok')
  expect(codeOf(await door.call('quotas.openYear', { year: '1405', version: 1 }))).toBe('ROLE_REFUSED')
  const list = await door.call('ledger.list', {})
  expect(list).toMatchObject({ ok: true, value: { items: [
    { kind: 'staff.deny' }, { kind: 'staff.signIn' }, { kind: 'staff.signInFailed' }, { kind: 'key.enrol' }, { kind: 'reference.import' }, { kind: 'staff.save' }, { kind: 'office.create' },
  ] } })
  expect(await door.call('ledger.verify', {})).toMatchObject({ ok: true, value: { ok: true, entries: 7 } })
  await app.close()
})

test('failed tries wait longer and a restart forgives nothing', async () => {
  const home = newHome()
  await appIn(home).connect().call('office.create', { name: 'اداره‌کل', unit: '0600', manager })
  const answers: string[] = []
  for (let i = 0; i < 5; i += 1) answers.push(codeOf(await appIn(home).connect().call('staff.signIn', { username: 'manager', passphrase: 'wrong' })))
  expect(answers).toEqual(['SIGN_IN_FAILED', 'SIGN_IN_FAILED', 'SIGN_IN_FAILED', 'SIGN_IN_DELAYED', 'SIGN_IN_DELAYED'])
  clock.set('2026-11-21T06:00:02Z')
  expect(codeOf(await appIn(home).connect().call('staff.signIn', { username: 'manager', passphrase: manager.passphrase }))).toBe('ok')
})

const founded = async (home: string): Promise<void> => {
  const app = appIn(home)
  expect(codeOf(await app.connect().call('office.create', { name: 'اداره‌کل', unit: '0600', manager }))).toBe('ok')
  await app.close()
}
const signIn = (home: string): Promise<Result<unknown>> => appIn(home).connect().call('staff.signIn', { username: 'manager', passphrase: manager.passphrase })

test('a lost key ring costs no data: the next founding sets the database aside, and with the ring back it opens again', async () => {
  const home = newHome()
  await founded(home)
  renameSync(join(home, 'keyring.json'), join(home, 'ring-in-the-backup'))
  await founded(home)
  const kept = readdirSync(home).find((name) => name.endsWith('.kept'))
  expect(kept).toBeDefined()
  expect(codeOf(await signIn(home))).toBe('ok')
  for (const ending of ['', '-wal', '-shm']) rmSync(join(home, `office.db${ending}`), { force: true })
  renameSync(join(home, kept!), join(home, 'office.db'))
  renameSync(join(home, 'ring-in-the-backup'), join(home, 'keyring.json'))
  expect(codeOf(await signIn(home))).toBe('ok')
})

test('a spoilt key ring is named as such at every border, and nothing is founded over it', async () => {
  const home = newHome()
  await founded(home)
  const ring = readFileSync(join(home, 'keyring.json'), 'utf8')
  writeFileSync(join(home, 'keyring.json'), ring.slice(0, 100))
  const door = appIn(home).connect()
  expect(codeOf(await door.call('office.status', {}))).toBe('KEYRING_DAMAGED')
  expect(codeOf(await door.call('office.create', { name: 'اداره‌کل', unit: '0600', manager }))).toBe('KEYRING_DAMAGED')
  expect(codeOf(await signIn(home))).toBe('KEYRING_DAMAGED')
  writeFileSync(join(home, 'keyring.json'), ring)
  expect(codeOf(await signIn(home))).toBe('ok')
})

test('altered pages that are met only while reading are called damage, not a failed write', async () => {
  const home = newHome()
  await founded(home)
  const file = join(home, 'office.db')
  const bytes = readFileSync(file)
  // Page one says which pages there are and stays; of every other page one byte is another.
  for (let at = 4096 + 100; at < statSync(file).size; at += 4096) bytes[at]! ^= 0x40
  writeFileSync(file, bytes)
  expect(codeOf(await signIn(home))).toBe('DATABASE_DAMAGED')
})

test('a training office of an earlier version offers only the users it was founded with', async () => {
  const home = newHome()
  const app = appIn(home)
  const door = app.connect()
  expect(codeOf(await door.call('office.createTraining', { sampleData: false }))).toBe('ok')
  const offered = async (): Promise<unknown> => {
    const answer = await door.call('office.status', {})
    return answer.ok ? (answer.value as { trainingUsers: { username: string }[] }).trainingUsers.map(({ username }) => username) : answer.error.code
  }
  expect(await offered()).toEqual(expect.arrayContaining(['director', 'inspector', 'auditor']))
  const file = join(home, 'keyring.json')
  const ring = JSON.parse(readFileSync(file, 'utf8')) as { slots: Record<string, unknown> }
  delete ring.slots['inspector']
  delete ring.slots['auditor']
  writeFileSync(file, JSON.stringify(ring))
  expect(await offered()).toEqual(['director', 'expert', 'clerk', 'manager', 'it'])
  await app.close()
})
