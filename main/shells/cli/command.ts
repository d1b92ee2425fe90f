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
  /** Exit codes of its own, for the help: code and Persian words. */
  codes: Readonly<Record<number, string>>
  run(given: Given, terminal: Terminal): Promise<number>
}

/** Codes that mean the same for every command. */
export const exit = { done: 0, failed: 1, usage: 2, signIn: 4, busy: 75, config: 78 } as const

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
