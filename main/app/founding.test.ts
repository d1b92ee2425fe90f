import { cpSync, mkdirSync, mkdtempSync, readdirSync, renameSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import type { InputOf, OperationName, OutputOf, Result } from '#contract'
import type { FirstRunDraft } from '#contract/first-run'
import { minimumCost } from '#main/staff/index'
import { createApp, type App } from './create-app'
import type { Host } from './ports'

const manager = { username: 'manager', displayName: 'کیوان رستگار', passphrase: 'a long enough passphrase' }
const office = { name: 'اداره‌کل خوزستان', unit: '0600', manager }
const folder = (name: string): string => mkdtempSync(join(tmpdir(), `mohr-${name}-`))

const open: App[] = []
afterEach(async () => { for (const app of open.splice(0)) await app.close() })

type Ask = <N extends OperationName>(name: N, input: InputOf<N>) => Promise<Result<OutputOf<N>>>
const deskIn = (home: string, host: Host = { kind: 'cli', capabilities: {} }): Ask => {
  const app = createApp({ home, host, kdfCost: minimumCost })
  open.push(app)
  const door = app.connect()
  // The door answers an operation with that operation's output.
  return (name, input) => door.call(name, input) as Promise<Result<OutputOf<typeof name>>>
}
const codeOf = (answer: Result<unknown>): string => (answer.ok ? 'ok' : answer.error.code)
const valueOf = <T>(answer: Result<T>): T => {
  if (!answer.ok) throw new Error(`${answer.error.code} ${JSON.stringify(answer.error.fields)}`)
  return answer.value
}
const signIn = { username: manager.username, passphrase: manager.passphrase }

/** A whole office in the folder where one is made, as a founding leaves it before it is moved. */
const foundedAside = async (): Promise<string> => {
  const home = folder('aside')
  await deskIn(join(home, '.founding'))('office.create', office)
  for (const app of open.splice(0)) await app.close()
  return home
}

test('a founding killed before its end is no office: it is noticed, taken away, and the next one is whole', async () => {
  const home = await foundedAside()
  const ask = deskIn(home)
  expect(valueOf(await ask('office.status', {})).state).toBe('absent')
  expect(valueOf(await ask('office.firstRun', {}))).toMatchObject({ cutOff: true })
  expect(codeOf(await ask('office.clearCutOff', {}))).toBe('ok')
  expect(valueOf(await ask('office.firstRun', {}))).toMatchObject({ cutOff: false })
  expect(readdirSync(home)).toEqual([])
  expect(codeOf(await ask('office.create', office))).toBe('ok')
  expect(readdirSync(home).sort()).toEqual(['keyring.json', 'office.db'])
  expect(codeOf(await ask('staff.signIn', signIn))).toBe('ok')
})

test('a founding killed while its files were moved goes on at the next start, after any number of them', async () => {
  const made = await foundedAside()
  for (const name of ['training-registry.db', 'checkpoints.txt']) writeFileSync(join(made, '.founding', name), name)
  mkdirSync(join(made, '.founding/scans'))
  writeFileSync(join(made, '.founding/whole'), '')
  const names = readdirSync(join(made, '.founding')).filter((name) => name !== 'whole' && name !== 'keyring.json')
  for (let moved = 0; moved <= names.length + 1; moved += 1) {
    const home = folder('moved')
    cpSync(made, home, { recursive: true })
    for (const name of [...names, 'keyring.json'].slice(0, moved)) renameSync(join(home, '.founding', name), join(home, name))
    const ask = deskIn(home)
    expect(valueOf(await ask('office.status', {})).state, `${moved} moved`).toBe('locked')
    expect(readdirSync(home).sort()).toEqual(['checkpoints.txt', 'keyring.json', 'office.db', 'scans', 'training-registry.db'])
    expect(codeOf(await ask('staff.signIn', signIn))).toBe('ok')
  }
})

test('what lies in the place of a new office without being one is kept under another name', async () => {
  const home = folder('kept')
  writeFileSync(join(home, 'checkpoints.txt'), 'of an office that is gone')
  writeFileSync(join(home, 'office.db'), 'of a lost ring')
  writeFileSync(join(home, 'office.db-wal'), 'its log')
  expect(codeOf(await deskIn(home)('office.createTraining', { sampleData: true }))).toBe('ok')
  const kept = readdirSync(home).filter((name) => name.includes('.kept'))
  expect(kept.map((name) => name.replace(/\.\d+T\d+Z/, ''))).toEqual(expect.arrayContaining(['office.db.kept', 'office.db.kept-wal', 'checkpoints.txt.kept']))
  expect(readdirSync(home)).not.toContain('.founding')
})

test('a founding that is refused leaves nothing but what was typed, and two at once make one office', async () => {
  const home = folder('refused')
  const ask = deskIn(home)
  const inside = { ...office, backup: { folder: join(home, 'backups'), passphrase: 'a passphrase for backups' } }
  expect(await ask('office.create', inside)).toMatchObject({ ok: false, error: { code: 'BACKUP_FOLDER', details: { cause: 'INSIDE' }, fields: [{ field: 'backup.folder', reason: 'INVALID' }] } })
  expect(codeOf(await ask('office.create', { ...office, lockToMachine: true }))).toBe('SECRET_STORE_ABSENT')
  expect(readdirSync(home)).toEqual([])
  const both = await Promise.all([ask('office.createTraining', { sampleData: false }), ask('office.create', office), ask('office.clearCutOff', {})])
  expect(both.map(codeOf)).toEqual(['ok', 'OFFICE_FOUNDING', 'OFFICE_FOUNDING'])
})

test('an office begins with its first users and a backup plan, each under a passphrase of their own', async () => {
  const ask = deskIn(folder('whole'))
  const clerk = { username: 'clerk', displayName: 'زهرا آل‌کثیر', post: 'متصدی پیشخوان', role: 'clerk' as const, passphrase: 'another long passphrase' }
  const backups = folder('backups')
  expect(await ask('office.create', { ...office, users: [clerk, { ...clerk, username: 'Manager' }, clerk] })).toMatchObject({ ok: false, error: { fields: [
    { field: 'users.1.username', reason: 'USERNAME_TAKEN' }, { field: 'users.2.username', reason: 'USERNAME_TAKEN' },
  ] } })
  expect(valueOf(await ask('office.create', { ...office, users: [clerk], backup: { folder: backups, passphrase: 'a passphrase for backups' } }))).toEqual({ recoveryCode: null })
  expect(codeOf(await ask('staff.signIn', { username: 'clerk', passphrase: clerk.passphrase }))).toBe('ok')
  expect(codeOf(await ask('staff.signIn', signIn))).toBe('ok')
  expect(valueOf(await ask('backups.state', {})).plan).toMatchObject({ folder: backups, setBy: 'manager' })
  expect(valueOf(await ask('backups.make', {})).failure).toBeNull()
})

test('what was typed outlives the program until there is an office, and no passphrase is among it', async () => {
  const home = folder('draft')
  const draft: FirstRunDraft = {
    way: 'new', step: 2, province: '06', county: '00', name: 'اداره‌کل خوزستان', backupFolder: '', lockToMachine: false, file: '',
    users: [{ displayName: 'کیوان رستگار', username: 'manager', post: '', role: 'system_manager' }],
  }
  expect(codeOf(await deskIn(home)('office.keepDraft', { draft }))).toBe('ok')
  const ask = deskIn(home)
  expect(valueOf(await ask('office.firstRun', {}))?.draft).toEqual(draft)
  expect(codeOf(await ask('office.keepDraft', { draft: { ...draft, passphrase: 'secret' } as never }))).toBe('INPUT_INVALID')
  writeFileSync(join(home, 'first-run.json'), '{')
  expect(valueOf(await ask('office.firstRun', {}))).toMatchObject({ draft: null })
  expect(codeOf(await ask('office.keepDraft', { draft }))).toBe('ok')
  expect(codeOf(await ask('office.create', office))).toBe('ok')
  expect(readdirSync(home)).not.toContain('first-run.json')
  expect(valueOf(await ask('office.firstRun', {}))).toBeNull()
  expect(codeOf(await ask('office.keepDraft', { draft }))).toBe('OFFICE_EXISTS')
})
