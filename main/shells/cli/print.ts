import type { Printed } from '#contract/papers'
import { number } from '#locale/digits'
import { printWords } from '#locale/papers'
import { command, exit, text, wantsJson, type Given } from './command'
import { codeOf, officeCodes, officeFlags, sayFailure, withUser, type OfficeSession } from './office-session'
import { writeOut } from './out-folder'
import type { Terminal } from './terminal'

/** One PDF a number, so that a failure of one names itself and leaves the files before it whole. */
const printEach = async ({ call }: OfficeSession, given: Given, terminal: Terminal): Promise<typeof exit.done | ReturnType<typeof codeOf>> => {
  const folder = text(given, 'out') ?? '.'
  const written: { no: string; file: string; reprint: boolean; marked: boolean }[] = []
  for (const no of new Set(given.files)) {
    const printed = await call('papers.print', { nos: [no], as: 'sheets' })
    if (!printed.ok) {
      if (wantsJson(given)) terminal.out(JSON.stringify({ ok: false, no, error: printed.error, written }))
      else terminal.err(`${no}:`)
      sayFailure({ ...given, flags: { ...given.flags, json: false } }, terminal, printed.error)
      return codeOf(printed.error)
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
  return { file: writeOut(folder, file.name, Buffer.from(file.base64, 'base64')) }
}

/** `mohr print NO… --out DIR`: permits as they come out of the office's printer, each in a PDF of its own. */
export const print = command({
  name: 'print',
  usage: 'mohr print NO… --user NAME [--out DIR]',
  summary: 'هر مجوز را در یک فایل PDF (A4) می‌نویسد؛ Chromium، Chrome یا Edge لازم است و هر چاپ ثبت می‌شود',
  flags: { ...officeFlags, out: { type: 'string' } },
  files: { least: 1, most: 500 },
  codes: { ...officeCodes, 0: 'همه نوشته شد', 1: 'یکی نوشته نشد؛ فایل‌های پیش از آن سالم است' },
  run: (given, terminal) => withUser(given, terminal, (session) => printEach(session, given, terminal)),
})
