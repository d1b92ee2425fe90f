import type { Failure } from '#contract'
import type { RunStep } from '#contract/run-report'
import { fa } from '#locale/digits'
import { failureText } from '#locale/failures'
import { command, text, wantsJson } from './command'
import { backupCodeOf, codeOf, failureOf, officeCodes, officeFlags, syncCodeOf, withUser, type Call } from './office-session'
import { writePublic } from './out-folder'
import { keepReport, secondsSince } from './run-report'
import { syncCodes } from './sync'

type StepName = 'sync' | 'backup' | 'statusLists' | 'ledger'
type StepCode = keyof typeof syncCodes | 1 | 2
type Ended = Omit<RunStep, 'step' | 'seconds' | 'code'> & { code: StepCode }

const names: Record<StepName, string> = { sync: 'همگام‌سازی', backup: 'پشتیبان', statusLists: 'فهرست وضعیت', ledger: 'زنجیرۀ دفتر رخدادها' }

/** The later, the graver; a task planner takes 75 and 10 for success, so they never hide what follows. */
const gravity: readonly StepCode[] = [0, 75, 10, 21, 20, 40, 2, 31, 30, 1, 50, 60]
const gravest = (codes: readonly StepCode[]): StepCode => codes.reduce((one, other) => (gravity.indexOf(other) > gravity.indexOf(one) ? other : one), 0)

const ended = (code: StepCode, facts: Ended['facts']): Ended => ({ code, error: null, ref: null, facts })
const failed = (failure: Failure, code: StepCode = codeOf(failure)): Ended => ({ code, error: failure.code, ref: failure.ref, facts: {} })

const steps = (call: Call, out: string | undefined): Readonly<Record<StepName, () => Promise<Ended | null>>> => ({
  sync: async () => {
    const run = await call('registry.sync', {})
    if (!run.ok) return failed(run.error, syncCodeOf(run.error))
    const { exitCode, pushed, accepted, pulled, receipts, remaining } = run.value
    return ended(exitCode, { pushed, accepted, pulled, receipts, remaining })
  },
  backup: async () => {
    const made = await call('backups.make', {})
    if (made.ok) return ended(0, { bytes: made.value.bytes, scans: made.value.scans, removed: made.value.removed })
    return failed(made.error, backupCodeOf(made.error))
  },
  statusLists: async () => {
    if (out === undefined) return null
    const lists = await call('permits.statusList', {})
    if (!lists.ok) return failed(lists.error)
    for (const { fileName, content } of lists.value.lists) writePublic(out, fileName, content)
    return ended(0, { lists: lists.value.lists.length })
  },
  ledger: async () => {
    const chain = await call('ledger.verify', {})
    if (!chain.ok) return failed(chain.error)
    return ended(chain.value.ok ? 0 : 60, { entries: chain.value.entries, whole: chain.value.ok })
  },
})

/**
 * `mohr nightly`: all that a night owes an office, in one sign-in: delivery, backup, the lists that banks keep, and the ledger's
 * chain. A step that fails holds none of the others up; the exit code is that of the gravest.
 */
export const nightly = command({
  name: 'nightly',
  usage: 'mohr nightly --user NAME [--out DIR]',
  summary: 'کار شبانه یک‌جا: همگام‌سازی، پشتیبان، فهرست وضعیت برای بانک‌ها (با --out) و راستی‌آزمایی دفتر؛ گزارش در reports/',
  flags: { ...officeFlags, out: { type: 'string' } },
  files: { least: 0, most: 0 },
  codes: {
    ...officeCodes, ...syncCodes,
    0: 'همه انجام شد', 2: 'پشتیبان هنوز تنظیم نشده است', 50: 'داده یا دیسک این دستگاه، یا پوشه‌ای که در آن نوشته می‌شود', 60: 'زنجیرۀ دفتر یا شمارش دو طرف نمی‌خواند',
    75: 'فرمان، همگام‌سازی یا پشتیبان‌گیری دیگری در جریان است',
  },
  run: (given, terminal) =>
    withUser(given, terminal, async (session) => {
      const startedAt = new Date().toISOString()
      const done: (Ended & Pick<RunStep, 'step' | 'seconds'>)[] = []
      for (const [name, run] of Object.entries(steps(session.call, text(given, 'out'))) as [StepName, () => Promise<Ended | null>][]) {
        const began = performance.now()
        const step = await run().catch((error: unknown) => failed(failureOf(error)))
        if (!step) continue
        const seconds = secondsSince(began)
        done.push({ step: name, seconds, ...step })
        terminal.err(`${names[name]}: ${step.code === 0 ? 'انجام شد' : step.error ? failureText({ code: step.error, ref: step.ref ?? '' }) : `کد ${fa(step.code)}`} (${fa(seconds)} ثانیه)`)
      }
      const exitCode = gravest(done.map((step) => step.code))
      const report = await keepReport(session, terminal, { command: 'nightly', startedAt, exitCode, steps: done })
      if (wantsJson(given)) terminal.out(JSON.stringify(report))
      return exitCode
    }),
})
