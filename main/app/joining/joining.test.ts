import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { findOperation, type InputOf, type OperationName, type OutputOf, type Result } from '#contract'
import { allotNumber } from '#main/ledger/index'
import { KeyRing, minimumCost } from '#main/staff/index'
import { openDatabase } from '#db/open'
import { transact } from '#db/transact'
import { fixedClock } from '../clock'
import { createApp, type App } from '../create-app'
import { firstMachineOnly } from './joined-machine'
import { openJoining, sealJoining } from './joining-file'

const phrase = 'a long enough passphrase'
const manager = { username: 'manager', displayName: 'کیوان رستگار', passphrase: phrase }
const users = [
  { username: 'director', displayName: 'علیرضا نیک‌سرشت', post: 'مدیرکل', role: 'director' as const, passphrase: phrase },
  { username: 'clerk', displayName: 'زهرا آل‌کثیر', post: 'متصدی', role: 'clerk' as const, passphrase: phrase },
]
const here = [{ username: 'manager', passphrase: 'another passphrase here' }, { username: 'clerk', passphrase: 'a third passphrase here' }]

type Ask = <N extends OperationName>(name: N, input: InputOf<N>) => Promise<Result<OutputOf<N>>>
type Machine = { home: string; app: App; ask: Ask; clock: ReturnType<typeof fixedClock> }
const open: App[] = []
afterEach(async () => { for (const app of open.splice(0)) await app.close() })

const machine = (home = mkdtempSync(join(tmpdir(), 'mohr-machine-'))): Machine => {
  const clock = fixedClock('2026-11-21T06:00:00Z')
  const app = createApp({ home, host: { kind: 'cli', capabilities: {} }, clock, kdfCost: minimumCost })
  open.push(app)
  const door = app.connect()
  // The door answers an operation with that operation's output.
  return { home, app, clock, ask: (name, input) => door.call(name, input) as Promise<Result<OutputOf<typeof name>>> }
}
const codeOf = (answer: Result<unknown>): string => (answer.ok ? 'ok' : answer.error.code)
const valueOf = <T>(answer: Result<T>): T => {
  if (!answer.ok) throw new Error(`${answer.error.code} ${JSON.stringify(answer.error.fields)}`)
  return answer.value
}

let first: Machine
let second: Machine
let made: OutputOf<'office.makeJoiningFile'>
const file = (): { contentBase64: string; passphrase: string } => ({ contentBase64: made.contentBase64, passphrase: made.passphrase })
const fileFor = async (who: Machine, label = 'پیشخوان دوم'): Promise<OutputOf<'office.makeJoiningFile'>> =>
  valueOf(await first.ask('office.makeJoiningFile', { code: valueOf(await who.ask('office.joiningCode', {})).code, label }))

beforeEach(async () => {
  first = machine()
  second = machine()
  valueOf(await first.ask('office.create', { name: 'اداره‌کل خوزستان', unit: '0600', manager, users }))
  valueOf(await first.ask('staff.signIn', { username: 'manager', passphrase: phrase }))
  valueOf(await first.ask('catalogues.changeSetting', { key: 'lockAfterMinutes', value: '7', before: '15' }))
  made = await fileFor(second)
})

test('a second machine gets the office without a key: its own database, its own slot, its people under passphrases of their own', async () => {
  const view = valueOf(await second.ask('office.readJoiningFile', { contentBase64: made.contentBase64, passphrase: made.passphrase.toLowerCase().replaceAll('-', ' ') }))
  expect(view).toMatchObject({ office: { name: 'اداره‌کل خوزستان', unit: '0600', training: false }, slot: 2, label: 'پیشخوان دوم', madeBy: 'کیوان رستگار', registryUrl: null })
  expect(view.staff.map(({ username, roles }) => [username, ...roles])).toEqual([['clerk', 'clerk'], ['manager', 'system_manager']])
  expect(valueOf(await second.ask('office.join', { ...file(), users: here }))).toEqual({ recoveryCode: null, enrolled: false, enrolFault: null })
  expect(readdirSync(second.home).sort()).toEqual(['keyring.json', 'office.db'])

  expect(codeOf(await second.ask('staff.signIn', { username: 'manager', passphrase: phrase }))).toBe('SIGN_IN_FAILED')
  valueOf(await second.ask('staff.signIn', here[0]!))
  expect(valueOf(await second.ask('office.status', {})).machine).toEqual({ slot: 2, joined: true })
  expect(valueOf(await first.ask('office.status', {})).machine).toEqual({ slot: 1, joined: false })
  expect(valueOf(await second.ask('catalogues.settings', {})).settings.find(({ key }) => key === 'lockAfterMinutes')?.value).toBe('7')
  for (const table of ['fields', 'counties', 'holidays'] as const) {
    const rows = async (who: Machine): Promise<unknown> => valueOf(await who.ask('catalogues.table', { table })).rows
    expect(await rows(second)).toEqual(await rows(first))
  }
  expect(valueOf(await second.ask('signing.keys', {})).keys).toEqual([])
  expect(valueOf(await second.ask('ledger.verify', {})).ok).toBe(true)
})

