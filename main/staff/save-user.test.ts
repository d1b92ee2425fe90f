import { beforeEach, describe, expect, test } from 'vitest'
import type { Role } from '#contract'
import { fixedClock } from '#main/app/clock'
import type { Context } from '#main/app/ports'
import { findStaff } from '#db/staff/staff-repo'
import { listEntries } from '#db/ledger/ledger-repo'
import { createDb, freshHome } from '#db/testing/memory-db'
import { saveUser, type UserChange } from './save-user'

let context: Context
beforeEach(() => {
  context = {
    db: createDb(), clock: fixedClock('2026-11-21T06:00:00Z'), office: { name: 'o', unit: '0600', training: false }, home: freshHome(),
    actor: { username: 'manager', displayName: 'م', role: 'system_manager' },
    vault: { openUserKey: () => Buffer.alloc(32) }, emit: () => undefined, log: { write: () => undefined },
  }
  save('manager', ['system_manager'])
})
const as = (role: Role): Context => ({ ...context, actor: { ...context.actor, role } })
const save = (username: string, roles: Role[], change: Partial<UserChange> = {}, by = context) =>
  saveUser(by, { username, displayName: 'ن', post: '', roles, active: true, version: null, ...change })
const codeOf = (work: () => unknown): string => {
  try {
    work()
    return 'ok'
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error)
  }
}

test('a user is added, changed at the version that was read, and each time written to the ledger', () => {
  expect(save('clerk', ['clerk'])).toMatchObject({ username: 'clerk', roles: ['clerk'], active: true, version: 1 })
  expect(save('clerk', ['clerk', 'expert'], { version: 1 })).toMatchObject({ roles: ['clerk', 'expert'], version: 2 })
  expect(codeOf(() => save('clerk', ['clerk'], { version: 1 }))).toBe('VERSION_STALE')
  expect(codeOf(() => save('clerk', ['clerk'], { version: null }))).toBe('VERSION_STALE')
  expect(listEntries(context.db, null, 'staff.save', 10)).toHaveLength(3)
})

describe('who may be what', () => {
  test.each<[Role[], string]>([
    [['clerk'], 'ok'], [['it'], 'ok'], [['director'], 'STAFF_ROLE_FORBIDDEN'], [['expert'], 'STAFF_ROLE_FORBIDDEN'],
    [['clerk', 'system_manager'], 'STAFF_ROLE_FORBIDDEN'],
  ])('IT grants %j: %s', (roles, code) => {
    expect(codeOf(() => save('someone', roles, {}, as('it')))).toBe(code)
    expect(findStaff(context.db, 'someone') !== undefined).toBe(code === 'ok')
  })

  test('IT may not take such a role away either, but may stop the user\'s work', () => {
    save('expert', ['expert'])
    expect(codeOf(() => save('expert', ['clerk'], { version: 1 }, as('it')))).toBe('STAFF_ROLE_FORBIDDEN')
    expect(codeOf(() => save('expert', ['expert'], { version: 1, active: false }, as('it')))).toBe('ok')
  })

  test('nobody signs permits and runs the machine', () => {
    expect(codeOf(() => save('both', ['director', 'it']))).toBe('STAFF_ROLES_EXCLUSIVE')
  })

  test('the last system manager stays one', () => {
    expect(codeOf(() => save('manager', ['clerk'], { version: 1 }))).toBe('STAFF_LAST_MANAGER')
    expect(codeOf(() => save('manager', ['system_manager'], { version: 1, active: false }))).toBe('STAFF_LAST_MANAGER')
    save('second', ['system_manager'])
    expect(codeOf(() => save('manager', ['clerk'], { version: 1 }))).toBe('ok')
  })

  test('what is refused leaves no row and no entry', () => {
    const before = listEntries(context.db, null, '', 50).length
    for (const roles of [['director', 'it'], ['it', 'director']] as Role[][]) codeOf(() => save('both', roles))
    expect(findStaff(context.db, 'both')).toBeUndefined()
    expect(listEntries(context.db, null, '', 50)).toHaveLength(before)
  })
})
