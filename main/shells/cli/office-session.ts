import type { Failure, InputOf, OperationName, ResultOf } from '#contract'
import { createApp, type Connection } from '#main/app/create-app'
import { builtFile } from '#main/shells/host/built-file'
import { dataFolder } from '#main/shells/host/data-folder'
import { fileLog } from '#main/shells/host/file-log'
import { builtBankPage, chromiumPrinter } from '#main/shells/host/printer/index'
import { trainingRegistryStarter } from '#main/shells/host/training-registry'
import { failureText } from '#locale/failures'
import { exit, text, wantsJson, type Given } from './command'
import { passphraseFrom, type Terminal } from './terminal'

/** The door of the office, typed by the contract. */
export type Call = <N extends OperationName>(name: N, input: InputOf<N>) => Promise<ResultOf<N>>
export type OfficeSession = { call: Call; connection: Connection }

/** Flags of the commands that work in an office. */
export const officeFlags = { home: { type: 'string' }, user: { type: 'string' }, 'passphrase-file': { type: 'string' } } as const

/** A failure in the words of the screens, or whole under --json. */
export const sayFailure = (given: Given, terminal: Terminal, failure: Failure): void => {
  if (wantsJson(given)) terminal.out(JSON.stringify({ ok: false, error: failure }))
  const missing = failure.details?.['missing']
  terminal.err(`${failureText(failure)}${Array.isArray(missing) ? ` (${missing.join('، ')})` : ''} [${failure.code} ${failure.ref}]`)
}

/** Opens the data folder's office without signing in, and closes it after `work`. */
export const withOffice = async <T>(given: Given, work: (session: OfficeSession) => Promise<T>): Promise<T> => {
  const home = dataFolder(text(given, 'home'))
  const app = createApp({
    home,
    log: fileLog(home),
    host: {
      kind: 'cli',
      capabilities: { nativePrint: false, notifications: false, quit: false },
      startTrainingRegistry: trainingRegistryStarter(builtFile('registry/registry.mjs')),
      printer: chromiumPrinter(),
      bankPage: builtBankPage,
    },
  })
  const connection = app.connect()
  try {
    return await work({ connection, call: (name, input) => connection.call(name, input) as Promise<ResultOf<typeof name>> })
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
  return withOffice(given, async (session) => {
    const me = await session.call('staff.signIn', { username, passphrase })
    if (me.ok) return work(session)
    sayFailure(given, terminal, me.error)
    return exit.signIn
  })
}
