import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Printed } from '#contract/papers'
import { number } from '#locale/digits'
import { printWords } from '#locale/papers'
import { exit, text, wantsJson, type Command, type Given } from './command'
import { officeFlags, sayFailure, withUser, type OfficeSession } from './office-session'
import type { Terminal } from './terminal'

/** One PDF a number, so that a failure of one names itself and leaves the files before it whole. */
const printEach = async ({ call }: OfficeSession, given: Given, terminal: Terminal): Promise<number> => {
  const folder = text(given, 'out') ?? '.'
  mkdirSync(folder, { recursive: true })
  const written: { no: string; file: string; reprint: boolean; marked: boolean }[] = []
  for (const no of new Set(given.files)) {
    const printed = await call('papers.print', { nos: [no], as: 'sheets' })
    if (!printed.ok) {
      if (wantsJson(given)) terminal.out(JSON.stringify({ ok: false, no, error: printed.error, written }))
      else terminal.err(`${no}:`)
      sayFailure({ ...given, flags: { ...given.flags, json: false } }, terminal, printed.error)
      return exit.failed
    }
    written.push({ no, ...save(folder, printed.value), reprint: printed.value.reprints > 0, marked: printed.value.marked.length > 0 })
  }
  if (wantsJson(given)) terminal.out(JSON.stringify({ ok: true, written }))
  else for (const { file, reprint, marked } of written) terminal.out([file, ...(reprint ? [printWords.reprint] : []), ...(marked ? [printWords.notInForce] : [])].join(' — '))
  if (!wantsJson(given)) terminal.out(`${number(written.length)} PDF`)
  return exit.done
}

const save = (folder: string, { file }: Printed): { file: string } => {
  if (!file) throw new Error('no file')
  const path = join(folder, file.name)
  // A permit names a person: for this user's eyes.
  writeFileSync(path, Buffer.from(file.base64, 'base64'), { mode: 0o600 })
  return { file: path }
}

/** `mohr print NO… --out DIR`: permits as they come out of the office's printer, each in a PDF of its own. */
export const print: Command = {
  name: 'print',
  usage: 'mohr print NO… --user NAME [--out DIR]',
  summary: 'هر مجوز را در یک فایل PDF (A4) می‌نویسد؛ Chromium، Chrome یا Edge لازم است و هر چاپ ثبت می‌شود',
  flags: { ...officeFlags, out: { type: 'string' } },
  files: { least: 1, most: 500 },
  codes: { 0: 'همه نوشته شد', 1: 'یکی نوشته نشد؛ فایل‌های پیش از آن سالم است' },
  run: (given, terminal) => withUser(given, terminal, (session) => printEach(session, given, terminal)),
}
