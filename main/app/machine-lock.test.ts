import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import type { Result } from '#contract'
import type { SecretStoreState } from '#contract/machine-lock'
import { minimumCost } from '#main/staff/index'
import { createApp, type App } from './create-app'
import type { SecretStore } from './ports'

const manager = { username: 'manager', displayName: 'کیوان رستگار', passphrase: 'a long enough passphrase' }
const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.error.code)

/** A keeper of secrets as a system has one: its own key, and nothing of another machine's opens. */
const newStore = (state: SecretStoreState = 'ready'): SecretStore => {
  const key = randomBytes(32)
  return {
    state: () => Promise.resolve(state),
    wrap: (secret) => {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key, nonce)
      const sealed = Buffer.concat([cipher.update(secret), cipher.final()])
      return Promise.resolve(Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64'))
    },
    unwrap: (wrapped) => {
      const bytes = Buffer.from(wrapped, 'base64')
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12)).setAuthTag(bytes.subarray(12, 28))
      try {
        return Promise.resolve(Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]))
      } catch (error) {
        return Promise.reject(error instanceof Error ? error : new Error('refused'))
      }
    },
  }
}

const open: App[] = []
afterEach(async () => { for (const app of open.splice(0)) await app.close() })
const appOn = (home: string, secretStore?: SecretStore): App => {
  const app = createApp({ home, host: { kind: 'electron', capabilities: {}, secretStore }, kdfCost: minimumCost })
  open.push(app)
  return app
}
const newHome = (): string => mkdtempSync(join(tmpdir(), 'mohr-machine-'))
const founded = async (store?: SecretStore) => {
  const home = newHome()
  const page = appOn(home, store).connect()
  expect(codeOf(await page.call('office.create', { name: 'اداره‌کل', unit: '0600', manager }))).toBe('ok')
  expect(codeOf(await page.call('staff.signIn', manager))).toBe('ok')
  return { home, page }
}
const bound = async (store = newStore()) => {
  const { home, page } = await founded(store)
  const answer = await page.call('office.bindMachine', {})
  const code = answer.ok ? (answer.value as { recoveryCode: string }).recoveryCode : ''
  return { home, page, code, store }
}

test('security row 1: a bound ring shows no slot, and opens on its machine with the passphrase as before', async () => {
  const { home, page, store } = await bound()
  const file = readFileSync(join(home, 'keyring.json'), 'utf8')
  expect(file).not.toMatch(/scrypt|slots|manager/)
  expect(await page.call('office.machineLock', {})).toEqual({ ok: true, value: { store: 'ready', bound: true } })
  expect(codeOf(await page.call('office.bindMachine', {}))).toBe('MACHINE_BOUND')
  const next = appOn(home, store).connect()
  expect(await next.call('office.status', {})).toMatchObject({ ok: true, value: { state: 'locked', office: { unit: '0600' } } })
  expect(codeOf(await next.call('staff.signIn', { ...manager, passphrase: 'not this passphrase' }))).toBe('SIGN_IN_FAILED')
  expect(codeOf(await next.call('staff.signIn', manager))).toBe('ok')
  expect(await next.call('ledger.list', {})).toMatchObject({ value: { items: [{ kind: 'staff.signIn' }, { kind: 'staff.signInFailed' }, { kind: 'office.bindMachine' }, {}, {}, {}, {}, {}] } })
})

