import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { beforeAll, expect, test } from 'vitest'
import { runReport } from '#contract/run-report'
import type { OfficeCheck } from '#contract/checks'
import { createApp } from '#main/app/create-app'
import { sampleSubmissions } from '#main/app/sample'
import { trainingUsers } from '#main/app/training-staff'
import { minimumCost } from '#main/staff/index'
import { recordingTerminal } from '#main/shells/testing/recording-terminal'
import { newFolder } from '#main/shells/testing/served-page'
import { fileLog } from '#main/shells/host/file-log'
import { runCommand } from './run-command'

const home = newFolder()
const env = { MOHR_PASSPHRASE: trainingUsers[0]!.passphrase }
const mohr = async (...args: string[]) => {
  const terminal = recordingTerminal(env)
  const code = await runCommand([...args, '--home', home, '--user', 'it'], terminal)
  return { code, terminal }
}
const check = async (): Promise<OfficeCheck & { code: number; found(name: string): unknown }> => {
  const { code, terminal } = await mohr('check', '--offline', '--json')
  const told = terminal.json() as OfficeCheck
  return { ...told, code, found: (name) => { const { state, code: own, reason } = told.items.find((item) => item.name === name)!; return { state, code: own, reason } } }
}

beforeAll(async () => {
  const app = createApp({ home, log: fileLog(home), host: { kind: 'cli', capabilities: {} }, kdfCost: minimumCost })
  const connection = app.connect()
  expect(await connection.call('office.createTraining', { sampleData: true })).toMatchObject({ ok: true })
  // What fails is logged too: a stranger's row and an import that is none.
  await connection.call('staff.signIn', { username: 'clerk', passphrase: env.MOHR_PASSPHRASE })
  await connection.call('dossiers.importFile', { name: 'زهرا کریمی 0012345678.csv', contentBase64: Buffer.from('x').toString('base64') })
  await app.close()
}, 120_000)

test('issue 5.5: mohr check looks at everything of a whole office and says what is only a warning', async () => {
  const whole = await check()
  expect(whole.items.map(({ name }) => name)).toEqual(['key_ring', 'database', 'ledger', 'checkpoints', 'scans', 'backups', 'disk', 'clock'])
  expect(whole.found('database')).toEqual({ state: 'good', code: 0, reason: null })
  expect(whole.found('ledger')).toMatchObject({ state: 'good' })
  expect(whole.found('checkpoints')).toMatchObject({ state: 'good' })
  expect(whole.found('backups')).toEqual({ state: 'warning', code: 10, reason: 'UNSET' })
  expect(whole.code).toBe(10)
  const table = await mohr('check')
  expect(table.terminal.lines.join('\n')).toMatch(/هشدار\s+پشتیبان\s+هنوز تنظیم نشده است/)
})

test('what is wrong is found: a key ring that others read, a list of checkpoints that is gone', async () => {
  if (process.platform !== 'win32') {
    chmodSync(join(home, 'keyring.json'), 0o644)
    expect((await check()).found('key_ring')).toEqual({ state: 'warning', code: 10, reason: 'OPEN_TO_OTHERS' })
    chmodSync(join(home, 'keyring.json'), 0o600)
  }
  const list = join(home, 'checkpoints.txt')
  if (!existsSync(list)) return
  const kept = readFileSync(list)
  rmSync(list)
  expect((await check()).found('checkpoints')).toEqual({ state: 'warning', code: 10, reason: 'LIST_MISSING' })
  writeFileSync(list, kept)
})

test('a clerk may not check, and nothing of it reaches a report', async () => {
  const terminal = recordingTerminal(env)
  expect(await runCommand(['check', '--home', home, '--user', 'clerk', '--json'], terminal)).toBe(1)
  expect(terminal.json()).toMatchObject({ error: { code: 'ROLE_REFUSED' } })
})

