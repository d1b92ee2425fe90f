import { renameSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { failureText } from '#locale/failures'
import { exit, text, wantsJson, type Command, type Given } from './command'
import { commands } from './commands'
import { helpText } from './help'
import type { Terminal } from './terminal'

const parse = ({ flags, files }: Command, args: string[]): Given | null => {
  try {
    const given = parseArgs({
      args, allowPositionals: true,
      options: { ...flags, json: { type: 'boolean' }, 'json-file': { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    })
    const fits = given.positionals.length >= files.least && given.positionals.length <= files.most
    if (given.values['json-file'] !== undefined) given.values['json'] = true
    return fits || given.values['help'] ? { flags: given.values as Given['flags'], files: given.positionals } : null
  } catch {
    return null
  }
}

/**
 * Runs `mohr` with its arguments.
 * @returns the exit code (help.ts names them); never throws for what a person typed
 */
export const runCommand = async ([name = 'help', ...args]: string[], terminal: Terminal): Promise<number> => {
  const command = commands.find((one) => one.name === name)
  if (!command) {
    const asked = ['help', '--help', '-h'].includes(name)
    const about = asked ? commands.find((one) => one.name === args[0]) : undefined
    if (asked) terminal.out(helpText(about))
    else terminal.err(`چنین فرمانی نیست: ${name}\n\n${helpText()}`)
    return asked ? exit.done : exit.usage
  }
  const given = parse(command, args)
  if (!given) {
    terminal.err(helpText(command))
    return exit.usage
  }
  if (given.flags['help']) {
    terminal.out(helpText(command))
    return exit.done
  }
  const said: string[] = []
  const hearing: Terminal = { ...terminal, out: (line) => { said.push(line); terminal.out(line) } }
  try {
    return await command.run(given, hearing)
  } catch (error) {
    terminal.err(wordsOf(error))
    if (wantsJson(given)) hearing.out(JSON.stringify({ ok: false, error: { code: 'INTERNAL', ref: 'cli' } }))
    return exit.failed
  } finally {
    keepSaid(text(given, 'json-file'), said, terminal)
  }
}

/** The answer as a file, whole or not there: a program without a console, or a task planner, has nowhere else to read it. */
const keepSaid = (file: string | undefined, said: readonly string[], terminal: Terminal): void => {
  if (file === undefined) return
  try {
    writeFileSync(`${file}.part`, `${said.join('\n')}\n`, { mode: 0o600 })
    renameSync(`${file}.part`, file)
  } catch (error) {
    terminal.err(wordsOf(error))
  }
}

/** What a file or folder refused, or that it is a fault of ours: a code to quote, never a stack. */
const wordsOf = (error: unknown): string => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const path = error instanceof Error && 'path' in error ? ` ${String(error.path)}` : ''
  if (/^E[A-Z]+$/.test(code)) return `با این پوشه یا فایل نشد کار کرد:${path} [${code}]`
  return `${failureText({ code: 'INTERNAL', ref: 'cli' })} [INTERNAL ${error instanceof Error ? error.name : typeof error}${code && ` ${code}`}]`
}
