import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { InputOf, OperationName, OutputOf, Result } from '#contract'
import type { Restored } from '#contract/office'
import { createApp, type App } from '#main/app/create-app'
import { fixedClock } from '#main/app/clock'
import { Fault } from '#main/app/fault'
import { minimumCost } from '#main/staff/index'
import { openIdentity } from './backup-key'
import { readHeader } from './backup-file'
import { layDown } from './restore-backup'

const host = { kind: 'cli', capabilities: {} } as const
const manager = { username: 'manager', displayName: 'کیوان رستگار', passphrase: 'a long enough passphrase' }
const passphrase = 'گذرواژهٔ پشتیبان اداره'
const folderOf = (name: string): string => mkdtempSync(join(tmpdir(), `mohr-${name}-`))
const scan = `ab/ab${'0'.repeat(62)}`

type Desk = { home: string; app: App; clock: ReturnType<typeof fixedClock>; ask<N extends OperationName>(name: N, input: InputOf<N>): Promise<Result<OutputOf<N>>> }

const deskIn = (home: string, instant = '2026-11-21T06:00:00Z'): Desk => {
  const clock = fixedClock(instant)
  const app = createApp({ home, host, clock, kdfCost: minimumCost })
  const door = app.connect()
  // The door answers an operation with that operation's output.
  return { home, app, clock, ask: (name, input) => door.call(name, input) as Promise<Result<OutputOf<typeof name>>> }
}
const signedIn = async (home: string, instant?: string): Promise<Desk> => {
  const desk = deskIn(home, instant)
  expect(await desk.ask('staff.signIn', { username: manager.username, passphrase: manager.passphrase })).toMatchObject({ ok: true })
  return desk
}
const founded = async (): Promise<Desk> => {
  const home = folderOf('office')
  const desk = deskIn(home)
  await desk.ask('office.create', { name: 'اداره‌کل خوزستان', unit: '0600', manager })
  await desk.app.close()
  mkdirSync(join(home, 'scans', dirname(scan)), { recursive: true })
  writeFileSync(join(home, 'scans', scan), 'sealed bytes of a scan')
  return signedIn(home)
}
const codeOf = (answer: Result<unknown>): string => (answer.ok ? 'ok' : answer.error.code)
const valueOf = <T>(answer: Result<T>): T => {
  if (!answer.ok) throw new Error(answer.error.code)
  return answer.value
}
const backedUp = async (desk: Desk, keep = 14): Promise<string> => {
  const folder = folderOf('backups')
  valueOf(await desk.ask('backups.setUp', { version: 0, folder, keep, passphrase }))
  return join(folder, valueOf(await desk.ask('backups.make', {})).fileName)
}
/** Kinds, newest first; without the list of the day's first round, which comes when that round gets to it. */
const entries = async (desk: Desk): Promise<string[]> =>
  valueOf(await desk.ask('ledger.list', {})).items.map(({ kind }) => kind).filter((kind) => kind !== 'statusList.publish')

test('security row 31: what was backed up opens in an empty folder with the same people, ledger and scans', async () => {
  const desk = await founded()
  const before = await entries(desk)
  const file = await backedUp(desk)
  await desk.app.close()
  const elsewhere = deskIn(folderOf('new'))
  const restored = valueOf(await elsewhere.ask('office.restore', { file, passphrase }))
  expect(restored).toEqual({ name: 'اداره‌کل خوزستان', unit: '0600', training: false, at: '2026-11-21T06:00:00.000Z', scans: 1, missing: 0 })
  await elsewhere.app.close()
  const again = await signedIn(elsewhere.home)
  expect((await entries(again)).slice(1)).toEqual(['backup.setUp', ...before])
  expect(valueOf(await again.ask('ledger.verify', {}))).toMatchObject({ ok: true })
  expect(readFileSync(join(elsewhere.home, 'scans', scan), 'utf8')).toBe('sealed bytes of a scan')
  expect(readdirSync(elsewhere.home).filter((name) => name.startsWith('.restore-'))).toEqual([])
  await again.app.close()
})

