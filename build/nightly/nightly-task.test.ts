import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { expect, test } from 'vitest'
import { commandOf } from '#electron/command-line'
import { commands } from '#main/shells/cli/commands'

const file = (name: string): string => join(import.meta.dirname, name)
const service = readFileSync(file('mohr-nightly.service'), 'utf8')
const xpath = (path: string): string =>
  execFileSync('xmllint', ['--xpath', `string(${path.replaceAll(/\/(\w+)/g, "/*[local-name()='$1']")})`, file('mohr-nightly.xml')], { encoding: 'utf8' }).trim()
const member = (unit: string, name: string): string => new RegExp(`^${name}=(.+)$`, 'm').exec(unit)?.[1] ?? ''
const [program = '', ...execStart] = member(service, 'ExecStart').split(' ')
const script = readFileSync(file('install-task.ps1'), 'utf8')

const lines: [string, readonly string[]][] = [
  ['the systemd service', execStart],
  ['the Windows task', xpath('/Task/Actions/Exec/Arguments').split(' ')],
  ['the script that registers it', (/Arguments = "(.+)"$/m.exec(script)?.[1] ?? '').replaceAll('`"', '').replaceAll(/\$\w+/g, 'x').split(' ')],
]
test.each(lines)('%s runs a command that exists, with flags that it takes', (_, line) => {
  const [name, ...args] = commandOf([program, ...line], 1) ?? []
  const command = commands.find((one) => one.name === name)
  expect(command?.name).toBe('nightly')
  const given = parseArgs({ args, allowPositionals: true, options: { ...command!.flags, json: { type: 'boolean' }, 'json-file': { type: 'string' } } })
  expect(given.positionals).toEqual([])
  expect(Object.keys(given.values)).toEqual(expect.arrayContaining(['home', 'user', 'passphrase-file']))
})

test('the Windows task is well-formed UTF-16 and runs the installed program once a night, never twice at once, not for ever', () => {
  expect(spawnSync('xmllint', ['--noout', file('mohr-nightly.xml')]).status).toBe(0)
  expect(xpath('/Task/Actions/Exec/Command')).toMatch(/\\Mohr\.exe$/)
  expect([xpath('/Task/Settings/MultipleInstancesPolicy'), xpath('/Task/Settings/StartWhenAvailable'), xpath('/Task/Settings/ExecutionTimeLimit'), xpath('/Task/Principals/Principal/RunLevel')])
    .toEqual(['IgnoreNew', 'true', 'PT3H', 'LeastPrivilege'])
})

test('the service names the package’s program, gives the passphrase as a credential, and takes for success what is one', () => {
  expect(program).toBe('/usr/bin/mohr')
  expect(member(service, 'LoadCredential').split(':')[0]).toBe('passphrase')
  expect(execStart.join(' ')).toContain('%d/passphrase')
  const codes = commands.find(({ name }) => name === 'sync')?.codes ?? {}
  for (const code of member(service, 'SuccessExitStatus').split(' ')) expect(Object.keys(codes)).toContain(code)
  expect(readFileSync(file('mohr-nightly.timer'), 'utf8')).toMatch(/OnCalendar=\*-\*-\* 02:30:00[\s\S]*Persistent=true/)
})

/** Asked where systemd is; its own reading of the units is the judge then. */
const analyzer = spawnSync('systemd-analyze', ['--version']).status === 0
test.skipIf(!analyzer)('systemd reads the units without a complaint', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mohr-units-'))
  writeFileSync(join(folder, 'mohr-nightly.service'), service.replace(program, '/bin/true').replace('User=mohr', 'User=root'))
  writeFileSync(join(folder, 'mohr-nightly.timer'), readFileSync(file('mohr-nightly.timer')))
  const told = spawnSync('systemd-analyze', ['verify', '--man=no', join(folder, 'mohr-nightly.service'), join(folder, 'mohr-nightly.timer')], { encoding: 'utf8' })
  expect(told.stderr.split('\n').filter((one) => one.includes('mohr-nightly'))).toEqual([])
  expect(spawnSync('systemd-analyze', ['calendar', '*-*-* 02:30:00']).status).toBe(0)
})

test('the wrapper of Windows waits and passes the exit code on, in lines that cmd.exe reads', () => {
  const wrapper = readFileSync(file('mohr.cmd'), 'latin1')
  expect(wrapper.split('\r\n').length).toBe(wrapper.split('\n').length)
  expect(wrapper).toMatch(/start "" \/b \/wait "%~dp0Mohr\.exe" %\*\r\nexit \/b %ERRORLEVEL%/)
})
