import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findOperation, operationNames, roles, type OperationName, type Role } from '#contract'
import { KeyRing, minimumCost } from '#main/staff/index'
import { listEntries } from '#db/ledger/ledger-repo'
import type { Writer } from '#db/handle'
import { openDatabase } from '#db/open'
import { createApp, type App, type Connection } from './create-app'
import { fixedClock } from './clock'
import { roleMatrix } from './testing/role-matrix'

const passphrase = 'a long enough passphrase'
const letters: Readonly<Record<Role, string>> = { director: 'D', expert: 'E', clerk: 'C', inspector: 'I', system_manager: 'S', it: 'T', auditor: 'U' }
/** No object: whoever is let in gets INPUT_INVALID, so that asking everything changes nothing. */
const nonsense = 'nonsense'

/** What the contract says, in the table's own words. */
const declared = (name: OperationName): string => {
  const { access } = findOperation(name)!
  if (access === 'anyone') return 'anyone'
  return access === 'signed_in' ? 'DECISTU' : roles.filter((role) => access.includes(role)).map((role) => letters[role]).join('')
}

test('the checked-in table and the contract agree: a change of either is a change of who may do what', () => {
  expect(Object.fromEntries(operationNames.map((name) => [name, declared(name)]))).toEqual(roleMatrix)
})

describe('every role × operation, asked through the door', () => {
  let app: App
  let db: Writer
  const doors = new Map<Role, Connection>()
  beforeAll(async () => {
    const home = mkdtempSync(join(tmpdir(), 'mohr-matrix-'))
    app = createApp({ home, host: { kind: 'cli', capabilities: {} }, clock: fixedClock('2026-11-21T06:00:00Z'), kdfCost: minimumCost })
    const founder = app.connect()
    const ok = async (door: Connection, name: string, input: unknown): Promise<void> => {
      const answer = await door.call(name, input)
      if (!answer.ok) throw new Error(`${name} ${answer.error.code}`)
    }
    await ok(founder, 'office.create', { name: 'اداره‌کل', unit: '0600', manager: { username: 'system_manager', displayName: 'م', passphrase } })
    await ok(founder, 'staff.signIn', { username: 'system_manager', passphrase })
    for (const role of roles) {
      if (role !== 'system_manager') await ok(founder, 'staff.saveUser', { username: role, displayName: 'ن', roles: [role], active: true, passphrase })
      const door = app.connect()
      await ok(door, 'staff.signIn', { username: role, passphrase })
      doors.set(role, door)
    }
    db = openDatabase(join(home, 'office.db'), new KeyRing(home, minimumCost).open('it', passphrase)!.databaseKey)
  }, 60_000)
  afterAll(async () => {
    db.close()
    await app.close()
  })

  /** Everything but the ledger, row by row. */
  const everything = (): string => {
    const tables = db.prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'ledger_%' AND sql LIKE '%STRICT%' ORDER BY name").pluck().all()
    expect(tables.length).toBeGreaterThan(20)
    return JSON.stringify(tables.map((table) => [table, db.prepare(`SELECT * FROM ${table}`).all()]))
  }
  const codeOf = async (door: Connection, name: string): Promise<string> => {
    const answer = await door.call(name, nonsense)
    return answer.ok ? 'ok' : answer.error.code
  }

  test.each(roles)('%s', async (role) => {
    const before = everything()
    const denied: string[] = []
    for (const [name, allowed] of Object.entries(roleMatrix)) {
      const may = allowed === 'anyone' || allowed.includes(letters[role])
      expect(await codeOf(doors.get(role)!, name), name).toBe(may ? 'INPUT_INVALID' : 'ROLE_REFUSED')
      if (!may) denied.push(name)
    }
    expect(everything()).toBe(before)
    const logged = listEntries(db, null, 'staff.deny', 400).filter((entry) => entry.actor === role)
    expect(logged.map((entry) => (JSON.parse(entry.payload) as { operation: string }).operation).reverse()).toEqual(denied)
    expect(logged.every((entry) => entry.role === role && entry.delivery_state === null)).toBe(true)
  })

  test('nobody signed in may only knock', async () => {
    const stranger = app.connect()
    for (const [name, allowed] of Object.entries(roleMatrix)) {
      expect(await codeOf(stranger, name), name).toBe(allowed === 'anyone' ? 'INPUT_INVALID' : 'NOT_SIGNED_IN')
    }
  })

  test('a refused call with perfect input is refused all the same', async () => {
    const before = everything()
    const made = await doors.get('it')!.call('signing.createKey', { passphrase })
    expect(made).toMatchObject({ ok: false, error: { code: 'ROLE_REFUSED' } })
    const saved = await doors.get('clerk')!.call('staff.saveUser', { username: 'mine', displayName: 'من', roles: ['director'], active: true, passphrase })
    expect(saved).toMatchObject({ ok: false, error: { code: 'ROLE_REFUSED' } })
    expect(everything()).toBe(before)
  })

  test('a user who is made inactive is out at the next call, in every window', async () => {
    const manager = doors.get('system_manager')!
    await manager.call('staff.saveUser', { username: 'clerk', displayName: 'ن', roles: ['clerk'], active: false, version: 1 })
    expect(await codeOf(doors.get('clerk')!, 'dossiers.find')).toBe('NOT_SIGNED_IN')
    const again = await app.connect().call('staff.signIn', { username: 'clerk', passphrase })
    expect(again).toMatchObject({ ok: false, error: { code: 'STAFF_INACTIVE' } })
  })

  test('a role taken away is gone at the next call', async () => {
    await doors.get('system_manager')!.call('staff.saveUser', { username: 'expert', displayName: 'ن', roles: ['clerk'], active: true, version: 1 })
    expect(await codeOf(doors.get('expert')!, 'dossiers.recordOpinion')).toBe('ROLE_REFUSED')
    expect(await codeOf(doors.get('expert')!, 'dossiers.savePerson')).toBe('INPUT_INVALID')
  })
})
