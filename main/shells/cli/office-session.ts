import type { Failure, InputOf, OperationName, ResultOf } from '#contract'
import type { Config } from '#contract/config'
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

/** Flags of the commands that work in an office. */
export const officeFlags = { home: { type: 'string' }, user: { type: 'string' }, 'passphrase-file': { type: 'string' } } as const

/** A failure in the words of the screens, or whole under --json. */
export const sayFailure = (given: Given, terminal: Terminal, failure: Failure): void => {
  if (wantsJson(given)) terminal.out(JSON.stringify({ ok: false, error: failure }))
  const missing = failure.details?.['missing']
  terminal.err(`${failureText(failure)}${Array.isArray(missing) ? ` (${missing.join('، ')})` : ''} [${failure.code} ${failure.ref}]`)
}

/** The data folder and its configuration, or the exit code with the refusal said: nothing is opened under a wrong one. */
export const configured = (given: Given, terminal: Terminal): { home: string; config: Config } | number => {
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
const inTurn = async (home: string, given: Given, terminal: Terminal, work: () => Promise<number>): Promise<number> => {
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
export const withOffice = async (given: Given, terminal: Terminal, work: (session: OfficeSession) => Promise<number>): Promise<number> => {
  const found = configured(given, terminal)
  return typeof found === 'number' ? found : openOffice(found, terminal, work)
}

/** The same for a command that writes, in its turn. */
export const withOfficeInTurn = async (given: Given, terminal: Terminal, work: (session: OfficeSession) => Promise<number>): Promise<number> => {
  const found = configured(given, terminal)
  return typeof found === 'number' ? found : inTurn(found.home, given, terminal, () => openOffice(found, terminal, work))
}

const openOffice = async ({ home, config }: { home: string; config: Config }, terminal: Terminal, work: (session: OfficeSession) => Promise<number>): Promise<number> => {
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
 * @returns what `work` returns, or 4 with the reason said
 */
export const withUser = async (given: Given, terminal: Terminal, work: (session: OfficeSession) => Promise<number>): Promise<number> => {
  const username = text(given, 'user')
  if (!username) {
    terminal.err('کاربر را بنویسید: --user NAME')
    return exit.usage
  }
  const passphrase = await passphraseFrom(terminal, text(given, 'passphrase-file'))
  if (passphrase === null) {
    terminal.err('گذرواژه نیست: --passphrase-file FILE یا متغیر MOHR_PASSPHRASE')
    return exit.signIn
  }
  return withOfficeInTurn(given, terminal, async (session) => {
    const me = await session.call('staff.signIn', { username, passphrase })
    if (me.ok) return work(session)
    sayFailure(given, terminal, me.error)
    return exit.signIn
  })
}
