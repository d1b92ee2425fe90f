import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { sampleSubmissions } from '#main/app/sample'
import { StepRefused } from '#main/app/rehearsal/desk'
import { builtFile } from '#main/shells/host/built-file'
import { trainingRegistryStarter, startByNode } from '#main/shells/host/training-registry'
import { HomeInUse } from '../demo/demo-home'
import { runDemo } from '../demo/run-demo'
import { summaryLines } from '../demo/summary'
import { demoTerminal } from '../demo/terminal'
import { failureText } from '#locale/failures'
import { command, exit, text, wantsJson, type Given } from './command'
import type { Terminal as CliTerminal } from './terminal'

/** Says why not in words, and to programs as the one JSON object they wait for. */
const refuse = <C extends typeof exit.usage | typeof exit.failed>(given: Given, terminal: CliTerminal, exitCode: C, code: string, words: string): C => {
  if (wantsJson(given)) terminal.out(JSON.stringify({ ok: false, error: { code, ref: 'demo' } }))
  terminal.err(words)
  return exitCode
}

const noneAccepted = 3

/** `mohr demo`: the whole main job without a window. */
export const demo = command({
  name: 'demo',
  usage: 'mohr demo [--home DIR] [--input FILE]',
  summary: 'همۀ کار را از ورود پرونده تا تحویل و راستی‌آزمایی، بی‌پنجره و با دفتر آموزشی، نشان می‌دهد',
  flags: { home: { type: 'string' }, input: { type: 'string' } },
  files: { least: 0, most: 0 },
  codes: { 1: 'چیزی تحویل یا راستی‌آزمایی نشد', 2: 'پوشه یا فایل ورودی پذیرفته نشد', 3: 'هیچ ردیفی از فایل پذیرفته نشد' },
  run: async (given, terminal) => {
    // It proves itself with programs of plain Node, which a package does not have.
    if (terminal.start) return refuse(given, terminal, exit.usage, 'DEMO_ABSENT', 'این فرمان در برنامۀ نصب‌شده نیست؛ از درخت کار با npm run demo اجرا می‌شود.')
    const home = text(given, 'home') || join(tmpdir(), 'mohr-demo')
    const input = text(given, 'input')
    let bytes: Uint8Array
    try {
      bytes = input ? readFileSync(input) : sampleSubmissions()
    } catch {
      return refuse(given, terminal, exit.usage, 'INPUT_UNREADABLE', `فایل خوانده نشد: ${input}`)
    }
    try {
      const host = {
        kind: 'cli' as const, capabilities: {},
        startTrainingRegistry: trainingRegistryStarter(builtFile('registry/registry.mjs'), startByNode),
      }
      const outcome = await runDemo(home, { name: input ? basename(input) : 'submissions.csv', bytes }, host, demoTerminal(wantsJson(given)))
      if (wantsJson(given)) terminal.out(JSON.stringify(outcome.figures))
      else for (const line of summaryLines(outcome, home)) terminal.out(line)
      // Nothing went wrong with no dossier at all: whoever asked must not take that for a demo that worked.
      if (outcome.figures.imported === 0) return noneAccepted
      return outcome.complete ? exit.done : exit.failed
    } catch (error) {
      if (error instanceof HomeInUse) {
        const why = error.open ? 'همین حالا در برنامۀ دیگری باز است' : 'خالی نیست و از نمایش پیشین هم نیست'
        return refuse(given, terminal, exit.usage, 'HOME_IN_USE', `پوشۀ ${home} ${why}؛ با --home پوشۀ دیگری بدهید.`)
      }
      if (!(error instanceof StepRefused)) throw error
      const words = `${failureText({ code: error.code, ref: 'demo' })} [${error.message}]`
      return refuse(given, terminal, error.operation === 'dossiers.importFile' ? exit.usage : exit.failed, error.code, words)
    }
  },
})
