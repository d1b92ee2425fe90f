import { X509Certificate, createPublicKey } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { machineOnly, ordinaryConfig, parseConfig, type Config, type ConfigFault, type ConfigFile, type ConfigReason } from '#contract/config'
import { userFolder } from './user-folder'

export const configName = 'mohr.config.json'
const mostBytes = 256 * 1024

/** Where this system keeps what a machine's administrator decided; MOHR_CONFIG names another file. */
export const machineConfigFile = (env: NodeJS.ProcessEnv = process.env, platform: NodeJS.Platform = process.platform): string => {
  if (env['MOHR_CONFIG']) return resolve(env['MOHR_CONFIG'])
  if (platform === 'win32') return join(env['ProgramData'] ?? 'C:\\ProgramData', 'Mohr', configName)
  return platform === 'darwin' ? join('/Library/Application Support/Mohr', configName) : join('/etc/mohr', configName)
}

export type HostConfig = { ok: true; home: string; config: Config } | { ok: false; home: string; faults: ConfigFault[] }

type Read = { file: string; value: ConfigFile | null; faults: ConfigFault[] }

const readTrusted = (file: string, most: number): { text: string } | { reason: ConfigReason | 'absent' } => {
  try {
    const { mode, size } = statSync(file)
    // On Windows the rights of the folder decide (docs/operations.md).
    if (process.platform !== 'win32' && (mode & 0o002) !== 0) return { reason: 'open_to_others' }
    if (size > most) return { reason: 'too_large' }
    return { text: readFileSync(file, 'utf8').replace(/^\uFEFF/, '') }
  } catch (error) {
    // Below something that is no folder there is nothing; whether the data folder will do is said elsewhere.
    return { reason: error instanceof Error && 'code' in error && /^ENO(ENT|TDIR)$/.test(String(error.code)) ? 'absent' : 'unreadable' }
  }
}

/** One file; an absent one says nothing. */
const readConfigFile = (file: string): Read => {
  const refuse = (reason: ConfigReason): Read => ({ file, value: null, faults: [{ file, field: '', reason }] })
  const read = readTrusted(file, mostBytes)
  if ('reason' in read) return read.reason === 'absent' ? { file, value: null, faults: [] } : refuse(read.reason)
  let json: unknown
  try {
    json = JSON.parse(read.text)
  } catch {
    return refuse('json')
  }
  const parsed = parseConfig(json)
  return parsed.ok ? { file, value: parsed.value, faults: [] } : { file, value: null, faults: parsed.faults.map((fault) => ({ file, ...fault })) }
}

const block = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g

/** Certificates of a PEM file, each an authority's. */
const authoritiesOf = (text: string): string[] | null => {
  const blocks = text.match(block) ?? []
  try {
    return blocks.length > 0 && blocks.every((pem) => new X509Certificate(pem).ca) ? [...blocks] : null
  } catch {
    return null
  }
}

const publicKeyOf = (text: string): string | null => {
  try {
    return text.includes('PRIVATE KEY') ? null : createPublicKey(text).export({ type: 'spki', format: 'pem' }).toString()
  } catch {
    return null
  }
}

type Refuse = (file: string, field: string, reason: ConfigReason) => void

/** A file that another one names: its content as `take` reads it, or null with the refusal said. */
const named = <T>(named: string | undefined, take: (text: string) => T | null, wrong: ConfigReason, refuse: (reason: ConfigReason) => void): T | null => {
  if (named === undefined) return null
  const read = readTrusted(named, mostBytes)
  const value = 'text' in read ? take(read.text) : null
  if (value === null) refuse('text' in read ? wrong : read.reason === 'absent' ? 'file' : read.reason)
  return value
}

const inForce = (reads: readonly Read[], refuse: Refuse): Config => {
  const given = reads.flatMap(({ file, value }) => (value ? [{ file, value }] : []))
  /** The last file that says anything of a key wins, with all of what it says of it. */
  const last = <T>(of: (value: ConfigFile) => T | undefined): { file: string; value: T | undefined } =>
    given.map(({ file, value }) => ({ file, value: of(value) })).findLast(({ value }) => value !== undefined) ?? { file: '', value: undefined }
  const ca = last(({ network }) => network?.caFile)
  const updates = last((value) => value.updates)
  const keyPem = named(updates.value?.keyFile, publicKeyOf, 'key', (reason) => { refuse(updates.file, 'updates.keyFile', reason) })
  return {
    files: given.map(({ file }) => file),
    registryUrl: last(({ registry }) => registry?.url).value ?? null,
    proxy: last(({ network }) => network?.proxy).value ?? null,
    ca: named(ca.value, authoritiesOf, 'certificate', (reason) => { refuse(ca.file, 'network.caFile', reason) }) ?? [],
    pins: last(({ network }) => network?.pins).value ?? {},
    updates: updates.value && keyPem !== null ? { url: updates.value.url, keyPem } : null,
    logs: last(({ logs }) => logs).value ?? ordinaryConfig.logs,
    runReports: last(({ runReports }) => runReports).value ?? ordinaryConfig.runReports,
    backupFolder: last(({ backups }) => backups?.folder).value ?? null,
    lockMinutesAtMost: last(({ lock }) => lock?.minutesAtMost).value ?? null,
  }
}

/**
 * A host's data folder and configuration: flag, else MOHR_HOME, else the machine's file, else this user's own folder; then the
 * machine's file, overridden key by key by `mohr.config.json` of that folder. Nothing is written, nothing is half taken: one
 * refusal and the program does not start.
 * @param given the folder of a flag
 * @param machineFile another machine's file, to be checked before it is laid down
 */
export const hostConfig = (given?: string, machineFile = machineConfigFile()): HostConfig => {
  const machine = readConfigFile(machineFile)
  const home = resolve(given ?? (process.env['MOHR_HOME'] || machine.value?.dataFolder || userFolder()))
  const own = readConfigFile(join(home, configName))
  const faults = [...machine.faults, ...own.faults]
  for (const key of machineOnly) if (own.value?.[key] !== undefined) faults.push({ file: own.file, field: key, reason: 'machine_only' })
  const config = faults.length > 0 ? ordinaryConfig : inForce([machine, own], (file, field, reason) => { faults.push({ file, field, reason }) })
  return faults.length > 0 ? { ok: false, home, faults } : { ok: true, home, config }
}
