import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '#main/app/create-app'
import { checkpointHandlers } from '#main/checkpoints/index'
import { openLedgerOffice } from '#main/checkpoints/testing/office'
import { ledgerHandlers } from '#main/ledger/index'
import { minimumCost } from '#main/staff/index'
import { newFolder } from '#main/shells/testing/served-page'
import { recordingTerminal } from '#main/shells/testing/recording-terminal'
import { HomeInUse, readyHome } from '../demo/demo-home'
import { runCommand } from './run-command'

const passphrase = 'a long enough passphrase'
const clerk = { username: 'clerk', displayName: 'مهسا ایزدی', passphrase }
const home = newFolder()
let ledger = ''

beforeAll(async () => {
  const host = { kind: 'cli', capabilities: {} } as const
  const app = createApp({ home, host, kdfCost: minimumCost })
  const door = app.connect()
  const manager = { username: 'manager', displayName: 'کیوان رستگار', passphrase }
  await door.call('office.create', { name: 'اداره‌کل خوزستان', unit: '0600', manager })
  await door.call('staff.signIn', { username: 'manager', passphrase })
  const saved = await door.call('staff.saveUser', { ...clerk, roles: ['clerk'], active: true })
  expect(saved).toMatchObject({ ok: true })
  const exported = await door.call('ledger.export', {})
  if (exported.ok) ledger = (exported.value as { content: string }).content
  await app.close()
})

const file = (name: string, content: string): string => {
  const path = join(newFolder(), name)
  writeFileSync(path, content, { mode: 0o600 })
  return path
}
const run = async (args: string[], env: Record<string, string> = { MOHR_PASSPHRASE: passphrase }) => {
  const terminal = recordingTerminal(env)
  return { code: await runCommand(args, terminal), terminal }
}

describe('the command line itself', () => {
  test('help names every command and the shared codes', async () => {
    const { code, terminal } = await run(['help'])
    expect(code).toBe(0)
    for (const name of ['import', 'sync', 'verify-ledger', 'status', 'registry']) expect(terminal.lines[0]).toContain(`mohr ${name}`)
    expect((await run([])).code).toBe(0)
    expect((await run(['sync', '--help'])).terminal.lines[0]).toContain('75')
  })
  test.each([
    [['nonsense'], 'nonsense'], [['import'], 'نوشته نشده'], [['import', 'a', 'b'], ': b'], [['sync', '--no-such-flag'], '--no-such-flag'], [['status', '--home'], '--home'],
  ])('%j is 2, and what is wrong is said', async (args, named) => {
    const { code, terminal } = await run(args)
    expect(code).toBe(2)
    expect(terminal.complaints[0]?.split('\n')[0]).toContain(named)
  })
})

test('status tells which office lies here, without sign-in', async () => {
  const { code, terminal } = await run(['status', '--home', home, '--json'], {})
  expect(code).toBe(0)
  expect(terminal.json()).toMatchObject({ home, state: 'locked', office: { name: 'اداره‌کل خوزستان', unit: '0600' } })
  expect((await run(['status', '--home', home], {})).terminal.lines.join()).toContain('اداره‌کل خوزستان (۰۶۰۰)')
})

describe('signed-in commands', () => {
  const sync = ['sync', '--home', home, '--user', 'manager']
  test('without a user 2; without, or with a wrong, passphrase 4', async () => {
    expect((await run(['sync', '--home', home])).code).toBe(2)
    expect((await run(sync, {})).code).toBe(4)
    const wrong = await run([...sync, '--json'], { MOHR_PASSPHRASE: 'wrong wrong wrong wrong' })
    expect(wrong.code).toBe(4)
    expect(wrong.terminal.json()).toMatchObject({ ok: false, error: { code: 'SIGN_IN_FAILED' } })
  })
  test('an office whose device is not enrolled: sync is 30 and says so in Persian', async () => {
    const { code, terminal } = await run([...sync, '--passphrase-file', file('passphrase', `${passphrase}\n`)], {})
    expect(code).toBe(30)
    expect(terminal.complaints.join()).toContain('معرفی نشده')
  })
  test('a data folder that is mistyped is not made, and one without an office is said to be: 2', async () => {
    const mistyped = join(newFolder(), 'ofice')
    const { code, terminal } = await run(['sync', '--home', mistyped, '--user', 'manager'])
    expect(code).toBe(2)
    expect(terminal.complaints.join()).toContain(mistyped)
    expect(existsSync(mistyped)).toBe(false)
    expect((await run(['nightly', '--home', newFolder(), '--user', 'manager'])).code).toBe(2)
    expect((await run(sync, { MOHR_PASSPHRASE: '' })).terminal.complaints.join()).toContain('گذرواژه نیست')
  })
  test('a passphrase file that others can read is warned of', async () => {
    const open = join(newFolder(), 'open')
    writeFileSync(open, passphrase, { mode: 0o644 })
    expect((await run([...sync, '--passphrase-file', open], {})).terminal.complaints[0]).toContain('chmod 600')
  })
})

test('a folder or file that can not be used is told with its code, not with a stack', async () => {
  const notFolder = file('not-a-folder', '')
  for (const args of [['status', '--home', notFolder], ['sync', '--home', notFolder, '--user', 'manager']]) {
    const { code, terminal } = await run([...args, '--json'])
    expect(code).toBe(50)
    expect(terminal.complaints.join()).toMatch(/\[E[A-Z]+\]$/)
    expect(terminal.complaints.join()).not.toContain('    at ')
    expect(terminal.json()).toMatchObject({ ok: false })
  }
  const noPassphrase = await run(['sync', '--home', home, '--user', 'manager', '--passphrase-file', '/nowhere/passphrase'], {})
  expect(noPassphrase.code).toBe(4)
  expect(noPassphrase.terminal.complaints.join()).toContain('/nowhere/passphrase')
})

