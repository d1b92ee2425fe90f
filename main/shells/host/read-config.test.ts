import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { configReasons, ordinaryConfig, parseConfig } from '#contract/config'
import { newFolder } from '#main/shells/testing/served-page'
import { startLoopback } from '#main/shells/loopback'
import { recordingTerminal } from '#main/shells/testing/recording-terminal'
import { configJsonSchema } from '../cli/config'
import { runCommand } from '../cli/run-command'
import { configRefusal } from './config-words'
import { hostConfig, machineConfigFile } from './read-config'

const tls = (name: string): string => resolve(import.meta.dirname, '../../../registry/testing/tls', name)
const somePins = ['sha256/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=', 'sha256/BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB=']
let folder = ''
let machine = ''
const [wasConfig, wasHome] = [process.env['MOHR_CONFIG'], process.env['MOHR_HOME']]
beforeEach(() => {
  folder = newFolder()
  machine = join(folder, 'machine.json')
  process.env['MOHR_CONFIG'] = machine
  delete process.env['MOHR_HOME']
})
afterEach(() => {
  process.env['MOHR_CONFIG'] = wasConfig ?? ''
  process.env['MOHR_HOME'] = wasHome ?? ''
})
const write = (file: string, value: unknown): void => { writeFileSync(file, typeof value === 'string' ? value : JSON.stringify(value)) }
const refused = (value: unknown): { field: string; reason: string }[] => {
  write(machine, value)
  const found = hostConfig(join(folder, 'home'))
  return found.ok ? [] : found.faults.map(({ field, reason }) => ({ field, reason }))
}

test('without a file everything is ordinary', () => {
  expect(hostConfig(folder)).toEqual({ ok: true, home: folder, config: ordinaryConfig })
})

test('a flag goes before MOHR_HOME, that before the machine’s file; the folder’s own file wins key by key', () => {
  const home = newFolder()
  write(machine, {
    v: 1, dataFolder: home, registry: { url: 'https://registry.example.ir' }, lock: { minutesAtMost: 20 }, backups: { folder: '/srv/backup' },
    network: { proxy: { url: 'http://proxy.example.ir:3128', noProxy: ['.inside.ir'] }, caFile: tls('ca.pem'), pins: { 'registry.example.ir': somePins } },
  })
  write(join(home, 'mohr.config.json'), { v: 1, lock: { minutesAtMost: 5 }, logs: { megabytes: 1 } })
  const found = hostConfig()
  expect(found).toMatchObject({
    ok: true, home, config: {
      files: [machine, join(home, 'mohr.config.json')], registryUrl: 'https://registry.example.ir', lockMinutesAtMost: 5, logs: { megabytes: 1, files: 2 },
      backupFolder: '/srv/backup', proxy: { url: 'http://proxy.example.ir:3128', noProxy: ['.inside.ir'] }, pins: { 'registry.example.ir': somePins },
    },
  })
  expect(found.ok && found.config.ca).toEqual([readFileSync(tls('ca.pem'), 'utf8').trim()])
  process.env['MOHR_HOME'] = folder
  expect(hostConfig().home).toBe(folder)
  expect(hostConfig(newFolder()).home).not.toBe(folder)
})

test('the release key and the update server come from the machine’s file alone', () => {
  const key = join(folder, 'release.pem')
  execFileSync('openssl', ['genpkey', '-algorithm', 'ed25519', '-out', join(folder, 'private.pem')], { stdio: 'ignore' })
  execFileSync('openssl', ['pkey', '-in', join(folder, 'private.pem'), '-pubout', '-out', key])
  const updates = { url: 'https://updates.example.ir', keyFile: key }
  write(machine, { v: 1, updates })
  expect(hostConfig(folder)).toMatchObject({ config: { updates: { url: updates.url, keyPem: readFileSync(key, 'utf8') } } })
  write(join(folder, 'mohr.config.json'), { v: 1, updates, dataFolder: '/srv' })
  expect(hostConfig(folder)).toMatchObject({ ok: false, faults: [{ field: 'dataFolder', reason: 'machine_only' }, { field: 'updates', reason: 'machine_only' }] })
  expect(refused({ v: 1, updates: { ...updates, keyFile: join(folder, 'private.pem') } })).toEqual([{ field: 'updates.keyFile', reason: 'key' }])
})