test('what is written while the file is held still waits in the log and is in the office, not in the backup', async () => {
  const desk = await founded()
  const folder = folderOf('backups')
  valueOf(await desk.ask('backups.setUp', { version: 0, folder, passphrase }))
  const [made, saved] = await Promise.all([
    desk.ask('backups.make', {}),
    desk.ask('staff.saveUser', { username: 'late', displayName: 'ثبت هم‌زمان', post: '', roles: ['clerk'], active: true, version: null, passphrase: 'another long passphrase' }),
  ])
  expect([codeOf(made), codeOf(saved)]).toEqual(['ok', 'ok'])
  expect(valueOf(await desk.ask('staff.list', {})).members.map(({ username }) => username)).toContain('late')
  await desk.app.close()
  const elsewhere = deskIn(folderOf('new'))
  valueOf(await elsewhere.ask('office.restore', { file: join(folder, valueOf(made).fileName), passphrase }))
  await elsewhere.app.close()
  const again = await signedIn(elsewhere.home)
  expect(valueOf(await again.ask('ledger.verify', {}))).toMatchObject({ ok: true })
  await again.app.close()
  const still = await signedIn(desk.home)
  expect(valueOf(await still.ask('ledger.verify', {}))).toMatchObject({ ok: true })
  await still.app.close()
})

test('one altered byte anywhere, a cut or another file: refused by name, and no office is left behind', async () => {
  const desk = await founded()
  const file = await backedUp(desk)
  await desk.app.close()
  const whole = readFileSync(file)
  const identity = await openIdentity((await readHeader(file)).header.identity, passphrase)
  const home = folderOf('new')
  const into = (bytes: Buffer): Promise<Restored> => {
    const spoilt = join(folderOf('spoilt'), 'x.mohr-backup')
    writeFileSync(spoilt, bytes)
    return layDown(home, spoilt, identity!, () => undefined, () => undefined)
  }
  const flipped = (at: number): Buffer => {
    const bytes = Buffer.from(whole)
    bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at)
    return bytes
  }
  const damaged = new Fault('BACKUP_DAMAGED')
  const headerEnd = whole.indexOf(0x0a)
  await fc.assert(fc.asyncProperty(fc.integer({ min: headerEnd + 1, max: whole.length - 1 }), async (at) => {
    await expect(into(flipped(at)), `byte ${at}`).rejects.toEqual(damaged)
  }), { numRuns: 25, examples: [[headerEnd + 3], [headerEnd + 200], [whole.length - 1]] })
  for (const length of [0, 40, headerEnd + 1, headerEnd + 5000, whole.length - 1]) await expect(into(whole.subarray(0, length)), `cut at ${length}`).rejects.toEqual(damaged)
  await expect(into(Buffer.from('{"typ":"mohr-backup","v":2}\n'))).rejects.toEqual(new Fault('BACKUP_NEWER'))
  expect(readdirSync(home).filter((name) => name !== 'scans')).toEqual([])
  expect(await into(whole)).toMatchObject({ unit: '0600', scans: 1 })
})

test('another passphrase, a file that is not there and a folder with an office are refused by name', async () => {
  const desk = await founded()
  const file = await backedUp(desk)
  expect(codeOf(await desk.ask('office.restore', { file, passphrase }))).toBe('OFFICE_EXISTS')
  const elsewhere = deskIn(folderOf('new'))
  expect(codeOf(await elsewhere.ask('office.restore', { file, passphrase: 'not this passphrase' }))).toBe('BACKUP_PASSPHRASE_WRONG')
  expect(codeOf(await elsewhere.ask('office.restore', { file: `${file}.gone`, passphrase }))).toBe('BACKUP_UNREADABLE')
  expect(codeOf(await elsewhere.ask('office.restore', { file: dirname(file), passphrase }))).toBe('BACKUP_UNREADABLE')
  expect(await elsewhere.ask('office.status', {})).toMatchObject({ ok: true, value: { state: 'absent' } })
  await Promise.all([elsewhere.app.close(), desk.app.close()])
})