test('reports: each run leaves one file that fits the published form; the oldest beyond the number go', async () => {
  rmSync(join(home, 'reports'), { recursive: true, force: true })
  writeFileSync(join(home, 'mohr.config.json'), '{ "v": 1, "runReports": { "keep": 10 } }')
  mkdirSync(join(home, 'reports'))
  for (let i = 0; i < 12; i += 1) writeFileSync(join(home, 'reports', `20250101T0000000${10 + i}Z-check.json`), '{}')
  writeFileSync(join(home, 'reports/notes.txt'), 'kept')
  expect((await mohr('nightly')).code).toBe(30)
  expect((await mohr('sync')).code).toBe(30)
  expect((await mohr('backup')).code).toBe(2)
  expect((await mohr('check', '--offline')).code).toBe(10)
  const names = readdirSync(join(home, 'reports')).filter((name) => name.endsWith('.json')).sort()
  expect(names).toHaveLength(10)
  expect(readdirSync(join(home, 'reports'))).toContain('notes.txt')
  const reports = names.slice(-4).map((name) => runReport.parse(JSON.parse(readFileSync(join(home, 'reports', name), 'utf8'))))
  expect(reports.map(({ command, exitCode }) => [command, exitCode])).toEqual([['nightly', 30], ['sync', 30], ['backup', 2], ['check', 10]])
  expect(reports[0]).toMatchObject({ unit: '0600', steps: [{ step: 'sync', error: 'DEVICE_NOT_ENROLLED' }, { step: 'backup', error: 'BACKUP_UNSET' }, { step: 'ledger', error: null }] })
})

test('security row 28: no name, national ID, mobile, postal code or passphrase of a whole office stands in a log or a report', () => {
  const rows: Record<string, string>[] = parse(Buffer.from(sampleSubmissions()), { columns: true, bom: true, relax_column_count: true })
  const persons = rows.flatMap((row) => Object.entries(row).filter(([name]) => /name|national|mobile|postal|sheba|address/i.test(name)).map(([, value]) => value.trim()))
  const secrets = [...new Set([...persons, ...trainingUsers.map(({ displayName }) => displayName), env.MOHR_PASSPHRASE, 'زهرا', '0012345678'])].filter((value) => value.length > 3)
  expect(secrets.length).toBeGreaterThan(30)
  const written = ['log.ndjson', ...readdirSync(join(home, 'reports')).filter((name) => name.endsWith('.json')).map((name) => join('reports', name))]
    .filter((name) => existsSync(join(home, name))).map((name) => readFileSync(join(home, name), 'utf8')).join('\n')
  expect(written.length).toBeGreaterThan(500)
  for (const secret of secrets) expect(written.includes(secret), secret).toBe(false)
})

const exported = async (what: string, user: string): Promise<{ code: number; files: string[]; error?: string }> => {
  const out = newFolder()
  const terminal = recordingTerminal(env)
  const code = await runCommand(['export', what, '--home', home, '--user', user, '--out', out, '--json'], terminal)
  const told = terminal.lines.length > 0 ? terminal.json() as { error?: { code: string } } : {}
  return { code, files: readdirSync(out).map((name) => join(out, name)), error: told.error?.code }
}

test('mohr export: IT takes out the trust file and the status lists, and nothing with a citizen in it', async () => {
  for (const what of ['permits', 'ledger', 'dossiers']) expect(await exported(what, 'it')).toEqual({ code: 1, files: [], error: 'ROLE_REFUSED' })
  expect((await exported('trust', 'it')).files).toHaveLength(1)
  expect((await exported('status-lists', 'it')).files.length).toBeGreaterThan(0)
  const terminal = recordingTerminal(env)
  expect(await runCommand(['export', 'everything', '--home', home, '--user', 'it'], terminal)).toBe(2)
})

test('mohr export: permits come out as files that mohr verify judges, the ledger as one that mohr verify-ledger judges, dossiers as a list with masked IDs', async () => {
  const permits = await exported('permits', 'director')
  const signed = permits.files.filter((name) => name.endsWith('.jws') && !name.includes('delegation'))
  expect(signed.length).toBeGreaterThan(0)
  const trust = (await exported('trust', 'it')).files[0]!
  const terminal = recordingTerminal()
  expect([0, 5, 6]).toContain(await runCommand(['verify', signed[0]!, '--trust', trust, '--json'], terminal))
  const ledger = (await exported('ledger', 'manager')).files[0]!
  expect(await runCommand(['verify-ledger', ledger], recordingTerminal())).toBe(0)
  const list = readFileSync((await exported('dossiers', 'manager')).files[0]!, 'utf8')
  expect(list.split('\r\n').length).toBeGreaterThan(5)
  for (const { nationalId } of parse<{ nationalId: string }>(Buffer.from(sampleSubmissions()), { columns: true, bom: true })) if (nationalId) expect(list.includes(nationalId), nationalId).toBe(false)
})