test('a copy elsewhere takes not even a try at a passphrase; the code opens it, and binds it there', async () => {
  const { home, code } = await bound()
  const copy = newHome()
  cpSync(home, copy, { recursive: true })
  const stores = [undefined, newStore(), newStore('absent')]
  for (const store of stores) {
    const page = appOn(copy, store).connect()
    expect(codeOf(await page.call('staff.signIn', { ...manager, passphrase: 'not this passphrase' }))).toBe('MACHINE_LOCKED')
    expect(codeOf(await page.call('staff.signIn', manager))).toBe('MACHINE_LOCKED')
    expect(codeOf(await page.call('office.recoverMachine', { code: `${code.slice(0, -1)}${code.endsWith('7') ? '8' : '7'}` }))).toBe('RECOVERY_CODE_WRONG')
    expect(codeOf(await page.call('office.recoverMachine', { code: 'سلام' }))).toBe('RECOVERY_CODE_WRONG')
  }
  const there = newStore()
  const page = appOn(copy, there).connect()
  expect(codeOf(await page.call('office.recoverMachine', { code: code.toLowerCase() }))).toBe('ok')
  expect(codeOf(await page.call('staff.signIn', manager))).toBe('ok')
  expect(codeOf(await appOn(copy, there).connect().call('staff.signIn', manager))).toBe('ok')
})

test('a host without a store opens with the code for as long as it runs, and no longer', async () => {
  const { home, code } = await bound()
  const page = appOn(home).connect()
  expect(codeOf(await page.call('office.recoverMachine', { code }))).toBe('ok')
  expect(codeOf(await page.call('staff.signIn', manager))).toBe('ok')
  expect(codeOf(await appOn(home).connect().call('staff.signIn', manager))).toBe('MACHINE_LOCKED')
})

test('new users, new passphrases and unbinding work under the lock', async () => {
  const { home, page, store } = await bound()
  const clerk = { username: 'clerk', displayName: 'زهرا آل‌کثیر', roles: ['clerk'], active: true, passphrase: 'another long passphrase' }
  expect(codeOf(await page.call('staff.saveUser', clerk))).toBe('ok')
  expect(codeOf(await page.call('staff.changePassphrase', { current: manager.passphrase, next: 'yet another passphrase' }))).toBe('ok')
  const changed = { ...manager, passphrase: 'yet another passphrase' }
  expect(codeOf(await appOn(home, store).connect().call('staff.signIn', clerk))).toBe('ok')
  expect(codeOf(await page.call('office.unbindMachine', {}))).toBe('ok')
  expect(codeOf(await page.call('office.unbindMachine', {}))).toBe('MACHINE_UNBOUND')
  expect(codeOf(await appOn(home).connect().call('staff.signIn', changed))).toBe('ok')
})

test('a fixed password of the system is no store, and none is none: nothing is bound', async () => {
  for (const [state, code] of [['plain_text', 'SECRET_STORE_PLAIN'], ['absent', 'SECRET_STORE_ABSENT']] as const) {
    const { home, page } = await founded(newStore(state))
    expect(codeOf(await page.call('office.bindMachine', {}))).toBe(code)
    expect(readFileSync(join(home, 'keyring.json'), 'utf8')).toContain('"v": 1')
  }
  const { page } = await founded()
  expect(codeOf(await page.call('office.bindMachine', {}))).toBe('SECRET_STORE_ABSENT')
  // A store that loses what it took.
  const forgetful = { ...newStore(), unwrap: () => Promise.resolve(randomBytes(32)) }
  expect(codeOf(await (await founded(forgetful)).page.call('office.bindMachine', {}))).toBe('SECRET_STORE_ABSENT')
})

test('every member of a bound ring is bound to the others', async () => {
  const { home, store } = await bound()
  const file = join(home, 'keyring.json')
  const ring = JSON.parse(readFileSync(file, 'utf8')) as { office: { name: string }; machine: { recovery: string }; sealed: string }
  const changes = [
    { ...ring, office: { ...ring.office, name: 'اداره‌کل دیگر' } }, { ...ring, sealed: `${ring.sealed.slice(0, -2)}AA` },
    { ...ring, machine: { ...ring.machine, recovery: `${ring.machine.recovery.slice(0, -2)}AA` } },
  ]
  for (const change of changes) {
    writeFileSync(file, JSON.stringify(change))
    expect(codeOf(await appOn(home, store).connect().call('staff.signIn', manager))).toBe('MACHINE_LOCKED')
  }
})
