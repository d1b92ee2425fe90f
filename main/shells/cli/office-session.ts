import { existsSync } from 'node:fs'
import type { Failure, InputOf, OperationName, ResultOf } from '#contract'
import type { Config } from '#contract/config'
import { storageCode } from '#db/faults'
import { lockFolder } from '#db/folder-lock'
import { createApp, type Connection } from '#main/app/create-app'
import { builtFile } from '#main/shells/host/built-file'
import { configRefusal } from '#main/shells/host/config-words'
import { fileLog } from '#main/shells/host/file-log'
import { builtBankPage, chromiumPrinter } from '#main/shells/host/printer/index'
import { hostConfig } from '#main/shells/host/read-config'
import { trainingRegistryStarter } from '#main/shells/host/training-registry'
import { failureText } from '#locale/failures'
import { exit, text, wantsJson, type Given } from './command'
import { passphraseFrom, type Terminal } from './terminal'

/** The door of the office, typed by the contract. */
export type Call = <N extends OperationName>(name: N, input: InputOf<N>) => Promise<ResultOf<N>>
export type OfficeSession = { call: Call; connection: Connection; home: string; config: Config }

/** What every command may end with that opens an office and takes its turn in it. */
export const turnCodes = { 75: 'فرمان دیگری روی همین پوشه در جریان است', 78: 'پیکربندی پذیرفته نشد' } as const
/** The same for one that a user signs in to. */
export const officeCodes = { 4: 'ورود انجام نشد', ...turnCodes } as const
type Turn = keyof typeof turnCodes

/** Whether it is this machine's data or disk that refused. */
export const codeOf = ({ code }: Failure): typeof exit.failed | typeof exit.storage => (/^(STORAGE|DATABASE)_/.test(code) ? exit.storage : exit.failed)

/** What was thrown at a command: a folder or disk that refused, or a fault of ours. */
export const failureOf = (error: unknown): Failure => {
  const code = storageCode(error)
  const bySystem = error instanceof Error && 'code' in error && /^E[A-Z]+$/.test(String(error.code))
  return { code: code === 'INTERNAL' && bySystem ? 'STORAGE_FAILED' : code, ref: 'cli' }
}

/** A failed delivery, and a failed backup, by what IT has to do about it. */
export const syncCodeOf = (failure: Failure): 30 | ReturnType<typeof codeOf> => (failure.code === 'DEVICE_NOT_ENROLLED' ? 30 : codeOf(failure))
export const backupCodeOf = (failure: Failure): 2 | 75 | ReturnType<typeof codeOf> =>
  failure.code === 'BACKUP_UNSET' ? exit.usage : failure.code === 'BACKUP_RUNNING' ? exit.busy : failure.code.startsWith('BACKUP_') ? exit.storage : codeOf(failure)

/** Flags of the commands that work in an office. */
export const officeFlags = { home: { type: 'string' }, user: { type: 'string' }, 'passphrase-file': { type: 'string' } } as const

/** A failure in the words of the screens, or whole under --json. */
export const sayFailure = (given: Given, terminal: Terminal, failure: Failure): void => {
  if (wantsJson(given)) terminal.out(JSON.stringify({ ok: false, error: failure }))
  const missing = failure.details?.['missing']
  terminal.err(`${failureText(failure)}${Array.isArray(missing) ? ` (${missing.join('، ')})` : ''} [${failure.code} ${failure.ref}]`)
}

/** The data folder and its configuration, or the exit code with the refusal said: nothing is opened under a wrong one. */
export const configured = (given: Given, terminal: Terminal): { home: string; config: Config } | typeof exit.config => {
  const found = hostConfig(text(given, 'home'))
  if (found.ok) return found
  if (wantsJson(given)) terminal.out(JSON.stringify({ ok: false, error: { code: 'CONFIG_REFUSED', details: { faults: found.faults }, ref: 'config' } }))
  terminal.err(configRefusal(found.faults))
  return exit.config
}

/**
 * Commands that write take turns in a data folder, by a lock that the system lets go of however its holder ends. An open window
 * is no hindrance: the database, the sync's lease and the backup's stillness know how to share.
 * @returns what `work` returns, or 75 when another command is at it
 */