test('the newest are kept, of this office only; a scan is copied once and one that is missing beside the backup is counted', async () => {
  const desk = await founded()
  const folder = folderOf('backups')
  writeFileSync(join(folder, '0700-20200101T000000Z.mohr-backup'), 'of another office')
  valueOf(await desk.ask('backups.setUp', { version: 0, folder, keep: 2, passphrase }))
  const names: string[] = []
  for (const minute of ['01', '02', '03']) {
    desk.clock.set(`2026-11-21T06:${minute}:00Z`)
    names.push(valueOf(await desk.ask('backups.make', {})).fileName)
  }
  expect(readdirSync(folder).sort()).toEqual([names[1], names[2], '0700-20200101T000000Z.mohr-backup', 'scans'].sort())
  rmSync(join(folder, 'scans', scan))
  const into = deskIn(folderOf('new'))
  expect(valueOf(await into.ask('office.restore', { file: join(folder, names[2]!), passphrase }))).toMatchObject({ scans: 1, missing: 1 })
  await Promise.all([into.app.close(), desk.app.close()])
})

test('what a killed backup left is cleared by a later one; another office’s and one under way are not', async () => {
  const desk = await founded()
  const folder = folderOf('backups')
  valueOf(await desk.ask('backups.setUp', { version: 0, folder, keep: 2, passphrase }))
  const [killed, underWay, foreign] = ['0600-20261120T020000Z.mohr-backup.part', '0600-20261121T020000Z.mohr-backup.part', '0700-20261120T020000Z.mohr-backup.part'] as const
  for (const [name, touched] of [[killed, '2026-11-20T02:01:00Z'], [underWay, '2026-11-21T05:59:00Z'], [foreign, '2026-11-20T02:01:00Z']] as const) {
    writeFileSync(join(folder, name), 'half')
    utimesSync(join(folder, name), new Date(touched), new Date(touched))
  }
  const { fileName } = valueOf(await desk.ask('backups.make', {}))
  expect(readdirSync(folder).sort()).toEqual([underWay, fileName, foreign, 'scans'].sort())
  await desk.app.close()
})

test('a folder that is not there, inside the office or not writable is refused before anything else', async () => {
  const desk = await founded()
  const cause = async (folder: string): Promise<unknown> => {
    const answer = await desk.ask('backups.setUp', { version: 0, folder, passphrase })
    return answer.ok ? 'ok' : [answer.error.code, answer.error.details?.['cause']]
  }
  expect(await cause('backups')).toEqual(['BACKUP_FOLDER', 'RELATIVE'])
  expect(await cause(join(desk.home, 'backups'))).toEqual(['BACKUP_FOLDER', 'INSIDE'])
  expect(await cause(join(tmpdir(), 'mohr-nothing-here'))).toEqual(['BACKUP_FOLDER', 'ENOENT'])
  expect(await cause(join(desk.home, '..', 'x\0'))).toMatchObject(['BACKUP_FOLDER', expect.any(String)])
  expect(codeOf(await desk.ask('backups.make', {}))).toBe('BACKUP_UNSET')
  await desk.app.close()
})

test('a folder that goes away later is said, noted and reminded of; nothing half made stays', async () => {
  const desk = await founded()
  const file = await backedUp(desk)
  rmSync(dirname(file), { recursive: true })
  expect(codeOf(await desk.ask('backups.make', {}))).toBe('BACKUP_FOLDER')
  desk.clock.set('2026-11-26T06:00:00Z')
  expect(valueOf(await desk.ask('backups.state', {}))).toMatchObject({ days: 5, remindAfter: 3, runs: [{ failure: 'BACKUP_FOLDER', fileName: null }, { failure: null }] })
  await desk.app.close()
})
