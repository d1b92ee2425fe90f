import type { ExitCode, SyncReport } from '#contract/registry'
import { fa } from '#locale/digits'
import { command, wantsJson } from './command'
import { officeCodes, officeFlags, syncCodeOf, sayFailure, withUser } from './office-session'
import { failedStep, keepReport, plainFacts, secondsSince } from './run-report'

export const syncCodes = {
  0: 'همه رسید و دو طرف برابر است',
  10: 'رسید، ولی چند مورد چشم‌به‌راه یک نفر است',
  20: 'شبکه نبود؛ چیزی فرستاده نشد',
  21: 'بخشی رسید؛ بار دیگر ادامه می‌یابد',
  30: 'کلید یا معرفی دستگاه پذیرفته نشد',
  31: 'ارتباط امن یا گواهی مرجع درست نیست',
  40: 'برنامه باید به‌روز شود؛ صف سر جای خود است',
  50: 'داده یا دیسک این دستگاه',
  60: 'شمارش دو طرف نمی‌خواند',
  75: 'همگام‌سازی دیگری در جریان است',
} as const satisfies Record<ExitCode, string>

const stages = { handshake: 'آغاز', push: 'فرستادن', pull: 'گرفتن', receipts: 'رسیدها' } as const

const summary = (report: SyncReport): string[] => [
  `${syncCodes[report.exitCode]}.`,
  `فرستاده ${fa(report.pushed)} (پذیرفته ${fa(report.accepted)}، تکراری ${fa(report.duplicates)}، ناسازگار ${fa(report.conflicts)}، رد ${fa(report.rejected)}، معوق ${fa(report.deferred)})`,
  `گرفته ${fa(report.pulled)}، رسید ${fa(report.receipts)}، در صف مانده ${fa(report.remaining)}، ${fa(report.requests)} درخواست، ${fa(report.seconds.toFixed(1))} ثانیه`,
  ...report.problems.map(({ code, detail }) => `  ${code}${detail ? `: ${detail}` : ''}`),
]

/** `mohr sync`: one run of delivery, for the nightly task; its exit code tells how it ended. */
export const sync = command({
  name: 'sync',
  usage: 'mohr sync --user NAME',
  summary: 'یک بار با سامانۀ مرکزی همگام می‌شود (کار شبانه)',
  flags: officeFlags,
  files: { least: 0, most: 0 },
  codes: { ...officeCodes, ...syncCodes },
  run: async (given, terminal) =>
    withUser(given, terminal, async (session) => {
      const startedAt = new Date().toISOString()
      const began = performance.now()
      session.connection.on('sync.progress', ({ stage, done, total }) => terminal.err(`${stages[stage]} ${fa(done)}/${fa(total)}`))
      const result = await session.call('registry.sync', {})
      if (!result.ok) {
        sayFailure(given, terminal, result.error)
        const code = syncCodeOf(result.error)
        await keepReport(session, terminal, { command: 'sync', startedAt, exitCode: code, steps: [failedStep('sync', code, result.error, secondsSince(began))] })
        return code
      }
      const { exitCode, problems, seconds, startedAt: _, ...counts } = result.value
      const step = { step: 'sync', code: exitCode, seconds, error: problems[0]?.code ?? null, ref: null, facts: { ...plainFacts(counts), problems: problems.length } }
      await keepReport(session, terminal, { command: 'sync', startedAt, exitCode, steps: [step] })
      if (wantsJson(given)) terminal.out(JSON.stringify(result.value))
      else for (const line of summary(result.value)) terminal.out(line)
      return exitCode
    }),
})