test.each<[string, unknown, string, string]>([
  ['an unknown key', { v: 1, regsitry: { url: 'https://a.ir' } }, 'regsitry', 'unknown_key'],
  ['an unknown key within', { v: 1, registry: { url: 'https://a.ir', token: 'x' } }, 'registry.token', 'unknown_key'],
  ['no version', {}, 'v', 'version'],
  ['a list', [], '', 'type'],
  ['broken JSON', '{ "v": 1, ', '', 'json'],
  ['a word', '"x"', '', 'type'],
  ['a lent key', '{ "v": 1, "__proto__": { "lock": 1 } }', '__proto__', 'unknown_key'],
  ['plain http elsewhere', { v: 1, registry: { url: 'http://registry.example.ir' } }, 'registry.url', 'https'],
  ['a look-alike of loopback', { v: 1, registry: { url: 'http://127.0.0.1.example.ir' } }, 'registry.url', 'https'],
  ['a path', { v: 1, registry: { url: 'https://a.ir/api' } }, 'registry.url', 'address'],
  ['a password for the registry', { v: 1, registry: { url: 'https://me:pw@a.ir' } }, 'registry.url', 'credentials'],
  ['a password for the proxy', { v: 1, network: { proxy: { url: 'http://me:pw@proxy.ir:3128' } } }, 'network.proxy.url', 'credentials'],
  ['a proxy of another kind', { v: 1, network: { proxy: { url: 'socks5://proxy.ir:1080' } } }, 'network.proxy.url', 'address'],
  ['one pin', { v: 1, network: { pins: { 'a.ir': [somePins[0]] } } }, 'network.pins.a.ir', 'backup_pin'],
  ['the same pin twice', { v: 1, network: { pins: { 'a.ir': [somePins[0], somePins[0]] } } }, 'network.pins.a.ir', 'duplicate'],
  ['a pin that is none', { v: 1, network: { pins: { 'a.ir': [somePins[0], 'sha1/abc'] } } }, 'network.pins.a.ir.1', 'pin'],
  ['a pinned host with a scheme', { v: 1, network: { pins: { 'https://a.ir': somePins } } }, 'network.pins.https://a.ir', 'host'],
  ['a CA that is not there', { v: 1, network: { caFile: '/no/such/ca.pem' } }, 'network.caFile', 'file'],
  ['a CA that is a server’s certificate', { v: 1, network: { caFile: tls('server.pem') } }, 'network.caFile', 'certificate'],
  ['a CA that is a key', { v: 1, network: { caFile: tls('server-key.pem') } }, 'network.caFile', 'certificate'],
  ['a relative folder', { v: 1, backups: { folder: 'backup' } }, 'backups.folder', 'path'],
  ['minutes beyond the ceiling', { v: 1, lock: { minutesAtMost: 0 } }, 'lock.minutesAtMost', 'number'],
  ['minutes as text', { v: 1, lock: { minutesAtMost: '5' } }, 'lock.minutesAtMost', 'number'],
  ['too few files', { v: 1, logs: { files: 1 } }, 'logs.files', 'number'],
])('%s is refused with its field', (_, value, field, reason) => {
  expect(refused(value)).toEqual([{ field, reason }])
})

test('a file that anybody may write, and one that nobody may read as text', () => {
  write(machine, { v: 1 })
  chmodSync(machine, 0o666)
  expect(hostConfig(folder)).toMatchObject({ ok: false, faults: [{ file: machine, field: '', reason: 'open_to_others' }] })
  process.env['MOHR_CONFIG'] = folder
  expect(hostConfig(folder)).toMatchObject({ ok: false, faults: [{ reason: 'unreadable' }] })
  process.env['MOHR_CONFIG'] = machine
  chmodSync(machine, 0o600)
  write(machine, `{ "v": 1, "$schema": "${'x'.repeat(300 * 1024)}" }`)
  expect(hostConfig(folder)).toMatchObject({ ok: false, faults: [{ reason: 'too_large' }] })
})

test('whatever a file holds, the answer is values or refusals with words; nothing is thrown', () => {
  fc.assert(fc.property(fc.json(), (text) => {
    const parsed = parseConfig(JSON.parse(text))
    expect(parsed.ok || parsed.faults.length > 0).toBe(true)
  }))
  for (const reason of configReasons) expect(configRefusal([{ file: '/etc/x', field: 'a.b', reason }])).toMatch(/\/etc\/x ← a\.b: [آ-ی]/)
})

test('a wrong file stops the loopback shell and every command of an office before anything is made', async () => {
  write(machine, { v: 1, lock: { minutes: 5 } })
  const home = join(folder, 'home')
  expect(await startLoopback({ home })).toMatchObject({ ok: false, error: { code: 'CONFIG_REFUSED' } })
  for (const args of [['status'], ['sync', '--user', 'it'], ['config', '--check']]) {
    const terminal = recordingTerminal({ MOHR_PASSPHRASE: 'long enough' })
    expect(await runCommand([...args, '--home', home], terminal)).toBe(78)
    expect(terminal.complaints.join()).toContain(`${machine} ← lock.minutes`)
  }
  expect(existsSync(home)).toBe(false)
  const fit = join(folder, 'fit.json')
  write(fit, { v: 1, lock: { minutesAtMost: 5 } })
  expect(await runCommand(['config', '--check', fit, '--home', home], recordingTerminal())).toBe(0)
})

test('the published schema is the one in force, and judges as the program does', () => {
  const published = JSON.parse(readFileSync(resolve(import.meta.dirname, '../../../docs/formats/mohr.config.schema.json'), 'utf8')) as object
  expect(published).toEqual(JSON.parse(JSON.stringify(configJsonSchema())))
  const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(published)
  expect(validate({ v: 1, lock: { minutesAtMost: 5 }, network: { proxy: { url: 'http://proxy.ir' } } })).toBe(true)
  expect(validate({ v: 1, lock: { minutesAtMost: 5, other: 1 } })).toBe(false)
  expect(validate({ v: 1, network: { pins: { 'a.ir': [somePins[0]] } } })).toBe(false)
})

test('each system has its place for the machine’s file', () => {
  expect(machineConfigFile({}, 'linux')).toBe('/etc/mohr/mohr.config.json')
  expect(machineConfigFile({ ProgramData: 'D:\\PD' }, 'win32')).toMatch(/^D:\\PD.Mohr.mohr\.config\.json$/)
})
