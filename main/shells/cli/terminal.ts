import { readFileSync, statSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type { StartProcess } from '#main/shells/host/training-registry'

/** What a command meets of the world: tests give their own. */
export type Terminal = {
  out(line: string): void
  /** Progress and complaints: never mixed into `--json`. */
  err(line: string): void
  env: Readonly<Record<string, string | undefined>>
  /** What is piped or pasted in, to its end. */
  input(): Promise<Buffer>
  /** Asks without showing what is typed; null where nobody can be asked. */
  askHidden(question: string): Promise<string | null>
  /** How this program starts another of ours; left out, as plain Node. */
  start?: StartProcess
}

const askHidden = async (question: string): Promise<string | null> => {
  if (!process.stdin.isTTY) return null
  process.stderr.write(question)
  const mute = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({ input: process.stdin, output: mute, terminal: true })
  try {
    return await new Promise<string | null>((resolve) => {
      lines.once('line', resolve)
      lines.once('close', () => resolve(null))
    })
  } finally {
    lines.close()
    process.stderr.write('\n')
  }
}

export const processTerminal: Terminal = {
  out: (line) => console.log(line),
  err: (line) => console.error(line),
  env: process.env,
  input: () => buffer(process.stdin),
  askHidden,
}

/**
 * The passphrase, from where it is said to be: `--passphrase-file` (its first line), else MOHR_PASSPHRASE, else asked.
 * Never from an argument, which every process of the machine could read.
 */
export const passphraseFrom = async (terminal: Terminal, file: string | undefined): Promise<string | null> => {
  if (file !== undefined) {
    try {
      const content = readFileSync(file, 'utf8')
      const openToOthers = process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0
      if (openToOthers) terminal.err(`هشدار: فایل گذرواژه را دیگران هم می‌توانند بخوانند (chmod 600 ${file}).`)
      return content.replace(/^\uFEFF/, '').split(/\r?\n/, 1)[0] ?? ''
    } catch {
      terminal.err(`فایل گذرواژه خوانده نشد: ${file}`)
      return null
    }
  }
  return terminal.env['MOHR_PASSPHRASE'] ?? await terminal.askHidden('گذرواژه: ')
}
