import type { ParseArgsOptionsConfig } from 'node:util'
import type { Terminal } from './terminal'

export type Given = { flags: Readonly<Record<string, string | boolean | readonly string[] | undefined>>; files: readonly string[] }

/** One command: a file of its own with this face, and a line in commands.ts. */
export type Command = {
  name: string
  /** As in `mohr import FILE…`. */
  usage: string
  /** One line of the help. */
  summary: string
  /** Flags beside --json and --help. */
  flags: ParseArgsOptionsConfig
  /** How many words may follow the flags. */
  files: { least: number; most: number }
  /** Its exit codes beside `everyCodes`, for the help: code and Persian words. */
  codes: Readonly<Record<number, string>>
  run(given: Given, terminal: Terminal): Promise<number>
}

/** Codes that mean the same for every command. */
export const exit = { done: 0, failed: 1, usage: 2, signIn: 4, storage: 50, busy: 75, config: 78 } as const

/** What every command may end with. */
export const everyCodes = { 0: 'انجام شد', 1: 'نشد', 2: 'دستور نادرست', 50: 'داده، دیسک یا پوشه‌ای از این دستگاه' } as const
type EveryCode = keyof typeof everyCodes

/** A command whose `run` can return no code that its help and docs/operations.md do not name: anything else does not compile. */
export const command = <const Codes extends Readonly<Record<number, string>>>(
  one: Omit<Command, 'codes' | 'run'> & { codes: Codes; run(given: Given, terminal: Terminal): Promise<(keyof Codes & number) | EveryCode> },
): Command => one

/** A flag with a value, or undefined. */
export const text = ({ flags }: Given, name: string): string | undefined => {
  const value = flags[name]
  return typeof value === 'string' ? value : undefined
}

/** Every value of a flag that may be given several times. */
export const texts = ({ flags }: Given, name: string): readonly string[] => {
  const value = flags[name]
  return typeof value === 'object' ? value : typeof value === 'string' ? [value] : []
}

export const wantsJson = ({ flags }: Given): boolean => flags['json'] === true