test('domain model §10: no two machines of an office ever give out the same number', async () => {
  const third = machine()
  const next = await fileFor(third)
  expect([made.slot, next.slot]).toEqual([2, 3])
  valueOf(await second.ask('office.join', { ...file(), users: here }))
  valueOf(await third.ask('office.join', { contentBase64: next.contentBase64, passphrase: next.passphrase, users: here }))
  const numbers = [first, second, third].flatMap(({ home }, i) => {
    const db = openDatabase(join(home, 'office.db'), new KeyRing(home, minimumCost).open('manager', i === 0 ? phrase : here[0]!.passphrase)!.databaseKey)
    const drawn = transact(db, () => (['T', 'C', 'P', 'R'] as const).flatMap((kind) => [0, 1].map(() => allotNumber(db, kind, '0603', '2026-11-21'))))
    db.close()
    return drawn
  })
  expect(new Set(numbers).size).toBe(24)
  expect(numbers.map((no) => no.split('-')[3])).toEqual([...Array.from({ length: 8 }, () => '01'), ...Array.from({ length: 8 }, () => '02'), ...Array.from({ length: 8 }, () => '03')])
})

describe('a joining file', () => {
  test('serves one machine, once, in time, with its passphrase', async () => {
    const other = machine()
    await other.ask('office.joiningCode', {})
    expect(codeOf(await other.ask('office.join', { ...file(), users: here }))).toBe('JOINING_ELSEWHERE')
    expect(codeOf(await second.ask('office.readJoiningFile', { ...file(), passphrase: 'AAAA-AAAA-AAAA-AAAA-AAAA' }))).toBe('JOINING_UNREADABLE')
    second.clock.set('2026-11-24T06:00:01Z')
    expect(codeOf(await second.ask('office.readJoiningFile', file()))).toBe('JOINING_EXPIRED')
    second.clock.set('2026-11-21T04:00:00Z')
    expect(codeOf(await second.ask('office.readJoiningFile', file()))).toBe('JOINING_EXPIRED')
    second.clock.set('2026-11-22T06:00:00Z')
    expect(codeOf(await second.ask('office.join', { ...file(), users: here }))).toBe('ok')
    expect(codeOf(await second.ask('office.join', { ...file(), users: here }))).toBe('OFFICE_EXISTS')
  })

  test('asks for somebody who manages the machine, knows its people and nobody twice; a refusal leaves it as it was', async () => {
    const [boss, clerk] = here as [typeof here[0], typeof here[0]]
    expect(codeOf(await second.ask('office.join', { ...file(), users: [clerk] }))).toBe('JOINING_NO_MANAGER')
    expect(await second.ask('office.join', { ...file(), users: [boss, { ...boss, username: 'director' }] })).toMatchObject({ error: { fields: [{ field: 'users.1.username', reason: 'INVALID' }] } })
    expect(await second.ask('office.join', { ...file(), users: [boss, boss] })).toMatchObject({ error: { fields: [{ field: 'users.1.username', reason: 'USERNAME_TAKEN' }] } })
    expect(readdirSync(second.home)).toEqual(['first-run.json'])
    expect(codeOf(await second.ask('office.join', { ...file(), users: here }))).toBe('ok')
  })

  test('holds no key, no passphrase and nothing readable; any other bytes are refused in words', async () => {
    const bytes = Buffer.from(made.contentBase64, 'base64')
    expect(bytes.subarray(0, 21).toString()).toBe('age-encryption.org/v1')
    const content = await openJoining(bytes, made.passphrase.replaceAll('-', ''))
    if (typeof content === 'string') throw new Error(content)
    const ring = readFileSync(join(first.home, 'keyring.json'), 'utf8')
    expect(JSON.stringify(content)).not.toMatch(/PRIVATE KEY|sealed|scrypt|passphrase/)
    expect(JSON.stringify(content)).not.toContain((/"sealed": "([^"]{20})/.exec(ring))?.[1] ?? 'no slot')
    expect(await openJoining(await sealJoining({ ...content, v: 2 } as never, 'X'), 'X')).toBe('newer')
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (junk) => { expect(await openJoining(junk, 'X')).toBe('unreadable') }))
    await fc.assert(fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
      const altered = Buffer.from(bytes)
      altered[at]! ^= flip
      expect(await openJoining(altered, made.passphrase.replaceAll('-', ''))).toBe('unreadable')
    }), { numRuns: 20 })
  })
})

test('what a joined machine may not do: sign, seal, decide, configure, let others in, or have a director', async () => {
  valueOf(await second.ask('office.join', { ...file(), users: here }))
  valueOf(await second.ask('staff.signIn', here[0]!))
  const code = valueOf(await machine().ask('office.joiningCode', {})).code
  expect(codeOf(await second.ask('office.makeJoiningFile', { code, label: 'سومی' }))).toBe('MACHINE_JOINED')
  expect(codeOf(await second.ask('catalogues.changeSetting', { key: 'lockAfterMinutes', value: '9', before: '7' }))).toBe('MACHINE_JOINED')
  expect(codeOf(await second.ask('signing.createRoot', { passphrase: phrase } as never))).not.toBe('ok')
  expect(codeOf(await second.ask('staff.saveUser', { username: 'boss', displayName: 'م', roles: ['director'], active: true, passphrase: phrase }))).toBe('MACHINE_JOINED')
  // Whatever only a director may do is refused by name too, not only for want of one.
  const directorsOnly = [...firstMachineOnly].filter((name) => findOperation(name)?.access.toString() === 'director')
  expect(directorsOnly).toEqual(expect.arrayContaining(['permits.sign', 'permits.revoke', 'referrals.sign', 'quotas.openYear', 'signing.createKey', 'signing.useTokenKey']))
  for (const name of ['dossiers.file', 'dossiers.savePerson', 'documents.attach', 'enquiries.ask', 'permits.verify', 'registry.sync', 'backups.make', 'checkpoints.seal']) expect(firstMachineOnly.has(name), name).toBe(false)
})
