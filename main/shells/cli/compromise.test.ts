import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import type { CompromiseDrill } from '#contract/compromise'
import { checkpointHandlers } from '#main/checkpoints/index'
import { createPermitOffice, passphrase, type PermitOffice } from '#main/permits/testing/permit-office'
import { recordingTerminal } from '#main/shells/testing/recording-terminal'
import { openDatabase } from '#db/open'
import { findPermit } from '#db/permits/permit-repo'
import { findActiveKey } from '#db/signing/key-repo'
import { insertStaff } from '#db/staff/staff-repo'
import { runCommand } from './run-command'

let office: PermitOffice
let kid = ''
let nos: string[] = []
const since = '2026-11-10T20:00:00Z'

/** One permit under a checkpoint, one of the same day that no checkpoint holds, one after the suspicion. */
beforeEach(async () => {
  office = createPermitOffice({ instant: '2026-11-10T06:12:09Z' })
  insertStaff(office.db, { username: 'director', displayName: 'مدیر', post: '', roles: ['director'], active: true }, '2026-11-01T06:00:00Z')
  const under = await office.issue(1)
  office.clock.set('2026-11-10T10:00:00Z')
  await checkpointHandlers.seal(office.as('it'), {})
  office.clock.set('2026-11-10T12:00:00Z')
  const unproven = await office.issue(2)
  office.clock.set('2026-11-11T06:00:00Z')
  nos = [under, unproven, await office.issue(3)]
  kid = findActiveKey(office.db, 'director', 'director')!.kid
  office.db.close()
})
const drill = async (args: string[], typed = passphrase) => {
  const terminal = recordingTerminal({ MOHR_PASSPHRASE: typed })
  return { code: await runCommand(['compromise', ...args, '--home', office.home, '--user', 'director'], terminal), terminal }
}

test('design 12: the drill tells every permit that no checkpoint proves, in words and as JSON, and changes nothing', async () => {
  const { code, terminal } = await drill([kid, '--since', since])
  expect(code).toBe(0)
  const said = terminal.lines.join('\n')
  for (const no of nos.slice(1)) expect(said).toContain(no)
  expect(said).not.toContain(nos[0])
  const asked = await drill([kid, '--since', since, '--json'])
  expect(asked.code).toBe(0)
  const shown = asked.terminal.json() as CompromiseDrill
  expect(shown).toMatchObject({ kid, signed: 3, before: 1, suspends: 2, permits: [{ no: nos[1], proof: 'unproven' }, { no: nos[2], proof: 'after' }] })
  expect(shown.sealedAt).toBe('2026-11-10T10:00:00.000Z')
  const db = openDatabase(join(office.home, 'office.db'), office.databaseKey)
  expect(nos.map((no) => findPermit(db, no)!.status)).toEqual(['valid', 'valid', 'valid'])
  db.close()
})

test('before any checkpoint nothing is proven, and that is said', async () => {
  const { terminal } = await drill([kid, '--since', '2026-11-10T08:00:00Z', '--json'])
  expect(terminal.json()).toMatchObject({ before: 0, suspends: 3, sealedAt: null, position: 0 })
})

test('bad input: no time, an hour that is none, a key that is none or not here, a time to come, a wrong passphrase', async () => {
  expect((await drill([kid])).code).toBe(2)
  const codeOf = async (...args: string[]): Promise<unknown> => {
    const { code, terminal } = await drill([...args, '--json'])
    return [code, (terminal.json() as { error: { code: string } }).error.code]
  }
  expect(await codeOf(kid, '--since', 'yesterday')).toEqual([1, 'INPUT_INVALID'])
  expect(await codeOf('d-1', '--since', since)).toEqual([1, 'INPUT_INVALID'])
  expect(await codeOf('d-AAAAAAAAAAAAAAAA', '--since', since)).toEqual([1, 'NOT_FOUND'])
  expect(await codeOf(kid, '--since', '2999-01-01T00:00:00Z')).toEqual([1, 'COMPROMISE_FUTURE'])
  expect((await drill([kid, '--since', since], 'another one')).code).toBe(4)
})
