import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Failure } from '#contract'
import { dataFolder } from '#main/shells/host/data-folder'
import { fa } from '#locale/digits'
import { failureText } from '#locale/failures'
import { text, wantsJson, type Command } from './command'
import { officeFlags, withUser, type Call } from './office-session'

type StepName = 'sync' | 'backup' | 'statusLists' | 'ledger'
/** One line of a run's report: counts and codes, nothing of any citizen. */
type Step = { step: StepName; code: number; seconds: number; error?: string; facts: Readonly<Record<string, string | number | boolean | null>> }
type Ended = Pick<Step, 'code' | 'facts'> & { error?: string }

const names: Record<StepName, string> = { sync: 'همگام‌سازی', backup: 'پشتیبان', statusLists: 'فهرست وضعیت', ledger: 'زنجیرۀ دفتر رخدادها' }
const keptReports = 400

const failed = (failure: Failure, code = 1): Ended => ({ code, error: failure.code, facts: { ref: failure.ref } })

const steps = (call: Call, out: string | undefined): Readonly<Record<StepName, () => Promise<Ended | null>>> => ({
  sync: async () => {
    const run = await call('registry.sync', {})
    if (!run.ok) return failed(run.error, run.error.code === 'DEVICE_NOT_ENROLLED' ? 30 : 1)
    const { exitCode, pushed, accepted, pulled, receipts, remaining } = run.value
    return { code: exitCode, facts: { pushed, accepted, pulled, receipts, remaining } }
  },
  backup: async () => {
    const made = await call('backups.make', {})
    if (made.ok) return { code: 0, facts: { file: made.value.fileName, bytes: made.value.bytes, scans: made.value.scans, removed: made.value.removed } }
    return failed(made.error, made.error.code === 'BACKUP_UNSET' ? 2 : 50)
  },
  statusLists: async () => {
    if (out === undefined) return null
    const lists = await call('permits.statusList', {})
    if (!lists.ok) return failed(lists.error)
    mkdirSync(out, { recursive: true })
    for (const { fileName, content } of lists.value.lists) writeFileSync(join(out, fileName), content)
    return { code: 0, facts: { lists: lists.value.lists.length } }
  },
  ledger: async () => {
    const chain = await call('ledger.verify', {})
    if (!chain.ok) return failed(chain.error)
    return { code: chain.value.ok ? 0 : 60, facts: { entries: chain.value.entries, whole: chain.value.ok } }
  },
})

/** One JSON line a run in `nightly.ndjson` of the data folder; the newest few hundred stay. */
const keepReport = (home: string, report: object): void => {
  const file = join(home, 'nightly.ndjson')
  appendFileSync(file, `${JSON.stringify(report)}\n`, { mode: 0o600 })
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n')
  if (lines.length > keptReports) writeFileSync(file, `${lines.slice(-keptReports).join('\n')}\n`, { mode: 0o600 })
}

/**
 * `mohr nightly`: all that a night owes an office, in one sign-in: delivery, backup, the lists that banks keep, and the ledger's
 * chain. A step that fails holds none of the others up; the exit code is that of the gravest.
 */
export const nightly: Command = {
  name: 'nightly',
  usage: 'mohr nightly --user NAME [--out DIR]',
  summary: 'کار شبانه یک‌جا: همگام‌سازی، پشتیبان، فهرست وضعیت برای بانک‌ها (با --out) و راستی‌آزمایی دفتر؛ گزارش در nightly.ndjson',
  flags: { ...officeFlags, out: { type: 'string' } },
  files: { least: 0, most: 0 },
  codes: { 0: 'همه انجام شد', 2: 'پشتیبان هنوز تنظیم نشده است', 50: 'پشتیبان ساخته نشد', 60: 'زنجیرۀ دفتر یا شمارش دو طرف نمی‌خواند', 75: 'دیگر کدها: همان کدهای mohr sync' },
  run: (given, terminal) =>
    withUser(given, terminal, async ({ call }) => {
      const startedAt = new Date().toISOString()
      const done: Step[] = []
      for (const [name, run] of Object.entries(steps(call, text(given, 'out'))) as [StepName, () => Promise<Ended | null>][]) {
        const began = performance.now()
        const ended = await run()
        if (!ended) continue
        const seconds = Math.round((performance.now() - began) / 100) / 10
        done.push({ step: name, seconds, ...ended })
        terminal.err(`${names[name]}: ${ended.code === 0 ? 'انجام شد' : ended.error ? failureText({ code: ended.error, ref: String(ended.facts['ref'] ?? '') }) : `کد ${fa(ended.code)}`} (${fa(seconds)} ثانیه)`)
      }
      const code = Math.max(...done.map((step) => step.code))
      const report = { startedAt, exitCode: code, steps: done }
      keepReport(dataFolder(text(given, 'home')), report)
      if (wantsJson(given)) terminal.out(JSON.stringify(report))
      return code
    }),
}
