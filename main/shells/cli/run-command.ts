import { rmSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { failureText } from '#locale/failures'
import { writeDurably } from '#main/staff/index'
import { exit, text, wantsJson, type Command, type Given } from './command'
import { commands } from './commands'
import { helpText } from './help'
import { codeOf, failureOf } from './office-session'
import type { Terminal } from './terminal'

/** @returns what was given, or what is wrong with it */
const parse = ({ flags, files }: Command, args: string[]): Given | string => {
  try {
    const given = parseArgs({
      args, allowPositionals: true,
      options: { ...flags, json: { type: 'boolean' }, 'json-file': { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    })
    const fits = given.positionals.length >= files.least && given.positionals.length <= files.most
    if (given.values['json-file'] !== undefined) given.values['json'] = true
    if (fits || given.values['help']) return { flags: given.values as Given['flags'], files: given.positionals }
    return given.positionals.length < files.least ? 'نام فایل یا آنچه می‌خواهید نوشته نشده است' : `بیش از اندازه است: ${given.positionals.slice(files.most).join(' ')}`
  } catch (error) {
    return error instanceof Error ? error.message.split('. ', 1)[0] ?? '' : ''
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
  if (typeof given === 'string') {
    terminal.err(`دستور درست نیست: ${given}\n\n${helpText(command)}`)
    return exit.usage
  }
  if (given.flags['help']) {
    terminal.out(helpText(command))
    return exit.done
  }
  const said: string[] = []
  const hearing: Terminal = { ...terminal, out: (line) => { said.push(line); terminal.out(line) } }
  const file = text(given, 'json-file')
  if (file !== undefined) forget(file)
  const code = await run(command, given, hearing)
  return file === undefined || keepSaid(file, said, terminal) || code !== exit.done ? code : exit.storage
}

const run = async (command: Command, given: Given, terminal: Terminal): Promise<number> => {
  try {
    return await command.run(given, terminal)
  } catch (error) {
    terminal.err(wordsOf(error))
    const failure = failureOf(error)
    if (wantsJson(given)) terminal.out(JSON.stringify({ ok: false, error: failure }))
    return codeOf(failure)
  }
}

/** An older answer would be taken for this one's if this one were killed. */
const forget = (file: string): void => {
  try {
    rmSync(file, { force: true })
  } catch {
    // Told when the new one can't be written.
  }
}

/**
 * The answer as a file, whole or not there: a program without a console, or a task planner, has nowhere else to read it.
 * @returns whether it was written
 */
const keepSaid = (file: string, said: readonly string[], terminal: Terminal): boolean => {
  try {
    writeDurably(file, `${said.join('\n')}\n`)
    return true
  } catch (error) {
    terminal.err(wordsOf(error))
    return false
  }
}

/** What a file or folder refused, or that it is a fault of ours: a code to quote, never a stack. */
const wordsOf = (error: unknown): string => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const path = error instanceof Error && 'path' in error ? ` ${String(error.path)}` : ''
  if (/^E[A-Z]+$/.test(code)) return `با این پوشه یا فایل نشد کار کرد:${path} [${code}]`
  const failure = failureOf(error)
  return `${failureText(failure)} [${failure.code} ${error instanceof Error ? error.name : typeof error}${code && ` ${code}`}]`
}