test('--json-file: the answer is there whole, an older one never stands for it, and one that could not be written is no success', async () => {
  const answer = file('answer.json', 'yesterday’s')
  expect((await run(['status', '--home', home, '--json-file', answer])).code).toBe(0)
  expect(JSON.parse(readFileSync(answer, 'utf8'))).toMatchObject({ state: 'locked' })
  const failed = await run(['sync', '--home', home, '--user', 'manager', '--passphrase-file', '/nowhere/passphrase', '--json-file', answer])
  expect(failed.code).toBe(4)
  expect(readFileSync(answer, 'utf8')).not.toContain('locked')
  const nowhere = await run(['status', '--home', home, '--json-file', join(answer, 'x')])
  expect(nowhere.code).toBe(50)
  expect(nowhere.terminal.complaints.join()).toContain('ENOTDIR')
})

describe('demo', () => {
  test('what it can not work with is 2, in words and as one JSON object', async () => {
    const full = newFolder()
    writeFileSync(join(full, 'mine.txt'), 'mine')
    const open = newFolder()
    const release = readyHome(open)
    for (const [args, error] of [
      [['--input', '/nowhere/x.csv'], 'INPUT_UNREADABLE'], [['--home', full], 'HOME_IN_USE'], [['--home', open], 'HOME_IN_USE'],
    ] as const) {
      const { code, terminal } = await run(['demo', '--json', ...args])
      expect(code).toBe(2)
      expect(terminal.json()).toMatchObject({ ok: false, error: { code: error } })
      expect(terminal.complaints.join()).not.toBe('')
    }
    release()
    expect(readdirSync(full)).toEqual(['mine.txt'])
  })
  test('its folder is emptied by the next one, and by nobody else at the same time', () => {
    const home = newFolder()
    readyHome(home)()
    writeFileSync(join(home, 'left.txt'), '')
    const release = readyHome(home)
    expect(readdirSync(home)).not.toContain('left.txt')
    expect(() => readyHome(home)).toThrow(HomeInUse)
    release()
    readyHome(home)()
  })
})

describe('import', () => {
  const importing = (path: string, ...more: string[]) => run(['import', path, '--home', home, '--user', 'clerk', ...more])
  test('a missing file, and one that is no table, are 2; who may not import gets 1', async () => {
    expect((await importing('/nowhere/x.csv')).code).toBe(2)
    expect((await run(['import', file('a.csv', 'x'), '--home', home, '--user', 'manager'])).code).toBe(1)
    const { code, terminal } = await importing(file('a.csv', 'not a table'), '--json')
    expect(code).toBe(2)
    expect(terminal.json()).toMatchObject({ ok: false, error: { code: expect.stringMatching(/^IMPORT_/) as string } })
    expect((await importing(file('b.csv', 'nationalId,mobile\n1,2\n'))).terminal.complaints.join()).toContain('firstName، lastName')
  })
})

describe('verify-ledger', () => {
  test('the exported ledger is right, also against its known head', async () => {
    const path = file('ledger.jsonl', ledger)
    const first = await run(['verify-ledger', path, '--json'])
    expect(first).toMatchObject({ code: 0 })
    const { head } = first.terminal.json() as { head: string }
    expect((await run(['verify-ledger', path, '--head', head])).code).toBe(0)
    expect((await run(['verify-ledger', path, '--head', 'other'])).code).toBe(1)
  })
  test('one changed word, one missing line, an empty file: 1; no file: 3', async () => {
    const lines = ledger.trimEnd().split('\n')
    expect((await run(['verify-ledger', file('a', ledger.replace('مهسا', 'مینا'))])).code).toBe(1)
    expect((await run(['verify-ledger', file('b', lines.slice(1).join('\n'))])).code).toBe(1)
    expect((await run(['verify-ledger', file('c', '')])).code).toBe(1)
    expect((await run(['verify-ledger', '/nowhere/ledger'])).code).toBe(3)
  })
  test('signing row 20: checkpoints kept elsewhere are compared with the export, under the key that sealed them', async () => {
    const aside = openLedgerOffice()
    aside.write(30)
    await checkpointHandlers.seal(aside.as(), {})
    aside.write(5)
    await checkpointHandlers.seal(aside.as(), {})
    const { vkey } = await checkpointHandlers.status(aside.as(), {})
    const { content } = await ledgerHandlers.export(aside.as(), {})
    const list = join(aside.home, 'checkpoints.txt')
    const check = async (export_: string, notes: string, key = vkey!) => {
      const { code, terminal } = await run(['verify-ledger', file('l', export_), '--checkpoints', file('n', notes), '--key', key, '--json'])
      return { code, ...(terminal.json() as object) }
    }
    const notes = readFileSync(list, 'utf8')
    expect(await check(content, notes)).toMatchObject({ code: 0, ok: true, checkpoints: 2, foreign: 0, firstBadCheckpoint: null })
    // The tail cut off: the chain alone says nothing, the checkpoint does.
    expect(await check(content.split('\n').slice(0, 33).join('\n'), notes)).toMatchObject({ code: 1, firstBad: null, firstBadCheckpoint: 37 })
    expect(await check(content, notes.replace('\n37\n', '\n36\n'))).toMatchObject({ code: 1, foreign: 1, firstBadCheckpoint: null })
    expect(await check(content, '')).toMatchObject({ code: 1, checkpoints: 0 })
    expect((await run(['verify-ledger', file('l', content), '--checkpoints', list])).code).toBe(2)
    expect((await run(['verify-ledger', file('l', content), '--checkpoints', '/nowhere/list', '--key', vkey!])).code).toBe(3)
  })
})