const inTurn = async <C>(home: string, given: Given, terminal: Terminal, work: () => Promise<C>): Promise<C | typeof exit.busy> => {
  const lock = lockFolder(home, 'command')
  if (!lock.held) {
    if (wantsJson(given)) terminal.out(JSON.stringify({ ok: false, error: { code: 'COMMAND_RUNNING', details: { pid: lock.holder }, ref: 'cli' } }))
    terminal.err(`فرمان دیگری روی این پوشه در جریان است${lock.holder ? ` (پردازۀ ${lock.holder})` : ''}؛ چیزی آغاز نشد. پس از پایان آن دوباره بکوشید.`)
    return exit.busy
  }
  try {
    return await work()
  } finally {
    lock.release()
  }
}

/** Opens the data folder's office without signing in, and closes it after `work`. @returns what `work` returns, or 78 with the refusal said */
export const withOffice = async <C>(given: Given, terminal: Terminal, work: (session: OfficeSession) => Promise<C>): Promise<C | typeof exit.config> => {
  const found = configured(given, terminal)
  return typeof found === 'number' ? found : openOffice(found, terminal, work)
}

/** The same for a command that writes, in its turn. */
export const withOfficeInTurn = async <C>(given: Given, terminal: Terminal, work: (session: OfficeSession) => Promise<C>): Promise<C | Turn> => {
  const found = configured(given, terminal)
  return typeof found === 'number' ? found : inTurn(found.home, given, terminal, () => openOffice(found, terminal, work))
}

const openOffice = async <C>({ home, config }: { home: string; config: Config }, terminal: Terminal, work: (session: OfficeSession) => Promise<C>): Promise<C> => {
  const app = createApp({
    home,
    log: fileLog(home, config.logs),
    host: {
      kind: 'cli',
      capabilities: {},
      startTrainingRegistry: trainingRegistryStarter(builtFile('registry/registry.mjs'), terminal.start),
      printer: chromiumPrinter(),
      bankPage: builtBankPage,
      config,
    },
  })
  const connection = app.connect()
  try {
    return await work({ connection, home, config, call: (name, input) => connection.call(name, input) as Promise<ResultOf<typeof name>> })
  } finally {
    connection.close()
    await app.close()
  }
}

/**
 * The same with a signed-in user: `--user` and the passphrase from file, environment or prompt.
 * @returns what `work` returns, or with the reason said 2 where no office is, 4, 50 where the data is what refused
 */
export const withUser = async <C extends number>(
  given: Given, terminal: Terminal, work: (session: OfficeSession) => Promise<C>,
): Promise<C | keyof typeof officeCodes | typeof exit.usage | typeof exit.storage> => {
  const username = text(given, 'user')
  if (!username) {
    terminal.err('کاربر را بنویسید: --user NAME')
    return exit.usage
  }
  const passphrase = await passphraseFrom(terminal, text(given, 'passphrase-file'))
  if (!passphrase) {
    terminal.err('گذرواژه نیست: --passphrase-file FILE یا متغیر MOHR_PASSPHRASE')
    return exit.signIn
  }
  const found = configured(given, terminal)
  if (typeof found === 'number') return found
  // A mistyped --home makes no folder.
  if (!existsSync(found.home)) return sayAbsent(given, terminal, found.home)
  return inTurn(found.home, given, terminal, () => openOffice(found, terminal, async (session): Promise<C | typeof exit.signIn | typeof exit.storage | typeof exit.usage> => {
    const me = await session.call('staff.signIn', { username, passphrase })
    if (me.ok) return work(session)
    if (me.error.code === 'OFFICE_ABSENT') return sayAbsent(given, terminal, session.home)
    sayFailure(given, terminal, me.error)
    return codeOf(me.error) === exit.storage ? exit.storage : exit.signIn
  }))
}

const sayAbsent = (given: Given, terminal: Terminal, home: string): typeof exit.usage => {
  sayFailure(given, terminal, { code: 'OFFICE_ABSENT', ref: 'cli' })
  terminal.err(`پوشۀ داده: ${home}`)
  return exit.usage
}
